import { State } from '../../../design/text/chip.tsx';
import { duration } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { CheckIntegrationMutation, TestResultFragment } from '../../../gql/graphql.ts';
import { DeliveryLink } from '../../../shell/delivery-link.tsx';
import { RequestView, ResponseView } from './message-view.tsx';
import styles from './try-out.module.css';

export type CheckPayload = Extract<
  CheckIntegrationMutation['checkIntegration'],
  { __typename: 'CheckIntegrationPayload' }
>;

/** What came of a test, for each target. */
export function TestAnswer({ results }: { results: readonly TestResultFragment[] }) {
  return results.map(({ target, error, durationMs, exchanges, deliveryId }, index) => (
    <section
      key={index}
      className={styles.answer}
      aria-label={target === '' ? 'Answer' : `Answer of ${target}`}
    >
      <p className={styles.line}>
        <State tone={toneOf(error)}>{error === null ? 'delivered' : errorWord(error)}</State>
        {target !== '' && <bdi className="mono">{target}</bdi>}
        <span className="dim">{duration(durationMs)}</span>
        {deliveryId !== null && (
          <DeliveryLink id={deliveryId} className={styles.link}>
            Open the delivery
          </DeliveryLink>
        )}
      </p>
      {error !== null && <p className={styles.reason}>{visible(error.message)}</p>}
      {exchanges.map(({ request, response }, at) => (
        <details key={at} className={styles.exchange} open={error !== null && at === exchanges.length - 1}>
          <summary>{exchanges.length > 1 ? `Request ${at + 1} and answer` : 'Request and answer'}</summary>
          {response === null ? (
            <p className={styles.reason}>There was no answer.</p>
          ) : (
            <ResponseView response={response} />
          )}
          <RequestView request={request} />
        </details>
      ))}
    </section>
  ));
}

export function CheckAnswer({ payload: { ok, reason, request, response } }: { payload: CheckPayload }) {
  return (
    <section className={styles.answer} aria-label="Answer">
      <p className={styles.line}>
        <State tone={ok ? 'ok' : 'bad'}>
          {ok ? 'deliveries would be accepted' : 'deliveries would fail'}
        </State>
      </p>
      {reason !== null && <p className={styles.reason}>{visible(reason)}</p>}
      <details className={styles.exchange}>
        <summary>Request and answer</summary>
        {response !== null && <ResponseView response={response} />}
        <RequestView request={request} />
      </details>
    </section>
  );
}

type TestError = TestResultFragment['error'];

function toneOf(error: TestError) {
  if (error === null) return 'ok';
  return error.class === 'SKIPPED' ? 'dim' : 'bad';
}

function errorWord(error: NonNullable<TestError>): string {
  return error.class === 'SKIPPED' ? 'nothing to do' : 'failed';
}
