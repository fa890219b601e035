import { Field } from '../../../design/controls/field.tsx';
import { fromLocal, toLocal } from '../../../design/text/local-time.ts';
import styles from './saving.module.css';

interface WhenProps {
  /** The time in the form of the API; null for now. */
  at: string | null;
  issue: string | undefined;
  /** How many approvals it takes until then. */
  approvals: number;
  onChange: (at: string | null) => void;
}

const HOUR_MS = 3_600_000;

/** Whether a change is made now, or at a time: then it is a change request, which is applied by itself. */
export function When({ at, issue, approvals, onChange }: WhenProps) {
  return (
    <div className={styles.when}>
      <fieldset>
        <legend className="hidden-text">When</legend>
        <label>
          <input type="radio" name="when" checked={at === null} onChange={() => onChange(null)} /> Now
        </label>
        <label>
          <input
            type="radio"
            name="when"
            checked={at !== null}
            onChange={() => onChange(new Date(nextHour()).toISOString())}
          />{' '}
          At a time
        </label>
      </fieldset>
      {at !== null && (
        <Field
          label="Time"
          issue={issue}
          help={`${utc(at)}. It is a change request until then: it is applied at that time if it has ${approvals} ${approvals === 1 ? 'approval' : 'approvals'}, and cancelled otherwise.`}
        >
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={toLocal(at)}
              min={toLocal(new Date().toISOString())}
              onChange={({ target }) => {
                const next = fromLocal(target.value);
                if (next !== undefined) onChange(next);
              }}
            />
          )}
        </Field>
      )}
    </div>
  );
}

/** The hour after the next one begins: a time that is not over while somebody reads. */
function nextHour(): number {
  return Math.ceil((Date.now() + HOUR_MS) / HOUR_MS) * HOUR_MS;
}

function utc(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
