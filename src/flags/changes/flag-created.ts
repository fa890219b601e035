import { defineChange, field } from './change.ts';

export const flagCreated = defineChange({
  name: 'FlagCreated',
  description: 'The flag was made.',
  fields: { flagAfter: field('FlagSnapshot', 'The flag as it was made.') },
  created: ({ flag }) => [{ flagAfter: flag }],
  summarise: ({ flagAfter: { kind, variations } }) =>
    `Created the flag: ${kind}, ${variations.length} variations (${variations.map(({ key }) => `"${key}"`).join(', ')}).`,
});
