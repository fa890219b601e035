import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRun, useSubscription } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { State } from '../../../design/text/chip.tsx';
import { Time } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import { CancelRecoveryDocument, RecoveryUpdatedDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { count } from '../words.ts';
import styles from './recoveries.module.css';
import { isUnderWay, type Recovery } from './use-recoveries.ts';

interface RecoveryStripProps {
  recoveries: Recovery[];
  onDismiss: (id: string) => void;
}

/** How far the bulk retries and replays have come, live. */
export function RecoveryStrip({ recoveries, onDismiss }: RecoveryStripProps) {
  if (recoveries.length === 0) return null;
  return (
    <ul className={styles.strip} aria-label="Bulk retries and replays">
      {recoveries.map((recovery) => (
        <Progress key={recovery.id} recovery={recovery} onDismiss={() => onDismiss(recovery.id)} />
      ))}
    </ul>
  );
}

function Progress({ recovery: first, onDismiss }: { recovery: Recovery; onDismiss: () => void }) {
  const project = useProject();
  const [latest, setLatest] = useState<Recovery>();
  const recovery = latest ?? first;
  useSubscription(
    RecoveryUpdatedDocument,
    { id: first.id },
    ({ recoveryUpdated }) => setLatest(recoveryUpdated),
    { pause: !isUnderWay(first) },
  );
  const { kind, total, integration, actor, createdAt } = recovery;
  return (
    <li className={styles.recovery}>
      <div className={styles.words}>
        <b>
          {kind === 'REPLAY' ? 'Replay of' : 'Retry of'} {count(total, 'delivery', 'deliveries')}
        </b>
        {integration !== null && (
          <span>
            to <bdi>{visible(integration.name)}</bdi>
          </span>
        )}
        <span className="dim">
          by <bdi>{visible(actor.name)}</bdi>, <Time at={createdAt} />
        </span>
        <span className={styles.actions}>
          <Link
            className={styles.link}
            to="/projects/$projectKey/deliveries"
            params={{ projectKey: project.key }}
            search={{ recovery: recovery.id }}
          >
            Show them
          </Link>
          {isUnderWay(recovery) && recovery.status !== 'CANCELLED' ? (
            <StopButton recovery={recovery} onStopped={setLatest} />
          ) : (
            <Button small look="quiet" onClick={onDismiss}>
              Dismiss
            </Button>
          )}
        </span>
      </div>
      <Bar recovery={recovery} />
      <Counts recovery={recovery} />
    </li>
  );
}

function Bar({ recovery: { total, delivered, failed, cancelled, skipped } }: { recovery: Recovery }) {
  const share = (part: number) => ({ width: `${total === 0 ? 0 : (part / total) * 100}%` });
  return (
    <div className={styles.bar} aria-hidden="true">
      <i className={styles.delivered} style={share(delivered)} />
      <i className={styles.failed} style={share(failed)} />
      <i className={styles.cancelled} style={share(cancelled + skipped)} />
    </div>
  );
}

function Counts({ recovery }: { recovery: Recovery }) {
  const { status, total, queued, waiting, delivered, failed, cancelled, skipped } = recovery;
  const notQueued = status === 'RUNNING' ? Math.max(0, total - queued) : 0;
  const number = (each: number) => each.toLocaleString('en');
  return (
    <p className={styles.counts} role="status">
      {status === 'CANCELLED' && (
        <State tone="dim" mark="⊘">
          stopped
        </State>
      )}
      {status !== 'CANCELLED' && !isUnderWay(recovery) && <State tone="info">done</State>}
      {delivered > 0 && <State tone="ok">{number(delivered)} delivered</State>}
      {failed > 0 && <State tone="bad">{number(failed)} failed</State>}
      {cancelled > 0 && <State tone="dim">{number(cancelled)} cancelled</State>}
      {skipped > 0 && <span className="dim">{number(skipped)} needed it no longer</span>}
      {waiting + notQueued > 0 && <State tone="wait">{number(waiting + notQueued)} waiting</State>}
    </p>
  );
}

function StopButton({
  recovery,
  onStopped,
}: {
  recovery: Recovery;
  onStopped: (recovery: Recovery) => void;
}) {
  const run = useRun();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const refusal = useRefusal('REPEAT_DELIVERIES');

  async function stop() {
    setBusy(true);
    try {
      const { cancelRecovery } = await run(CancelRecoveryDocument, { input: { recoveryId: recovery.id } });
      if (cancelRecovery.__typename === 'CancelRecoveryPayload') onStopped(cancelRecovery.recovery);
      else toast(cancelRecovery.message);
    } catch (error) {
      toast((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button small look="danger" busy={busy} unavailable={refusal} onClick={() => void stop()}>
      Stop
    </Button>
  );
}
