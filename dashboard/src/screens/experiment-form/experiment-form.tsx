import { type ReactNode, useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../api/command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { ShowGraphql } from '../../design/dialogs/show-graphql.tsx';
import { useFormInput } from '../../design/dialogs/use-form-input.ts';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { Compared } from './compared.tsx';
import styles from './experiment-form.module.css';
import { METRIC_PATHS, MetricFields } from './metric-fields.tsx';
import type { Draft } from './to-input.ts';

const FIELDS = [
  'name',
  'hypothesis',
  'flagKey',
  'environmentKey',
  'control',
  'alpha',
  'minimumSample',
  ...METRIC_PATHS,
];

interface ExperimentFormProps {
  flagKey: string;
  /** What the fields have at first. */
  draft?: Draft;
  /** The fields of the place of the experiment, which is fixed once there is a draft. */
  place?: ReactNode;
  /** The mutation that it sends, and its input. */
  field: string;
  toInput: (data: FormData) => object;
  onSubmit: (data: FormData) => void;
  submit: string;
  busy: boolean;
  error: CommandError | undefined;
  unavailable: string | undefined;
}

/** What is compared and how: everything about an experiment before it starts. */
export function ExperimentForm(props: ExperimentFormProps) {
  const { flagKey, draft, place, field, toInput, onSubmit, submit, busy, error, unavailable } = props;
  const [compared, setCompared] = useState<{ flagKey: string; control: string; treatments: string[] }>();
  // Those of another flag are not those of this one.
  const chosen = compared?.flagKey === flagKey ? compared : draft;
  const rest = restOf(error);
  const { form, read } = useFormInput(toInput);
  return (
    <Card padded className={styles.card}>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (unavailable === undefined) onSubmit(new FormData(event.currentTarget));
        }}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <Field label="Name" issue={issueAt(error, 'name')}>
          {(control) => <input {...control} name="name" defaultValue={draft?.name} />}
        </Field>
        <Field
          label="Hypothesis"
          issue={issueAt(error, 'hypothesis')}
          help="What you expect of the treatments, and why. It is fixed once the experiment runs."
        >
          {(control) => <textarea {...control} name="hypothesis" rows={3} defaultValue={draft?.hypothesis} />}
        </Field>
        {place}
        <Compared
          flagKey={flagKey}
          control={chosen?.control}
          treatments={chosen?.treatments}
          onChange={(control, treatments) => setCompared({ flagKey, control, treatments })}
          error={error}
        />
        <MetricFields error={error} metric={draft?.metric} counting={draft?.counting} />
        <div className={styles.two}>
          <Field
            label="Minimum sample"
            optional
            issue={issueAt(error, 'minimumSample')}
            help="How many exposures, or values, each variation needs before it is compared. 100 when left empty."
          >
            {(control) => (
              <input
                {...control}
                name="minimumSample"
                inputMode="numeric"
                autoComplete="off"
                defaultValue={draft?.minimumSample}
              />
            )}
          </Field>
          <Field
            label="Significance level"
            optional
            issue={issueAt(error, 'alpha')}
            help="The share of false alarms that you accept, 0.0001 to 0.5. 0.05 when left empty."
          >
            {(control) => (
              <input
                {...control}
                name="alpha"
                inputMode="decimal"
                autoComplete="off"
                defaultValue={draft?.alpha}
              />
            )}
          </Field>
        </div>
        <div className={styles.buttons}>
          <ShowGraphql field={field} input={read} />
          <Button look="main" type="submit" busy={busy} unavailable={unavailable}>
            {submit}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** What no field says: every issue of a treatment stands below the treatments. */
function restOf(error: CommandError | undefined): string | undefined {
  if (error?.__typename === 'NotFoundError' && error.message.includes('flag')) return undefined;
  const treatments = error?.issues?.map(({ path }) => path).filter((path) => path.startsWith('treatments'));
  return remaining(error, [...FIELDS, ...(treatments ?? [])]);
}
