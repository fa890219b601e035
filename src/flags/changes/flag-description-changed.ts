import { defineChange, field } from './change.ts';

export const flagDescriptionChanged = defineChange({
  name: 'FlagDescriptionChanged',
  description: 'The description changed.',
  fields: {
    descriptionBefore: field('NullableString', 'The old description; null when there was none.'),
    descriptionAfter: field('NullableString', 'The new description; null when there is none.'),
  },
  detect: (before, after) =>
    before.flag.description === after.flag.description
      ? []
      : [{ descriptionBefore: before.flag.description, descriptionAfter: after.flag.description }],
  summarise: ({ descriptionBefore, descriptionAfter }) => {
    if (descriptionAfter === null) return 'Removed the description.';
    return descriptionBefore === null ? 'Added a description.' : 'Changed the description.';
  },
});
