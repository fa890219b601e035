import { defineChange, field } from './change.ts';
import { showVariation } from './shown.ts';

export const flagOffVariationChanged = defineChange({
  name: 'FlagOffVariationChanged',
  description: 'Another variation is served in the environment while the flag is off.',
  fields: {
    offVariationBefore: field('Variation', 'The old off variation.'),
    offVariationAfter: field('Variation', 'The new off variation.'),
  },
  detect: (before, after) => {
    if (!before.targeting || !after.targeting) return [];
    const [old, now] = [before.targeting.offVariation, after.targeting.offVariation];
    if (old === now) return [];
    return [
      {
        offVariationBefore: showVariation(old, before.flag.variations),
        offVariationAfter: showVariation(now, after.flag.variations),
      },
    ];
  },
  summarise: ({ offVariationBefore, offVariationAfter }, place) =>
    `Changed the off variation${place} from "${offVariationBefore.key}" to "${offVariationAfter.key}".`,
});
