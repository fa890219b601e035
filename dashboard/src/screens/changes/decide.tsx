import { useState } from 'react';
import type { CommandError } from '../../api/command.ts';
import { type TypedDocument, useRun } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import {
  ApplyChangeDocument,
  ApproveChangeDocument,
  CancelChangeDocument,
  type ChangeDetailsFragment,
  RejectChangeDocument,
  type RightFragment,
} from '../../gql/graphql.ts';
import styles from './changes.module.css';

interface DecideProps {
  change: ChangeDetailsFragment;
  onConflict: () => void;
}

/** The decisions that are still open, with a comment. They name the revision that is on the screen. */
export function Decide({ change, onConflict }: DecideProps) {
  const run = useRun();
  const toast = useToast();
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const { id: changeRequestId, revision: expectedRevision, state } = change;
  if (state !== 'PENDING' && state !== 'APPROVED') return null;

  async function decide<Result extends Record<string, unknown>, Variables extends { input: object }>(
    document: TypedDocument<Result, Variables>,
    input: Variables['input'],
    done: string,
  ): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      const result = await run(document, { input } as never);
      const [outcome] = Object.values(result) as (CommandError | { __typename: string })[];
      if (outcome !== undefined && 'message' in outcome) {
        if (outcome.__typename === 'ConflictError') onConflict();
        setRefusal(outcome.message);
      } else {
        setComment('');
        toast(done);
      }
    } catch (error) {
      setRefusal((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  const text = comment.trim() || null;
  const rights = change.viewerMay;
  return (
    <Card title="Decide" padded>
      <div className={styles.decide}>
        <textarea
          aria-label="Comment"
          placeholder="Comment. A rejection needs one."
          className={styles.text}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {refusal !== undefined && <Notice tone="bad" title={refusal} />}
        <div className={styles.buttons}>
          <Button
            look={state === 'PENDING' ? 'main' : 'plain'}
            busy={busy}
            unavailable={why(rights.approve)}
            onClick={() =>
              void decide(
                ApproveChangeDocument,
                { changeRequestId, expectedRevision, comment: text },
                'Approved.',
              )
            }
          >
            Approve
          </Button>
          <Button
            look={state === 'APPROVED' ? 'main' : 'plain'}
            busy={busy}
            unavailable={why(rights.apply)}
            onClick={() =>
              void decide(
                ApplyChangeDocument,
                { changeRequestId, expectedRevision, comment: text },
                `Applied: ${change.flagKey} has changed in ${change.environment.name}.`,
              )
            }
          >
            Apply
          </Button>
          <Button
            look="danger"
            busy={busy}
            unavailable={why(rights.reject) ?? (text === null ? 'A rejection needs a comment' : undefined)}
            onClick={() =>
              void decide(
                RejectChangeDocument,
                { changeRequestId, expectedRevision, comment: text ?? '' },
                'Rejected. Its author has been told.',
              )
            }
          >
            Reject
          </Button>
          {rights.cancel.allowed && (
            <Button
              look="quiet"
              busy={busy}
              onClick={() =>
                void decide(CancelChangeDocument, { changeRequestId, comment: text }, 'Cancelled.')
              }
            >
              Cancel the request
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

/** Why a decision is not open to the viewer, as the server says it. */
function why({ allowed, because }: RightFragment): string | undefined {
  return allowed ? undefined : (because ?? 'You may not do this');
}
