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
import {
  PreviewFlagsUpdateDocument,
  UpdateFlagsDocument,
  type UpdateFlagsMutation,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import styles from './bulk.module.css';
import { ACTIONS, type BulkAction, type BulkValues, countFlags, toChange } from './bulk-action.ts';
import { BulkFields } from './bulk-fields.tsx';
import { BulkPreview, refusalOf, wouldChange } from './bulk-preview.tsx';

export interface BulkAsked {
  action: BulkAction;
  flagKeys: string[];
  environmentKey?: string;
}

interface BulkDialogProps {
  asked: BulkAsked;
  onClose: () => void;
  /** Everything that was asked for has been done. */
  onDone: () => void;
}

type Result = Extract<
  UpdateFlagsMutation['updateFlags'],
  { __typename: 'UpdateFlagsPayload' }
>['results'][number];

/** One change of several flags: what it does to each of them, what is refused and why, before it is made. */
export function BulkDialog({ asked, onClose, onDone }: BulkDialogProps) {
  const project = useProject();
  const run = useRun();
  const toast = useToast();
  const { flagKeys } = asked;
  const [values, setValues] = useState<BulkValues>({
    action: asked.action,
    environmentKey: asked.environmentKey ?? project.environments[0]?.key ?? '',
    tags: '',
    owner: '',
  });
  const [comment, setComment] = useState('');
  const [confirm, setConfirm] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError>();
  const [refused, setRefused] = useState<Result[]>();
  const change = toChange(values);
  const input = change && { projectKey: project.key, flagKeys, change };
  const answer = useAnswer(PreviewFlagsUpdateDocument, input && { input });
  const previews = answer.data?.previewFlagsUpdate ?? [];
  const changing = previews.filter(wouldChange);
  const toConfirm = [...new Set(changing.flatMap((preview) => preview.confirm))];
  const missing = toConfirm.find((key) => confirm[key] !== key);
  const full = input && {
    ...input,
    ...(comment.trim() !== '' && { comment: comment.trim() }),
    ...(toConfirm.length > 0 && { confirm: toConfirm }),
  };

  async function send(): Promise<void> {
    if (full === null) return;
    setBusy(true);
    setError(undefined);
    setRefused(undefined);
    try {
      const { updateFlags } = await run(UpdateFlagsDocument, { input: full });
      if (updateFlags.__typename !== 'UpdateFlagsPayload') return setError(updateFlags);
      const changed = updateFlags.results.filter(({ event }) => event !== null).length;
      const failed = updateFlags.results.filter(({ refusal }) => refusal !== null);
      toast(
        failed.length === 0
          ? `${countFlags(changed)} changed.`
          : `${countFlags(changed)} changed, ${failed.length} refused.`,
      );
      // What the preview has said already needs no second look.
      if (failed.every(({ flagKey }) => isRefused(flagKey))) return onDone();
      setRefused(failed);
      answer.again();
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const isRefused = (flagKey: string) => {
    const preview = previews.find((each) => each.flagKey === flagKey);
    return preview === undefined || refusalOf(preview) !== undefined;
  };
  const [, verb] = ACTIONS[values.action];
  const other = remaining(error, ['comment']);
  return (
    <Dialog
      title={asked.flagKeys.length === 1 ? `Change ${flagKeys[0]}` : `Change ${countFlags(flagKeys.length)}`}
      wide
      onClose={onClose}
      actions={
        <>
          {full !== null && (
            <ShowGraphql
              field="updateFlags"
              input={full}
              payload="results { flagKey event { sequence } refusal { code message } }"
            />
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={values.action === 'ARCHIVED' ? 'danger' : 'main'}
            busy={busy}
            unavailable={
              reasonNotTo({
                missing: full === null ? (values.action === 'owner' ? 'an owner' : 'a tag') : undefined,
                isCurrent: answer.isCurrent,
                error: answer.error,
                changing: changing.length,
              }) ?? (missing === undefined ? undefined : `Type ${missing} to confirm`)
            }
            onClick={() => void send()}
          >
            {verb} {changing.length > 0 ? countFlags(changing.length) : ''}
          </Button>
        </>
      }
    >
      <BulkFields values={values} onChange={(part) => setValues((present) => ({ ...present, ...part }))} />
      {other !== undefined && <Notice tone="bad" title={other} />}
      {answer.error !== undefined && (
        <LoadFailed
          title="What it would do to the flags cannot be shown"
          error={answer.error}
          onRetry={answer.again}
        />
      )}
      {refused !== undefined && refused.length > 0 && (
        <Notice tone="bad" title={`${countFlags(refused.length)} could not be changed`}>
          {refused.map(({ flagKey, refusal }) => `${flagKey}: ${refusal?.message}`).join(' · ')}
        </Notice>
      )}
      {input !== null && answer.data === undefined && answer.error === undefined && (
        <Loading rows={Math.min(flagKeys.length, 6)} label="Asking what it would do" />
      )}
      {input !== null && answer.data !== undefined && (
        <>
          <Totals
            changing={changing.length}
            refused={previews.filter((preview) => refusalOf(preview) !== undefined).length}
            all={flagKeys.length}
          />
          <BulkPreview flagKeys={flagKeys} previews={previews} isCurrent={answer.isCurrent} />
        </>
      )}
      <Field label="Comment" optional issue={issueAt(error, 'comment')} help="Why? Stored with each event.">
        {(control) => (
          <textarea
            {...control}
            rows={2}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        )}
      </Field>
      {toConfirm.map((key) => (
        <Field
          key={key}
          label={`Type ${key} to confirm`}
          help={`${nameOf(project.environments, key)} is guarded: a change of what it serves must name it.`}
        >
          {(control) => (
            <input
              {...control}
              className={`${control.className} mono`}
              spellCheck={false}
              autoComplete="off"
              value={confirm[key] ?? ''}
              onChange={({ target }) => setConfirm((present) => ({ ...present, [key]: target.value }))}
            />
          )}
        </Field>
      ))}
    </Dialog>
  );
}

function Totals({ changing, refused, all }: { changing: number; refused: number; all: number }) {
  const rest = all - changing - refused;
  const parts = [
    `${countFlags(changing)} will change`,
    refused > 0 && `${refused} will be refused`,
    rest > 0 && `${rest} ${rest === 1 ? 'stays' : 'stay'} as ${rest === 1 ? 'it is' : 'they are'}`,
  ].filter(Boolean);
  return (
    <p className={styles.totals} role="status">
      {parts.join(', ')}.
    </p>
  );
}

function reasonNotTo({
  missing,
  isCurrent,
  error,
  changing,
}: {
  /** What has to be named before anything is asked. */
  missing: string | undefined;
  isCurrent: boolean;
  error: string | undefined;
  changing: number;
}): string | undefined {
  if (missing !== undefined) return `Name ${missing} first`;
  if (!isCurrent) return 'The server is being asked what it would do';
  if (error !== undefined) return error;
  return changing === 0 ? 'No flag would change' : undefined;
}

function nameOf(environments: readonly { key: string; name: string }[], key: string): string {
  return environments.find((environment) => environment.key === key)?.name ?? key;
}
