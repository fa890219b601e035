/** Whether an integration works, as a state and in words. */

import { State } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import type { HealthPartsFragment } from '../../gql/graphql.ts';

interface Integration {
  enabled: boolean;
  health: HealthPartsFragment;
}

/** Those that need somebody come first. */
const ORDER = ['failing', 'disabled by GoGreen', 'disabled', 'working', 'new'] as const;
export type Condition = (typeof ORDER)[number];

export function conditionOf({ enabled, health }: Integration): Condition {
  if (!enabled) return health.disabledReason === null ? 'disabled' : 'disabled by GoGreen';
  if (health.status === 'FAILING') return 'failing';
  return health.lastSuccessAt === null ? 'new' : 'working';
}

export function byHealth(a: Integration, b: Integration): number {
  return ORDER.indexOf(conditionOf(a)) - ORDER.indexOf(conditionOf(b));
}

export function HealthState({ integration }: { integration: Integration }) {
  switch (conditionOf(integration)) {
    case 'failing':
      return <State tone="bad">{integration.health.circuitOpen ? 'failing, circuit open' : 'failing'}</State>;
    case 'disabled by GoGreen':
      return <State tone="bad">disabled by GoGreen</State>;
    case 'disabled':
      return <State tone="dim">disabled</State>;
    case 'working':
      return <State tone="ok">works</State>;
    case 'new':
      return <State tone="dim">nothing sent yet</State>;
  }
}

/** Why it does not work, in sentences; nothing when it does. */
export function HealthWords({ integration: { enabled, health } }: { integration: Integration }) {
  if (!enabled && health.disabledReason !== null) return <bdi>{health.disabledReason}</bdi>;
  if (!enabled || health.status !== 'FAILING') return null;
  return (
    <>
      {health.failingSince !== null && (
        <>
          Failing since <Time at={health.failingSince} />, {health.consecutiveFailures}{' '}
          {health.consecutiveFailures === 1 ? 'attempt' : 'attempts in a row'}:{' '}
        </>
      )}
      <bdi>{health.lastError}</bdi>
      {health.circuitOpen && !/[.!?]$/.test(health.lastError ?? '.') && '.'}
      {health.circuitOpen && ' One first attempt is made every 30 seconds until one succeeds.'}
    </>
  );
}
