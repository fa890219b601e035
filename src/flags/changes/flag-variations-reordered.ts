import { defineChange, field } from './change.ts';
import { reordered } from './order.ts';

export const flagVariationsReordered = defineChange({
  name: 'FlagVariationsReordered',
  description: 'The variations are listed in another order.',
  fields: {
    variationKeysBefore: field('Strings', 'The keys of the variations in the old order.'),
    variationKeysAfter: field('Strings', 'The keys of the variations in the new order.'),
  },
  detect: (before, after) => {
    const variationKeysBefore = before.flag.variations.map(({ key }) => key);
    const variationKeysAfter = after.flag.variations.map(({ key }) => key);
    return reordered(variationKeysBefore, variationKeysAfter)
      ? [{ variationKeysBefore, variationKeysAfter }]
      : [];
  },
  summarise: ({ variationKeysAfter }) =>
    `Reordered the variations: ${variationKeysAfter.map((key) => `"${key}"`).join(', ')}.`,
});
