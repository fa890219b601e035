/** One thing that goes wrong while hundreds of events are delivered. */

import type { Cluster } from '#test/faults/cluster.ts';
import type { Load } from '#test/faults/load.ts';
import type { HealthyParty } from '#test/faults/parties.ts';
import type { Terms } from '#test/faults/verdict.ts';
import type { DnsServer } from '#test/support/dns-server.ts';

export interface Scenario {
  /** For the command line. */
  key: string;
  /** What happens, for people. */
  name: string;
  terms: Terms;
  /** `own`: it is killed. Default: the one of all scenarios, in a database of its own. */
  postgres?: 'own';
  /** Default: there. */
  redis?: 'never';
  /** How many of each are there from the beginning; default one of each. */
  apis?: number;
  workers?: number;
  /** What every flag has before the load begins: so many rules with so many addresses each. Default: none. */
  rules?: { count: number; values: number };
  /** Endpoints are called by names, which a name server of the scenario answers for; for one more endpoint it never does. */
  byName?: true;
  /** Beside the healthy endpoints, some that are not. */
  misbehaving?: true;
  /** Brings the fault about while the load runs. When it is over everything must be able to go well again. */
  run(stage: Stage): Promise<void>;
}

export interface Stage {
  cluster: Cluster;
  /** The endpoints that take everything. */
  endpoints: HealthyParty[];
  /** Null: endpoints are called by their addresses. */
  names: DnsServer | null;
  load: Load;
}

/** As long as the delivery of a worker that died may take, and some more for a busy machine. */
export const RECOVERED_WITHIN_MS = 60_000;
/** Where requests are held back: on a busy machine one may be given up after ten seconds, and its retry is a minute away. */
export const RETRIED_WITHIN_MS = 75_000 + RECOVERED_WITHIN_MS;
