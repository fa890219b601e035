import type { Scenario } from '#test/faults/scenario.ts';

/**
 * Twice what one request may take, which is much on an idle machine and little on a busy one. Where those that hang hold
 * up the others it is minutes.
 */
const AT_ONCE_MS = 20_000;

/** Nine endpoints do what they should not; those beside them get everything at once. */
export const misbehavingEndpoints: Scenario = {
  key: 'misbehaving-endpoints',
  name: 'endpoints that refuse, reset, hang, drip, flood, explode, babble, redirect and forge beside healthy ones',
  terms: { duplicates: false, recoveredWithinMs: AT_ONCE_MS, memoryMiB: 600 },
  misbehaving: true,
  run: ({ load }) => load.reached(1),
};
