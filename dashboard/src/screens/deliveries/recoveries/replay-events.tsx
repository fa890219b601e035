import { useState } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { Dialog } from '../../../design/dialogs/dialog.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import { visible } from '../../../design/text/visible.ts';
import { ReplayEventsDocument } from '../../../gql/graphql.ts';
import type { IntegrationState } from '../integration-states.ts';
import { count } from '../words.ts';
import styles from './recoveries.module.css';
import { type ReplayForm, readReplay } from './replay-input.ts';
import { ReplayRange } from './replay-range.tsx';
import type { Recovery } from './use-recoveries.ts';
import { useReplayCount } from './use-replay-count.ts';

interface ReplayEventsProps {
  integrations: IntegrationState[];
  integrationId: string | undefined;
  onStarted: (recovery: Recovery) => void;
  onClose: () => void;
}

const INCLUDES = [
  { value: 'MISSING', label: 'Only what it has not received' },
  { value: 'ALL', label: 'All events of the range, also those that were delivered before' },
] as const;

/** Delivers a range of the event log to one integration again, after it was counted. */
export function ReplayEvents({ integrations, integrationId, onStarted, onClose }: ReplayEventsProps) {
  const run = useRun();
  const [form, setForm] = useState<ReplayForm>({
    integrationId: integrationId ?? '',
    by: 'sequence',
    first: '',
    last: '',
    from: '',
    to: '',
    include: 'MISSING',
  });
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<ReplayForm>) => setForm((before) => ({ ...before, ...change }));
  const { input, issues } = readReplay(form);
  const found = useReplayCount(input);

  async function start(): Promise<void> {
    if (input === undefined) return;
    setBusy(true);
    try {
      const { replayEvents: result } = await run(ReplayEventsDocument, { input });
      if (result.__typename !== 'ReplayEventsPayload') return setError(result.message);
      if (result.recovery !== null) onStarted(result.recovery);
      onClose();
    } catch (failure) {
      setError((failure as Error).message);
    } finally {
      setBusy(false);
    }
  }

  const shownError = error ?? found?.error;
  return (
    <Dialog
      title="Replay events"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" busy={busy} unavailable={whyNot(found?.count)} onClick={() => void start()}>
            {found?.count ? `Replay ${count(found.count, 'delivery', 'deliveries')}` : 'Replay'}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <Field label="Integration" help="One that is enabled: it gets the events that match its settings.">
          {(control) => (
            <select
              {...control}
              value={form.integrationId}
              onChange={(event) => set({ integrationId: event.target.value })}
            >
              <option value="">Choose an integration</option>
              {integrations.map(({ id, name, enabled }) => (
                <option key={id} value={id} disabled={!enabled}>
                  {visible(name)}
                  {enabled ? '' : ' (disabled)'}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ReplayRange form={form} issues={issues ?? {}} onChange={set} />
        <fieldset className={styles.choice}>
          <legend>Which of them</legend>
          {INCLUDES.map(({ value, label }) => (
            <label key={value}>
              <input
                type="radio"
                name="include"
                checked={form.include === value}
                onChange={() => set({ include: value })}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <p className={styles.found} role="status">
          {input !== undefined && found === undefined && <span className="dim">Counting…</span>}
          {found?.count !== undefined && (
            <>
              <b>{count(found.count, 'delivery', 'deliveries')}</b> would be queued, after newer events. You
              can stop it at any moment.
            </>
          )}
        </p>
        {shownError !== undefined && (
          <Notice tone="bad" title="The events cannot be replayed">
            {shownError}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

function whyNot(found: number | undefined): string | undefined {
  if (found === undefined) return 'Fill in the form: the deliveries are counted first.';
  return found === 0 ? 'There is nothing to replay in this range.' : undefined;
}
