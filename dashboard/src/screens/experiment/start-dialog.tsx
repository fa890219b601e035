import { useId } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { useToast } from '../../design/toast.tsx';
import { StartExperimentDocument } from '../../gql/graphql.ts';
import styles from './experiment.module.css';
import type { Experiment } from './types.ts';

export function StartDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const run = useRun();
  const toast = useToast();
  const form = useId();
  const { busy, error, send } = useCommand();
  async function start(data: FormData): Promise<void> {
    const input = { experimentId: experiment.id, comment: String(data.get('comment')).trim() || null };
    const done = await send(
      'StartExperimentPayload',
      async () => (await run(StartExperimentDocument, { input })).startExperiment,
    );
    if (done === undefined) return;
    toast('Started: the experiment takes totals now.');
    onClose();
  }
  const rest = remaining(error, ['comment']);
  return (
    <Dialog
      title="Start the experiment"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} busy={busy}>
            Start
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void start(new FormData(event.currentTarget));
        }}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <p>
          From now on it takes totals, and its hypothesis, metric and variations are fixed. What the flag
          serves does not change.
        </p>
        <Field label="Comment" optional issue={issueAt(error, 'comment')}>
          {(control) => <textarea {...control} name="comment" rows={2} />}
        </Field>
      </form>
    </Dialog>
  );
}
