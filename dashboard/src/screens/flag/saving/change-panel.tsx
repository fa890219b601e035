import { useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { ShowGraphql } from '../../../design/dialogs/show-graphql.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { LoadFailed, Notice } from '../../../design/layout/notice.tsx';
import { MOD } from '../../../design/shortcuts.ts';
import { Chip, Key, State } from '../../../design/text/chip.tsx';
import { Diff } from '../../../design/text/diff.tsx';
import type { FlagDetailsFragment } from '../../../gql/graphql.ts';
import type { ChangePreview } from '../draft/use-change-preview.ts';
import type { DraftState } from '../draft/use-draft.ts';
import styles from '../flag-page.module.css';
import { Rebased, Validity } from './change-notes.tsx';
import { isShownAtField, placeOf } from './issue-places.ts';
import { Notified } from './notified.tsx';
import { Told } from './told.tsx';
import { useSave } from './use-save.ts';
import { When } from './when.tsx';

export interface ChangePanelProps {
  state: FlagDetailsFragment['environments'][number];
  draft: DraftState;
  change: ChangePreview;
  busy: boolean;
  onBusy: (busy: boolean) => void;
  /** The flag is not what the page shows: it must be read again. */
  onConflict: () => void;
}

/** What will change, who will be told, and the way to do it: always in sight, before anything is saved. */
export function ChangePanel(props: ChangePanelProps) {
  const { state, draft, change, busy } = props;
  const [comment, setComment] = useState('');
  const [confirm, setConfirm] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const { preview, input, isCurrent } = change;
  const { environment } = state;
  const approvals = preview?.minimumApprovals ?? environment.minimumApprovals;
  const needsApproval = preview?.requiresApproval ?? environment.requiresApproval;
  // A change at a time is one that is proposed, also where none must be.
  const proposes = needsApproval || at !== null;
  const needsKey = environment.confirmChanges && !proposes;
  const { save, unavailable, refusal, scheduleIssue, savedEventId } = useSave(props, {
    comment,
    proposes,
    scheduledAt: at,
    confirm: needsKey ? confirm : undefined,
    onSaved() {
      setComment('');
      setConfirm('');
      setAt(null);
    },
  });
  const hidden = (preview?.issues ?? []).filter(({ path }) => !isShownAtField(path));

  return (
    <aside className={styles.side} aria-label="What will change">
      <Card
        title="What will change"
        note={<Chip>{environment.name}</Chip>}
        actions={<Validity change={change} />}
      >
        {change.error !== undefined && (
          <LoadFailed title="The change cannot be checked" error={change.error} onRetry={change.again} />
        )}
        {hidden.length > 0 && (
          <ul className={styles.issues} aria-label="Faults">
            {hidden.map(({ path, message }) => (
              <li key={path}>
                ✕ {placeOf(path)}: {message}
              </li>
            ))}
          </ul>
        )}
        {input === null && (
          <p className={styles.hint}>
            Nothing yet. Switch the flag or edit its rules, and the diff appears here as you type.
          </p>
        )}
        {preview !== undefined && (
          <div className={isCurrent ? undefined : styles.stale}>
            {preview.codeLikeDiff != null && <Diff text={preview.codeLikeDiff} />}
            <Notified preview={preview} input={input} />
          </div>
        )}
      </Card>
      {draft.wasRebased && <Rebased conflicts={draft.conflicts} />}
      {input !== null && (
        <Card padded>
          <div className={styles.save}>
            {needsApproval && (
              <State tone="wait" mark="◆">
                {environment.name} asks for {approvals} approval{approvals === 1 ? '' : 's'} before a change
              </State>
            )}
            <textarea
              aria-label="Comment"
              placeholder="Why? Keys of Jira issues become links."
              className={styles.comment}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
            <When at={at} issue={scheduleIssue} approvals={approvals} onChange={setAt} />
            {needsKey && (
              <Field
                label={`Type ${environment.key} to confirm`}
                help={`${environment.name} is guarded: a change of it must name it.`}
              >
                {(control) => (
                  <input
                    {...control}
                    className={`${control.className} mono`}
                    spellCheck={false}
                    autoComplete="off"
                    value={confirm}
                    onChange={(event) => setConfirm(event.target.value)}
                  />
                )}
              </Field>
            )}
            {refusal !== undefined && <Notice tone="bad" title={refusal} />}
            <div className={styles.buttons}>
              <Button look="main" busy={busy} unavailable={unavailable} onClick={save}>
                {at !== null ? 'Schedule' : proposes ? 'Propose' : 'Save'} <Key>{MOD}S</Key>
              </Button>
              <ShowGraphql
                field={proposes ? 'proposeFlagChange' : 'updateFlagEnvironment'}
                input={{
                  ...input,
                  ...(comment.trim() !== '' && { comment: comment.trim() }),
                  ...(at !== null && { scheduledAt: at }),
                  ...(needsKey && { confirm: environment.key }),
                }}
              />
              <Button unavailable={busy ? 'It is being saved' : undefined} onClick={draft.discard}>
                Discard
              </Button>
            </div>
          </div>
        </Card>
      )}
      {savedEventId !== undefined && input === null && <Told eventId={savedEventId} />}
    </aside>
  );
}
