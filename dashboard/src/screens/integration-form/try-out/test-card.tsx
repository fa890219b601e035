import { useState } from 'react';
import type { CommandError } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import {
  CheckIntegrationDocument,
  type ProviderFormFragment,
  TestIntegrationDocument,
  TestIntegrationDraftDocument,
  type TestResultFragment,
} from '../../../gql/graphql.ts';
import { CheckAnswer, type CheckPayload, TestAnswer } from './test-answer.tsx';
import type { Tried } from './tried.ts';
import styles from './try-out.module.css';

interface TestCardProps {
  info: ProviderFormFragment;
  tried: Tried;
  eventId: string | undefined;
  unavailable: string | undefined;
}

type Answer = { results: readonly TestResultFragment[] } | CheckPayload;

/** Sends a test, and says what came back. */
export function TestCard({ info, tried, eventId, unavailable }: TestCardProps) {
  const run = useRun();
  const [busy, setBusy] = useState<'test' | 'check'>();
  const [answer, setAnswer] = useState<Answer>();
  const [error, setError] = useState<CommandError>();

  async function attempt(kind: 'test' | 'check'): Promise<void> {
    setBusy(kind);
    setAnswer(undefined);
    setError(undefined);
    try {
      const result = kind === 'test' ? await sendTest(run, tried, eventId) : await check(run, tried);
      if ('message' in result) setError(result);
      else setAnswer(result);
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <Card
      title="Try it"
      actions={
        <>
          {info.supports.check && (
            <Button
              small
              busy={busy === 'check'}
              unavailable={unavailable}
              onClick={() => void attempt('check')}
            >
              Check connection
            </Button>
          )}
          <Button small busy={busy === 'test'} unavailable={unavailable} onClick={() => void attempt('test')}>
            Send test
          </Button>
        </>
      }
    >
      <div role="status" className={styles.answers}>
        {answer === undefined && error === undefined && (
          <p className={styles.hint}>
            {busy === undefined
              ? aboutTest(eventId !== undefined, info.supports.check)
              : `Waiting for ${info.label}…`}
          </p>
        )}
        {error !== undefined && (
          <div className={styles.hint}>
            <Notice tone="bad" title="It could not be tried">
              {error.message}
            </Notice>
          </div>
        )}
        {answer !== undefined &&
          ('results' in answer ? <TestAnswer results={answer.results} /> : <CheckAnswer payload={answer} />)}
      </div>
    </Card>
  );
}

type Run = ReturnType<typeof useRun>;

/** Of a draft nothing is stored; a test of what is stored is a delivery in the log. */
async function sendTest(run: Run, { integrationId, draft }: Tried, eventId: string | undefined) {
  if (draft === undefined && integrationId !== undefined) {
    const input = { integrationId, eventId: eventId ?? null };
    return (await run(TestIntegrationDocument, { input })).testIntegration;
  }
  const input = { integrationId: integrationId ?? null, draft: draft ?? {}, eventId: eventId ?? null };
  return (await run(TestIntegrationDraftDocument, { input })).testIntegrationDraft;
}

async function check(run: Run, input: Tried) {
  return (await run(CheckIntegrationDocument, { input })).checkIntegration;
}

function aboutTest(hasEvent: boolean, canCheck: boolean): string {
  const test = hasEvent
    ? 'A test sends a copy of the chosen event, marked as a test.'
    : 'A test sends an event about a flag that does not exist, marked as a test.';
  return canCheck ? `${test} A check only asks whether it would be accepted.` : test;
}
