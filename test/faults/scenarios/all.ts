/** Every scenario of the long form, and those of the short one. A new one is a file and a line here. */

import type { LoadSize } from '#test/faults/load.ts';
import type { Scenario } from '#test/faults/scenario.ts';
import { anyOrder } from '#test/faults/scenarios/any-order.ts';
import { apiKilled } from '#test/faults/scenarios/api-killed.ts';
import { apiStalled } from '#test/faults/scenarios/api-stalled.ts';
import { dnsSilent } from '#test/faults/scenarios/dns-silent.ts';
import { jumpingClock } from '#test/faults/scenarios/jumping-clock.ts';
import { largeEvents } from '#test/faults/scenarios/large-events.ts';
import { misbehavingEndpoints } from '#test/faults/scenarios/misbehaving-endpoints.ts';
import { postgresLocked } from '#test/faults/scenarios/postgres-locked.ts';
import { postgresReadOnly } from '#test/faults/scenarios/postgres-read-only.ts';
import { postgresRestarted, storesRestarted } from '#test/faults/scenarios/postgres-restarted.ts';
import { redisRefuses } from '#test/faults/scenarios/redis-refuses.ts';
import { redisNever, redisRestarted } from '#test/faults/scenarios/redis-restarted.ts';
import { rollingRestart } from '#test/faults/scenarios/rolling-restart.ts';
import { workerKilledAfterTheAnswer } from '#test/faults/scenarios/worker-killed-after-the-answer.ts';
import { workerKilledInMidFanOut } from '#test/faults/scenarios/worker-killed-in-mid-fan-out.ts';
import { workerKilledInMidRequest } from '#test/faults/scenarios/worker-killed-in-mid-request.ts';
import { workerStalled } from '#test/faults/scenarios/worker-stalled.ts';
import { workersKilled } from '#test/faults/scenarios/workers-killed.ts';

export const longLoad: LoadSize = { changes: 500, perSecond: 60 };

export const longForm: Scenario[] = [
  workerKilledInMidRequest,
  workerKilledAfterTheAnswer,
  workerKilledInMidFanOut,
  apiKilled,
  apiStalled,
  rollingRestart,
  workerStalled,
  redisRestarted,
  redisNever,
  redisRefuses,
  postgresRestarted,
  postgresReadOnly,
  postgresLocked,
  dnsSilent,
  anyOrder,
  largeEvents,
  misbehavingEndpoints,
  jumpingClock,
];

/** All its scenarios run at the same time, also on a machine with two slow cores. */
export const shortLoad: LoadSize = { changes: 150, perSecond: 20 };

/**
 * What matters most, put together where nothing is lost by it. Those that wait longest come first. They run at the same
 * time, on machines of any speed, so they check what arrives and how often; how soon is checked by the long form.
 */
export const shortForm: Scenario[] = [
  jumpingClock,
  workersKilled,
  workerStalled,
  storesRestarted,
  rollingRestart,
  misbehavingEndpoints,
].map((scenario) => ({
  ...scenario,
  terms: { ...scenario.terms, recoveredWithinMs: Number.MAX_SAFE_INTEGER },
}));
