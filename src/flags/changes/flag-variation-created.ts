import { quoteValue } from '../code-like/code-like-text.ts';
import { defineChange, field } from './change.ts';

export const flagVariationCreated = defineChange({
  name: 'FlagVariationCreated',
  description: 'The flag got another variation.',
  fields: { variationAfter: field('Variation', 'The variation.') },
  detect: (before, after) =>
    after.flag.variations
      .filter(({ key }) => before.flag.variations.every((known) => known.key !== key))
      .map((variationAfter) => ({ variationAfter })),
  summarise: ({ variationAfter: { key, value } }) =>
    `Added the variation "${key}" with the value ${quoteValue(value)}.`,
});
