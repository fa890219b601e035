import { type FormEvent, useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { Filter } from '../../../design/controls/filter.tsx';
import { fromLocal, toLocal } from '../../../design/text/local-time.ts';
import styles from './filters.module.css';

const SPANS: [label: string, hours: number][] = [
  ['Last hour', 1],
  ['Last 24 hours', 24],
  ['Last 7 days', 24 * 7],
];

interface TimeFilterProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (change: { from: string | undefined; to: string | undefined }) => void;
}

/** Between which times. The address has the times themselves, so that a link shows the same to everybody. */
export function TimeFilter({ from, to, onChange }: TimeFilterProps) {
  const [issue, setIssue] = useState<string>();

  function apply(event: FormEvent<HTMLFormElement>, close: () => void) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const next = { from: fromLocal(data.get('from')), to: fromLocal(data.get('to')) };
    if (next.from === undefined && next.to === undefined) return setIssue('Give one of the two times.');
    if (next.from !== undefined && next.to !== undefined && next.from >= next.to)
      return setIssue('The end must be after the beginning.');
    setIssue(undefined);
    onChange(next);
    close();
  }

  return (
    <Filter
      label="Time"
      value={inWords(from, to)}
      onRemove={() => onChange({ from: undefined, to: undefined })}
    >
      {(close) => (
        <form key={`${from} ${to}`} className={styles.form} onSubmit={(event) => apply(event, close)}>
          <div className={styles.spans}>
            {SPANS.map(([label, hours]) => (
              <Button
                key={label}
                small
                onClick={() => {
                  onChange({ from: hoursAgo(hours), to: undefined });
                  close();
                }}
              >
                {label}
              </Button>
            ))}
          </div>
          <Field label="From" optional>
            {(control) => (
              <input {...control} type="datetime-local" name="from" defaultValue={toLocal(from)} />
            )}
          </Field>
          <Field label="To" optional issue={issue}>
            {(control) => <input {...control} type="datetime-local" name="to" defaultValue={toLocal(to)} />}
          </Field>
          <Button small type="submit">
            Apply
          </Button>
        </form>
      )}
    </Filter>
  );
}

/** To the minute. */
function hoursAgo(hours: number): string {
  const time = new Date(Date.now() - hours * 3_600_000);
  time.setSeconds(0, 0);
  return time.toISOString();
}

const SHORT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function inWords(from: string | undefined, to: string | undefined): string | undefined {
  const words = [
    from && `from ${SHORT.format(new Date(from))}`,
    to && `until ${SHORT.format(new Date(to))}`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' ') : undefined;
}
