import { defineChange, field } from './change.ts';

export const flagNameChanged = defineChange({
  name: 'FlagNameChanged',
  description: 'The name for people changed.',
  fields: { nameBefore: field('String', 'The old name.'), nameAfter: field('String', 'The new name.') },
  detect: (before, after) =>
    before.flag.name === after.flag.name
      ? []
      : [{ nameBefore: before.flag.name, nameAfter: after.flag.name }],
  summarise: ({ nameBefore, nameAfter }) => `Renamed the flag from "${nameBefore}" to "${nameAfter}".`,
});
