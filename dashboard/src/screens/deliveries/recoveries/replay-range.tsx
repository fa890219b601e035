import { Field } from '../../../design/controls/field.tsx';
import { useProject } from '../../../shell/project/project-context.ts';
import styles from './recoveries.module.css';
import type { ReplayForm } from './replay-input.ts';

interface ReplayRangeProps {
  form: ReplayForm;
  issues: Partial<Record<keyof ReplayForm, string>>;
  onChange: (change: Partial<ReplayForm>) => void;
}

/** The part of the event log that is replayed: by sequence or by time. */
export function ReplayRange({ form, issues, onChange }: ReplayRangeProps) {
  const { lastSequence } = useProject();
  return (
    <fieldset className={styles.choice}>
      <legend>Events</legend>
      <label>
        <input
          type="radio"
          name="by"
          checked={form.by === 'sequence'}
          onChange={() => onChange({ by: 'sequence' })}
        />
        By sequence
      </label>
      <label>
        <input
          type="radio"
          name="by"
          checked={form.by === 'time'}
          onChange={() => onChange({ by: 'time' })}
        />
        By time
      </label>
      {form.by === 'sequence' ? (
        <div className={styles.range}>
          <Field label="First event" optional issue={issues.first} help="Empty: from the first one.">
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                value={form.first}
                placeholder="1"
                onChange={(event) => onChange({ first: event.target.value })}
              />
            )}
          </Field>
          <Field label="Last event" optional issue={issues.last} help="Empty: to the newest one.">
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                value={form.last}
                placeholder={String(lastSequence)}
                onChange={(event) => onChange({ last: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : (
        <div className={styles.range}>
          <Field label="From" optional help="In your time zone. Empty: from the first one.">
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                value={form.from}
                onChange={(event) => onChange({ from: event.target.value })}
              />
            )}
          </Field>
          <Field label="To" optional issue={issues.to} help="Before this time. Empty: to the newest one.">
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                value={form.to}
                onChange={(event) => onChange({ to: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </fieldset>
  );
}
