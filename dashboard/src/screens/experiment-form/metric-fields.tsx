import { type CommandError, issueAt } from '../../api/command.ts';
import { Field } from '../../design/controls/field.tsx';
import styles from './experiment-form.module.css';
import type { Draft } from './to-input.ts';

interface MetricFieldsProps {
  error: CommandError | undefined;
  /** What the fields have at first. */
  metric: Draft['metric'] | undefined;
  counting: Draft['counting'] | undefined;
}

/** What is measured. */
export function MetricFields({ error, metric, counting }: MetricFieldsProps) {
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
      <Field
        label="Totals"
        issue={issueAt(error, 'counting')}
        help="Counted by GoGreen: the name of the metric is that of the events that applications report."
      >
        {(control) => (
          <select {...control} name="counting" defaultValue={counting}>
            <option value="RECORDED">Sent by your analytics, or entered here</option>
            <option value="AUTOMATIC">Counted by GoGreen from what applications report</option>
          </select>
        )}
      </Field>
      <label className={styles.check}>
        <input type="checkbox" name="higherIsBetter" defaultChecked={metric?.higherIsBetter ?? true} />
        Higher values are better
      </label>
    </>
  );
}

export const METRIC_PATHS = ['metric.name', 'metric.kind', 'counting'];
