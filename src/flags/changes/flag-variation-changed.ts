import { isDeepStrictEqual } from 'node:util';
import { quoteValue } from '../code-like/code-like-text.ts';
import { defineChange, field } from './change.ts';

export const flagVariationChanged = defineChange({
  name: 'FlagVariationChanged',
  description: 'A variation got another value, name or description.',
  fields: {
    variationBefore: field('Variation', 'The variation as it was.'),
    variationAfter: field('Variation', 'The variation as it is now.'),
  },
  detect: (before, after) =>
    before.flag.variations.flatMap((variationBefore) => {
      const variationAfter = after.flag.variations.find(({ key }) => key === variationBefore.key);
      const same = !variationAfter || isDeepStrictEqual(variationBefore, variationAfter);
      return same ? [] : [{ variationBefore, variationAfter }];
    }),
  summarise: ({ variationBefore, variationAfter }) => {
    const { key } = variationAfter;
    if (isDeepStrictEqual(variationBefore.value, variationAfter.value)) {
      return variationBefore.name === variationAfter.name
        ? `Changed the description of the variation "${key}".`
        : `Renamed the variation "${key}" from "${variationBefore.name}" to "${variationAfter.name}".`;
    }
    return `Changed the value of the variation "${key}" from ${quoteValue(variationBefore.value)} to ${quoteValue(variationAfter.value)}.`;
  },
});
