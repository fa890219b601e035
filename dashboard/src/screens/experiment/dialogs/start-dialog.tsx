import { issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { StartExperimentDocument } from '../../../gql/graphql.ts';
import type { Experiment } from '../parts.ts';

export function StartDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const toInput = (data: FormData) => ({
    experimentId: experiment.id,
    comment: String(data.get('comment')).trim() || null,
  });

  async function start(data: FormData): Promise<void> {
    const done = await send(
      'StartExperimentPayload',
      async () => (await run(StartExperimentDocument, { input: toInput(data) })).startExperiment,
    );
    if (done === undefined) return;
    toast('Started: the experiment takes totals now.');
    onClose();
  }
  return (
    <FormDialog
      title="Start the experiment"
      submit="Start"
      busy={busy}
      error={remaining(error, ['comment'])}
      graphql={{ field: 'startExperiment', input: toInput }}
      onSubmit={(data) => void start(data)}
      onClose={onClose}
    >
      <p>
        From now on it takes totals, and its hypothesis, metric and variations are fixed. What the flag serves
        does not change.
      </p>
      <Field label="Comment" optional issue={issueAt(error, 'comment')}>
        {(control) => <textarea {...control} name="comment" rows={2} />}
      </Field>
    </FormDialog>
  );
}
