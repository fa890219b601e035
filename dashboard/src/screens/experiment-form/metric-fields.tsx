import { type CommandError, issueAt } from '../../api/command.ts';
import { Field } from '../../design/controls/field.tsx';
import styles from './experiment-form.module.css';
import type { Draft } from './to-input.ts';

interface MetricFieldsProps {
  error: CommandError | undefined;
  /** What the fields have at first. */
  metric: Draft['metric'] | undefined;
}

/** What is measured. */
export function MetricFields({ error, metric }: MetricFieldsProps) {
  return (
    <>
      <div className={styles.two}>
        <Field label="Metric" issue={issueAt(error, 'metric.name')} help="Such as Purchases.">
          {(control) => <input {...control} name="metric" defaultValue={metric?.name} />}
        </Field>
        <Field label="Kind of metric" issue={issueAt(error, 'metric.kind')}>
          {(control) => (
            <select {...control} name="kind" defaultValue={metric?.kind}>
              <option value="CONVERSION">Rate: the share of exposures that converted</option>
              <option value="MEAN">Mean of values, such as revenue per user</option>
            </select>
          )}
        </Field>
      </div>
      <label className={styles.check}>
        <input type="checkbox" name="higherIsBetter" defaultChecked={metric?.higherIsBetter ?? true} />
        Higher values are better
      </label>
    </>
  );
}

export const METRIC_PATHS = ['metric.name', 'metric.kind'];
