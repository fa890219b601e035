import { useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useAnswer } from '../../../api/use-answer.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { Dialog } from '../../../design/dialogs/dialog.tsx';
import { ShowGraphql } from '../../../design/dialogs/show-graphql.tsx';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { LoadFailed, Loading, Notice } from '../../../design/layout/notice.tsx';
import { State } from '../../../design/text/chip.tsx';
import { Diff } from '../../../design/text/diff.tsx';
import {
  PreviewFlagRestoreDocument,
  type PreviewFlagRestoreQuery,
  ProposeFlagRestoreDocument,
  RestoreFlagDocument,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { Notified } from '../saving/notified.tsx';

interface RestoreDialogProps {
  flagKey: string;
  event: { id: string; sequence: number; environmentKey: string | undefined };
  onClose: () => void;
}

/** The diff between how the flag behaves now and how it did after an event, and the way back to that. */
export function RestoreDialog({ flagKey, event, onClose }: RestoreDialogProps) {
  const project = useProject();
  const run = useRun();
  const toast = useToast();
  const [environmentKey, setEnvironment] = useState(
    event.environmentKey ?? project.environments[0]?.key ?? '',
  );
  const [comment, setComment] = useState('');
  const [confirm, setConfirm] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError>();
  const place = { projectKey: project.key, flagKey, environmentKey, eventId: event.id };
  const answer = useAnswer(PreviewFlagRestoreDocument, { input: place });
  const preview = answer.data?.previewFlagRestore;
  // What would happen in another environment would stand under the name of this one.
  const shown = answer.isCurrent ? preview : undefined;
  const proposes = preview?.requiresApproval ?? false;
  const needsKey = !proposes && (preview?.confirm.length ?? 0) > 0;
  const refusal = useRefusal(proposes ? 'PROPOSE_CHANGES' : 'CHANGE_FLAGS');
  const name = project.environments.find(({ key }) => key === environmentKey)?.name ?? environmentKey;
  const input = {
    ...place,
    ...(preview !== undefined && { expectedVersion: preview.flagVersion }),
    ...(comment.trim() !== '' && { comment: comment.trim() }),
    ...(needsKey && { confirm }),
  };

  async function send(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const result = proposes
        ? (await run(ProposeFlagRestoreDocument, { input })).proposeFlagRestore
        : (await run(RestoreFlagDocument, { input })).restoreFlag;
      if ('message' in result) {
        // The flag, or what its environment asks for, is not what the diff was of.
        answer.again();
        return setError(result);
      }
      toast(
        proposes
          ? `Proposed to restore ${flagKey} in ${name}. Reviewers have been told.`
          : `${flagKey} behaves in ${name} as after event ${event.sequence.toLocaleString('en')}.`,
      );
      onClose();
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const rest = remaining(error, ['comment', 'confirm']);
  return (
    <Dialog
      title={`Restore the state after event ${event.sequence.toLocaleString('en')}`}
      wide
      onClose={onClose}
      actions={
        <>
          <ShowGraphql
            field={proposes ? 'proposeFlagRestore' : 'restoreFlag'}
            input={input}
            payload={proposes ? 'changeRequest { id url }' : 'event { sequence }'}
          />
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="main"
            busy={busy}
            unavailable={
              refusal ??
              reasonNotTo(preview, answer) ??
              (needsKey && confirm !== environmentKey ? `Type ${environmentKey} to confirm` : undefined)
            }
            onClick={() => void send()}
          >
            {proposes ? 'Propose' : 'Restore'} in {name}
          </Button>
        </>
      }
    >
      <Field label="Environment" help="The others stay as they are, and so do variations, name and tags.">
        {(control) => (
          <select
            {...control}
            value={environmentKey}
            onChange={({ target }) => {
              setEnvironment(target.value);
              setConfirm('');
            }}
          >
            {project.environments.map(({ key, name: label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {rest !== undefined && <Notice tone="bad" title={rest} />}
      {answer.error !== undefined && (
        <LoadFailed title="The diff cannot be shown" error={answer.error} onRetry={answer.again} />
      )}
      {shown === undefined && answer.error === undefined && <Loading rows={3} />}
      {shown !== undefined && <Outcome preview={shown} name={name} />}
      {proposes && shown !== undefined && shown.changes.length > 0 && (
        <State tone="wait" mark="◆">
          {name} asks for approvals: this makes a change request
        </State>
      )}
      <Field label="Comment" optional issue={issueAt(error, 'comment')} help="Why? Stored with the event.">
        {(control) => (
          <textarea
            {...control}
            rows={2}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        )}
      </Field>
      {needsKey && (
        <Field
          label={`Type ${environmentKey} to confirm`}
          issue={issueAt(error, 'confirm')}
          help={`${name} is guarded: a change of it must name it.`}
        >
          {(control) => (
            <input
              {...control}
              className={`${control.className} mono`}
              spellCheck={false}
              autoComplete="off"
              value={confirm}
              onChange={({ target }) => setConfirm(target.value)}
            />
          )}
        </Field>
      )}
    </Dialog>
  );
}

type Preview = PreviewFlagRestoreQuery['previewFlagRestore'];

function Outcome({ preview, name }: { preview: Preview; name: string }) {
  const [issue] = preview.issues;
  if (issue !== undefined)
    return (
      <Notice tone="bad" title="This state cannot be restored">
        It {issue.message}.
      </Notice>
    );
  if (preview.changes.length === 0)
    return <Notice tone="info" title={`The flag behaves so in ${name} already`} />;
  return (
    <div>
      {preview.codeLikeDiff != null && <Diff text={preview.codeLikeDiff} />}
      <Notified preview={preview} />
    </div>
  );
}

function reasonNotTo(
  preview: Preview | undefined,
  { error, isCurrent }: { error: string | undefined; isCurrent: boolean },
): string | undefined {
  if (isCurrent && error !== undefined) return error;
  if (preview === undefined || !isCurrent) return 'The server is being asked what it would do';
  if (preview.issues.length > 0) return 'This state cannot be restored';
  return preview.changes.length === 0 ? 'Nothing would change' : undefined;
}
