import { defineChange, field } from './change.ts';

export const flagOwnerChanged = defineChange({
  name: 'FlagOwnerChanged',
  description: 'Another person or team is responsible for the flag.',
  fields: {
    ownerBefore: field('NullableString', 'The old owner; null when there was none.'),
    ownerAfter: field('NullableString', 'The new owner; null when there is none.'),
  },
  detect: (before, after) =>
    before.flag.owner === after.flag.owner
      ? []
      : [{ ownerBefore: before.flag.owner, ownerAfter: after.flag.owner }],
  summarise: ({ ownerBefore, ownerAfter }) => {
    if (ownerAfter === null) return `Removed the owner "${ownerBefore}".`;
    return ownerBefore === null
      ? `Made "${ownerAfter}" the owner.`
      : `Changed the owner from "${ownerBefore}" to "${ownerAfter}".`;
  },
});
