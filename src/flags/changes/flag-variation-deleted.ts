import { defineChange, field } from './change.ts';

export const flagVariationDeleted = defineChange({
  name: 'FlagVariationDeleted',
  description: 'The flag lost a variation.',
  fields: { variationBefore: field('Variation', 'The variation as it was last.') },
  detect: (before, after) =>
    before.flag.variations
      .filter(({ key }) => after.flag.variations.every((known) => known.key !== key))
      .map((variationBefore) => ({ variationBefore })),
  summarise: ({ variationBefore: { key } }) => `Deleted the variation "${key}".`,
});
