import { defineChange, field } from './change.ts';

export const flagLifecycleChanged = defineChange({
  name: 'FlagLifecycleChanged',
  description: 'The flag moved in its lifecycle: it was archived or restored, or is now stale or permanent.',
  fields: {
    lifecycleBefore: field('FlagLifecycle', 'Where it was.'),
    lifecycleAfter: field('FlagLifecycle', 'Where it is now.'),
  },
  detect: (before, after) =>
    before.flag.lifecycle === after.flag.lifecycle
      ? []
      : [{ lifecycleBefore: before.flag.lifecycle, lifecycleAfter: after.flag.lifecycle }],
  summarise: ({ lifecycleBefore, lifecycleAfter }) => {
    if (lifecycleAfter === 'ARCHIVED') return 'Archived the flag.';
    if (lifecycleBefore === 'ARCHIVED') return `Restored the flag as ${lifecycleAfter.toLowerCase()}.`;
    return `Marked the flag as ${lifecycleAfter.toLowerCase()}.`;
  },
});
