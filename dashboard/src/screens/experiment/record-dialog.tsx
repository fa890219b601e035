import { useId, useState } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { newId } from '../../design/new-id.ts';
import { Notice } from '../../design/notice.tsx';
import { useToast } from '../../design/toast.tsx';
import { visible } from '../../design/visible.ts';
import { RecordExperimentResultsDocument } from '../../gql/graphql.ts';
import styles from './experiment.module.css';
import type { Experiment } from './types.ts';

const FIELDS = {
  CONVERSION: { exposures: 'Exposures', conversions: 'Conversions' },
  MEAN: { count: 'Values', mean: 'Mean', standardDeviation: 'Standard deviation' },
} as const;

/** The totals of every variation since the start, as of now. */
export function RecordDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const run = useRun();
  const toast = useToast();
  const form = useId();
  // The same when it is sent again after a failure: then nothing is counted twice.
  const [batchId] = useState(() => `dashboard-${newId()}`);
  const { busy, error, send } = useCommand();
  const variations = [experiment.control, ...experiment.treatments];
  const fields = Object.entries(FIELDS[experiment.metric.kind]);
  const pathOf = (index: number, field: string) => `variations.${index}.${field}`;

  async function record(data: FormData): Promise<void> {
    const input = {
      experimentId: experiment.id,
      batchId,
      occurredAt: new Date().toISOString(),
      variations: variations.map((variation, index) => ({
        variation,
        ...Object.fromEntries(fields.map(([field]) => [field, toNumber(data.get(pathOf(index, field)))])),
      })),
    };
    const done = await send(
      'RecordExperimentResultsPayload',
      async () => (await run(RecordExperimentResultsDocument, { input })).recordExperimentResults,
    );
    if (done === undefined) return;
    toast('Recorded: the results are computed from these totals.');
    onClose();
  }

  const shown = variations.flatMap((_, index) => fields.map(([field]) => pathOf(index, field)));
  const rest = remaining(error, shown);
  return (
    <Dialog
      title="Record totals"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} busy={busy}>
            Record
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void record(new FormData(event.currentTarget));
        }}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
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
      </form>
    </Dialog>
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
