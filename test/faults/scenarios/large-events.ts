import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

/** Every event has the flag's rules before and after: nearly half a megabyte for each endpoint. */
export const largeEvents: Scenario = {
  key: 'large-events',
  name: 'events of nearly half a megabyte',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS, memoryMiB: 700 },
  rules: { count: 20, values: 700 },
  apis: 2,
  run: ({ load }) => load.reached(1),
};
