import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { FilterPopover } from './filter-popover.tsx';
import styles from './filters.module.css';

const SPANS: [label: string, hours: number][] = [
  ['Last hour', 1],
  ['Last 24 hours', 24],
  ['Last 7 days', 24 * 7],
];

interface TimeFilterProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (change: { from?: string | undefined; to?: string | undefined }) => void;
}

/** Between which times. The address has the times themselves, so that a link shows the same to everybody. */
export function TimeFilter({ from, to, onChange }: TimeFilterProps) {
  return (
    <FilterPopover label={inWords(from, to)} isSet={from !== undefined || to !== undefined}>
      <div className={styles.time}>
        <div className={styles.spans}>
          {SPANS.map(([label, hours]) => (
            <Button
              key={label}
              small
              onClick={() => {
                const since = new Date(Date.now() - hours * 3_600_000);
                since.setSeconds(0, 0);
                onChange({ from: since.toISOString(), to: undefined });
              }}
            >
              {label}
            </Button>
          ))}
          <Button small look="quiet" onClick={() => onChange({ from: undefined, to: undefined })}>
            Any time
          </Button>
        </div>
        <Field label="From" help="In your time zone.">
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={toLocal(from)}
              onChange={(event) => onChange({ from: toIso(event.target.value) })}
            />
          )}
        </Field>
        <Field label="To">
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={toLocal(to)}
              onChange={(event) => onChange({ to: toIso(event.target.value) })}
            />
          )}
        </Field>
      </div>
    </FilterPopover>
  );
}

const SHORT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function inWords(from: string | undefined, to: string | undefined): string {
  const start = from && SHORT.format(new Date(from));
  const end = to && SHORT.format(new Date(to));
  if (start && end) return `Time: ${start} to ${end}`;
  if (start) return `Time: from ${start}`;
  return end ? `Time: to ${end}` : 'Time: any';
}

/** As a field for local times has it: without a zone. */
function toLocal(iso: string | undefined): string {
  if (iso === undefined) return '';
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function toIso(local: string): string | undefined {
  return local === '' ? undefined : new Date(local).toISOString();
}
