import { defineChange, field } from './change.ts';

export const flagCreated = defineChange({
  name: 'FlagCreated',
  description: 'The flag was created.',
  fields: { flagAfter: field('FlagSnapshot', 'The flag as it was created.') },
  created: ({ flag }) => [{ flagAfter: flag }],
  summarise: ({ flagAfter: { kind, variations } }) =>
    `Created the flag: ${kind}, ${variations.length} variations (${variations.map(({ key }) => `"${key}"`).join(', ')}).`,
});
