import { useState } from 'react';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/button.tsx';
import { Card } from '../../design/card.tsx';
import { Chip, Key, State } from '../../design/chip.tsx';
import { Diff } from '../../design/diff.tsx';
import { Field } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { MOD, useShortcuts } from '../../design/shortcuts.ts';
import { ShowGraphql } from '../../design/show-graphql.tsx';
import { useToast } from '../../design/toast.tsx';
import {
  type FlagDetailsFragment,
  ProposeFlagChangeDocument,
  UpdateFlagEnvironmentDocument,
} from '../../gql/graphql.ts';
import { useRefusal } from '../../shell/use-refusal.ts';
import styles from './flag-page.module.css';
import { Notified } from './notified.tsx';
import { Told } from './told.tsx';
import type { ChangePreview } from './use-change-preview.ts';
import type { DraftState } from './use-draft.ts';

interface ChangePanelProps {
  state: FlagDetailsFragment['environments'][number];
  draft: DraftState;
  change: ChangePreview;
  /** The flag is not what the page shows: it must be read again. */
  onConflict: () => void;
}

/** What will change, who will be told, and the way to do it: always in sight, before anything is saved. */
export function ChangePanel({ state, draft, change, onConflict }: ChangePanelProps) {
  const run = useRun();
  const toast = useToast();
  const [comment, setComment] = useState('');
  const [confirm, setConfirm] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [savedEventId, setSavedEventId] = useState<string>();
  const { preview, input, isCurrent } = change;
  const { environment } = state;
  const proposes = preview?.requiresApproval ?? environment.requiresApproval;
  const refused = useRefusal(proposes ? 'PROPOSE_CHANGES' : 'CHANGE_FLAGS');
  const needsKey = environment.confirmChanges && !proposes;
  const unavailable =
    refused ??
    reasonNotToSave(change) ??
    (needsKey && confirm !== environment.key ? `Confirm it with the key of the environment` : undefined);

  async function save(): Promise<void> {
    if (input === null || unavailable !== undefined) return;
    setBusy(true);
    setRefusal(undefined);
    const full = { ...input, comment: comment.trim() || null };
    try {
      const result = proposes
        ? (await run(ProposeFlagChangeDocument, { input: full })).proposeFlagChange
        : (await run(UpdateFlagEnvironmentDocument, { input: { ...full, ...(needsKey && { confirm }) } }))
            .updateFlagEnvironment;
      switch (result.__typename) {
        case 'UpdateFlagEnvironmentPayload':
          setSavedEventId(result.event?.id);
          break;
        case 'ProposeFlagChangePayload':
          toast(`Proposed: “${result.changeRequest.title}”. Reviewers have been told.`);
          break;
        case 'ConflictError':
          onConflict();
          return setRefusal(
            'Somebody else has saved in the meantime. Your draft is kept on top of it: look at the diff and save again.',
          );
        default:
          return setRefusal(result.message);
      }
      draft.discard();
      setComment('');
      setConfirm('');
    } catch (error) {
      setRefusal((error as Error).message);
    } finally {
      setBusy(false);
    }
  }
  useShortcuts({ '$mod+KeyS': () => void save() });

  return (
    <aside className={styles.side} aria-label="What will change">
      <Card
        title="What will change"
        note={<Chip>{environment.name}</Chip>}
        actions={<Validity change={change} />}
      >
        {change.error !== undefined && <Notice tone="bad" title={change.error} />}
        {input === null && (
          <p className={styles.hint}>
            Nothing yet. Switch the flag or edit its rules, and the diff appears here as you type.
          </p>
        )}
        {preview !== undefined && (
          <div className={isCurrent ? undefined : styles.stale}>
            {preview.codeLikeDiff != null && <Diff text={preview.codeLikeDiff} />}
            <Notified preview={preview} />
          </div>
        )}
      </Card>
      {draft.wasRebased && <Rebased conflicts={draft.conflicts} />}
      {input !== null && (
        <Card padded>
          <div className={styles.save}>
            {proposes && (
              <State tone="wait" mark="◆">
                {environment.name} asks for {preview?.minimumApprovals ?? environment.minimumApprovals}{' '}
                approval
                {(preview?.minimumApprovals ?? environment.minimumApprovals) === 1 ? '' : 's'} before a change
              </State>
            )}
            <textarea
              aria-label="Comment"
              placeholder="Why? Keys of Jira issues become links."
              className={styles.comment}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
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
              <Button look="main" busy={busy} unavailable={unavailable} onClick={() => void save()}>
                {proposes ? 'Propose' : 'Save'} <Key>{MOD}S</Key>
              </Button>
              <ShowGraphql
                field={proposes ? 'proposeFlagChange' : 'updateFlagEnvironment'}
                input={{
                  ...input,
                  ...(comment.trim() !== '' && { comment: comment.trim() }),
                  ...(needsKey && { confirm: environment.key }),
                }}
              />
              <Button onClick={draft.discard}>Discard</Button>
            </div>
          </div>
        </Card>
      )}
      {savedEventId !== undefined && input === null && <Told eventId={savedEventId} />}
    </aside>
  );
}

function reasonNotToSave({ preview, error, isCurrent }: ChangePreview): string | undefined {
  if (error !== undefined) return error;
  if (!isCurrent || preview === undefined) return 'The server is still looking at the change';
  if (preview.issues.length > 0) return 'The change has faults: they are marked at their fields';
  return preview.refusal !== null && !preview.requiresApproval ? preview.refusal : undefined;
}

function Validity({ change: { input, preview, isCurrent } }: { change: ChangePreview }) {
  if (input === null || preview === undefined) return null;
  if (!isCurrent) return <State tone="dim">checking</State>;
  if (preview.issues.length === 0)
    return (
      <State tone="ok" mark="✓">
        valid
      </State>
    );
  return (
    <State tone="bad">
      {preview.issues.length} {preview.issues.length === 1 ? 'fault' : 'faults'}
    </State>
  );
}

function Rebased({ conflicts }: { conflicts: string[] }) {
  if (conflicts.length === 0)
    return (
      <Notice tone="info" title="Somebody else has saved here">
        Your draft now stands on top of it. The diff shows only what is yours.
      </Notice>
    );
  return (
    <Notice tone="wait" title={`Somebody else has also changed ${conflicts.join(', ')}`}>
      Your draft keeps its own. The diff shows what saving would undo.
    </Notice>
  );
}
