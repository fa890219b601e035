import { useState } from 'react';
import { issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import { visible } from '../../../design/text/visible.ts';
import { ConcludeExperimentDocument } from '../../../gql/graphql.ts';
import styles from '../experiment.module.css';
import type { Experiment } from '../parts.ts';

const FIELDS = ['winner', 'comment', 'confirm'];

/** Ends the experiment, with or without a winner, which the flag can serve at once. */
export function ConcludeDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const run = useRun();
  const toast = useToast();
  const [winner, setWinner] = useState('');
  const [applies, setApplies] = useState(false);
  const { busy, error, send } = useCommand();
  const { environment } = experiment;
  const apply = applies && winner !== '';
  const mustConfirm = apply && environment.confirmChanges && !environment.requiresApproval;

  const toInput = (data: FormData) => ({
    experimentId: experiment.id,
    winner: winner || null,
    apply,
    comment: String(data.get('comment')).trim() || null,
    confirm: mustConfirm ? String(data.get('confirm')).trim() : null,
  });

  async function conclude(data: FormData): Promise<void> {
    const done = await send(
      'ConcludeExperimentPayload',
      async () => (await run(ConcludeExperimentDocument, { input: toInput(data) })).concludeExperiment,
    );
    if (done === undefined) return;
    const serves = done.experiment.conclusion?.applied;
    toast(serves ? `Concluded: the flag serves ${visible(winner)}.` : 'Concluded.');
    onClose();
  }

  return (
    <FormDialog
      title="Conclude the experiment"
      submit={apply && !environment.requiresApproval ? 'Conclude and apply' : 'Conclude'}
      busy={busy}
      error={remaining(error, FIELDS)}
      graphql={{ field: 'concludeExperiment', input: toInput }}
      onSubmit={(data) => void conclude(data)}
      onClose={onClose}
    >
      {experiment.results?.sampleRatio?.mismatch && (
        <Notice tone="wait" title="The sample ratio does not match: the results cannot be trusted" />
      )}
      <Field
        label="Winner"
        issue={issueAt(error, 'winner')}
        help="After the conclusion no more totals are taken. It cannot be taken back."
      >
        {(control) => (
          <select {...control} value={winner} onChange={(event) => setWinner(event.target.value)}>
            <option value="">No winner</option>
            {[experiment.control, ...experiment.treatments].map((variation) => (
              <option key={variation} value={variation}>
                {visible(variation)}
                {variation === experiment.control ? ' (control)' : ''}
              </option>
            ))}
          </select>
        )}
      </Field>
      {winner !== '' && (
        <label className={styles.check}>
          <input type="checkbox" checked={applies} onChange={(event) => setApplies(event.target.checked)} />
          Serve the winner in {visible(environment.name)} from now on
        </label>
      )}
      {apply && <WhatHappens experiment={experiment} />}
      {mustConfirm && (
        <Field label={`Type ${environment.key} to confirm`} issue={issueAt(error, 'confirm')}>
          {(control) => <input {...control} name="confirm" autoComplete="off" spellCheck={false} />}
        </Field>
      )}
      <Field label="Comment" optional issue={issueAt(error, 'comment')}>
        {(control) => <textarea {...control} name="comment" rows={2} />}
      </Field>
    </FormDialog>
  );
}

function WhatHappens({ experiment: { environment } }: { experiment: Experiment }) {
  if (environment.requiresApproval)
    return (
      <Notice tone="wait" title={`${visible(environment.name)} asks for approval before a change`}>
        The experiment is concluded, but the flag stays as it is. Propose the change on its page afterwards.
      </Notice>
    );
  return (
    <Notice tone="info" title="The flag changes at once">
      It is switched on, and every rollout among the variations of the experiment is replaced by the winner;
      where there is none, everybody whom no rule matches gets the winner.
    </Notice>
  );
}
