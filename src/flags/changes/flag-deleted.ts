import { defineChange, field } from './change.ts';

export const flagDeleted = defineChange({
  name: 'FlagDeleted',
  description: 'The flag was deleted.',
  fields: { flagBefore: field('FlagSnapshot', 'The flag as it was last.') },
  deleted: ({ flag }) => [{ flagBefore: flag }],
  summarise: () => 'Deleted the flag.',
});
