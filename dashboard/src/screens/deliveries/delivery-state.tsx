import { State } from '../../design/text/chip.tsx';
import { relative, useNow } from '../../design/text/time.tsx';
import type { DeliveryRowFragment } from '../../gql/graphql.ts';
import { ERROR_WORDS } from './words.ts';

type Stateful = Pick<
  DeliveryRowFragment,
  'status' | 'attemptCount' | 'nextAttemptAt' | 'queuedAt' | 'lastAttempt'
>;

/** The status of a delivery in a few words, with what comes next. */
export function DeliveryState({ delivery }: { delivery: Stateful }) {
  const now = useNow();
  const { status, attemptCount, nextAttemptAt, queuedAt, lastAttempt } = delivery;
  if (status === 'DELIVERED') return <State tone="ok">delivered</State>;
  if (status === 'FAILED') return <State tone="bad">failed</State>;
  if (status === 'SENDING')
    return (
      <State tone="info" mark="▸">
        sending
      </State>
    );
  if (status === 'CANCELLED')
    return lastAttempt?.error?.class === 'SKIPPED' ? (
      <State tone="dim" title="There was nothing to do.">
        skipped
      </State>
    ) : (
      <State tone="dim" mark="⊘">
        cancelled
      </State>
    );
  if (queuedAt !== null)
    return (
      <State
        tone="wait"
        mark="≡"
        title="It is due, and held back by a limit of its integration or by its open circuit."
      >
        queued
      </State>
    );
  if (nextAttemptAt === null) return <State tone="wait">due now</State>;
  const seconds = (Date.parse(nextAttemptAt) - now) / 1000;
  const what = attemptCount === 0 ? 'planned' : 'retry';
  return <State tone="wait">{seconds <= 0 ? `${what} due` : `${what} ${relative(seconds)}`}</State>;
}

/** The last answer: its status code, or why there was none. */
export function LastAnswer({ delivery }: { delivery: Pick<DeliveryRowFragment, 'lastAttempt' | 'status'> }) {
  const { lastAttempt } = delivery;
  if (lastAttempt === null) return <span className="dim">–</span>;
  const { response, error } = lastAttempt;
  const isFailure = error !== null && error.class !== 'SKIPPED';
  const words =
    response !== null ? String(response.status) : error === null ? 'none' : ERROR_WORDS[error.class];
  if (isFailure)
    return (
      <State tone="bad" title={error.message}>
        {words}
      </State>
    );
  return <span className="dim">{words}</span>;
}
