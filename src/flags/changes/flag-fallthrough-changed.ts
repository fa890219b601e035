import { isDeepStrictEqual } from 'node:util';
import { defineChange, field } from './change.ts';
import { renderShownServe } from './rule-line.ts';
import { showServe } from './shown.ts';

export const flagFallthroughChanged = defineChange({
  name: 'FlagFallthroughChanged',
  description: 'Something else is served in the environment when no rule matches.',
  fields: {
    fallthroughBefore: field('Serve', 'What was served.'),
    fallthroughAfter: field('Serve', 'What is served now.'),
  },
  detect: (before, after) => {
    if (!before.targeting || !after.targeting) return [];
    if (isDeepStrictEqual(before.targeting.fallthrough, after.targeting.fallthrough)) return [];
    return [
      {
        fallthroughBefore: showServe(before.targeting.fallthrough, before.flag.variations),
        fallthroughAfter: showServe(after.targeting.fallthrough, after.flag.variations),
      },
    ];
  },
  summarise: ({ fallthroughBefore, fallthroughAfter }, place) =>
    `Changed what is served when no rule matches${place} from ${renderShownServe(fallthroughBefore)} to ${renderShownServe(fallthroughAfter)}.`,
});
