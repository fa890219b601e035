/** What the delivery log says of the endpoints that cannot be reached. Pure. */

import { countBy } from '#test/faults/count-by.ts';
import type { Facts } from '#test/faults/facts.ts';

export interface EndpointTrouble {
  endpoint: string;
  attempts: number;
  /** How many attempts show which class; `none` counts successes. */
  classes: Record<string, number>;
  /** Attempts that show something else than what the endpoint does. */
  misjudged: number;
  /** Deliveries that have ended, or wait for nothing. */
  forsaken: number;
}

export function checkEndpoints({ endpoints, deliveries, attempts }: Facts): EndpointTrouble[] {
  return endpoints.flatMap(({ name, fails }) => {
    if (fails === null) return [];
    const own = deliveries.filter(({ endpoint }) => endpoint === name);
    const ids = new Set(own.map(({ id }) => id));
    const made = attempts.filter(({ deliveryId }) => ids.has(deliveryId));
    return [
      {
        endpoint: name,
        attempts: made.length,
        classes: countBy(made.map(({ errorClass }) => errorClass ?? 'none')),
        misjudged: made.filter(({ errorClass }) => !fails.includes(errorClass ?? 'none')).length,
        forsaken: own.filter((delivery) => !isGoingOn(delivery)).length,
      },
    ];
  });
}

/** Planned or in line, both with a time, or being sent at this moment. */
function isGoingOn({ status, nextAttemptAt }: Facts['deliveries'][number]): boolean {
  return status === 'SENDING' || (status === 'PENDING' && nextAttemptAt !== null);
}
