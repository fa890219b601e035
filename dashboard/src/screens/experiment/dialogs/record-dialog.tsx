import { useState } from 'react';
import { issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { newId } from '../../../design/new-id.ts';
import { visible } from '../../../design/text/visible.ts';
import { RecordExperimentResultsDocument } from '../../../gql/graphql.ts';
import styles from '../experiment.module.css';
import type { Experiment } from '../parts.ts';

const FIELDS = {
  CONVERSION: { exposures: 'Exposures', conversions: 'Conversions' },
  MEAN: { count: 'Values', mean: 'Mean', standardDeviation: 'Standard deviation' },
} as const;

/** The totals of every variation since the start, as of now. */
export function RecordDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const run = useRun();
  const toast = useToast();
  // The same when it is sent again after a failure: then nothing is counted twice.
  const [batchId] = useState(() => `dashboard-${newId()}`);
  const { busy, error, send } = useCommand();
  const variations = [experiment.control, ...experiment.treatments];
  const fields = Object.entries(FIELDS[experiment.metric.kind]);
  const pathOf = (index: number, field: string) => `variations.${index}.${field}`;

  const toInput = (data: FormData) => ({
    experimentId: experiment.id,
    batchId,
    occurredAt: new Date().toISOString(),
    variations: variations.map((variation, index) => ({
      variation,
      ...Object.fromEntries(fields.map(([field]) => [field, toNumber(data.get(pathOf(index, field)))])),
    })),
  });

  async function record(data: FormData): Promise<void> {
    const done = await send(
      'RecordExperimentResultsPayload',
      async () =>
        (await run(RecordExperimentResultsDocument, { input: toInput(data) })).recordExperimentResults,
    );
    if (done === undefined) return;
    toast('Recorded: the results are computed from these totals.');
    onClose();
  }

  const shown = variations.flatMap((_, index) => fields.map(([field]) => pathOf(index, field)));
  return (
    <FormDialog
      title="Record totals"
      submit="Record"
      busy={busy}
      error={remaining(error, shown)}
      graphql={{ field: 'recordExperimentResults', input: toInput }}
      onSubmit={(data) => void record(data)}
      onClose={onClose}
    >
      <p>All numbers since the start, not the increase.</p>
      {variations.map((variation, index) => (
        <fieldset key={variation} className={styles.totals}>
          <legend className="mono">{visible(variation)}</legend>
          {fields.map(([field, label]) => (
            <Field key={field} label={label} issue={issueAt(error, pathOf(index, field))}>
              {(control) => (
                <input
                  {...control}
                  name={pathOf(index, field)}
                  inputMode="decimal"
                  autoComplete="off"
                  defaultValue={lastOf(experiment, variation, field)}
                />
              )}
            </Field>
          ))}
        </fieldset>
      ))}
    </FormDialog>
  );
}

/** Null, which the server says is missing, for what is not a number. */
function toNumber(value: FormDataEntryValue | null): number | null {
  const text = String(value ?? '').replaceAll(/[\s,_]/g, '');
  const number = Number(text);
  return text === '' || !Number.isFinite(number) ? null : number;
}

/** What was recorded last, to go on from. */
function lastOf({ results }: Experiment, variation: string, field: string): string {
  const last = results?.variations.find((each) => each.variation === variation);
  if (last === undefined) return '';
  const { count, conversions, value, standardDeviation } = last;
  const known: Record<string, number | null> = {
    exposures: count,
    count,
    conversions,
    mean: value,
    standardDeviation,
  };
  return String(known[field] ?? '');
}
