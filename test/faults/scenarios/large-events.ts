import type { Scenario } from '#test/faults/scenario.ts';

/** More than a gigabyte of bodies for one worker: how fast that is depends on the machine. What matters is the memory. */
const DELIVERED_WITHIN_MS = 180_000;

/** Every event has the flag's rules before and after: nearly half a megabyte for each endpoint. */
export const largeEvents: Scenario = {
  key: 'large-events',
  name: 'events of nearly half a megabyte',
  terms: { duplicates: false, recoveredWithinMs: DELIVERED_WITHIN_MS, memoryMiB: 600 },
  rules: { count: 20, values: 700 },
  apis: 2,
  run: ({ load }) => load.reached(1),
};
