import { defineChange, field } from './change.ts';

export const flagEnabledChanged = defineChange({
  name: 'FlagEnabledChanged',
  description: 'The flag was switched on or off in the environment.',
  fields: {
    enabledBefore: field('Boolean', 'Whether it was on.'),
    enabledAfter: field('Boolean', 'Whether it is on now.'),
  },
  detect: ({ targeting: before }, { targeting: after }) =>
    !before || !after || before.enabled === after.enabled
      ? []
      : [{ enabledBefore: before.enabled, enabledAfter: after.enabled }],
  summarise: ({ enabledAfter }, place) => `Switched the flag ${enabledAfter ? 'on' : 'off'}${place}.`,
});
