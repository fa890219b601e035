import { type FormEvent, useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { Filter, OneOf } from '../../../design/controls/filter.tsx';
import { fromLocal, toLocal } from '../../../design/text/local-time.ts';
import { exactTime } from '../../../design/text/time.tsx';
import { PERIODS } from '../delivery-search.ts';
import { route, useSetSearch } from '../use-search.ts';
import styles from './delivery-filters.module.css';

const NONE = { last: undefined, from: undefined, to: undefined };

/** When the deliveries were created: the last hours, or from a time to another. */
export function TimeFilter() {
  const { last, from, to } = route.useSearch();
  const set = useSetSearch();
  const [issue, setIssue] = useState<string>();

  function apply(event: FormEvent<HTMLFormElement>, close: () => void) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const next = { from: fromLocal(data.get('from')), to: fromLocal(data.get('to')) };
    if (next.from === undefined && next.to === undefined) return setIssue('Give one of the two times.');
    if (next.from !== undefined && next.to !== undefined && next.from >= next.to)
      return setIssue('The end must be after the beginning.');
    setIssue(undefined);
    set({ last: undefined, ...next });
    close();
  }

  return (
    <Filter label="Time" value={timeWords({ last, from, to })} onRemove={() => set(NONE)}>
      {(close) => (
        <>
          <OneOf
            legend="Created in the"
            options={Object.entries(PERIODS).map(([value, { words }]) => ({ value, label: words }))}
            chosen={last}
            onChoose={(value) => set({ ...NONE, last: value })}
          />
          <form className={styles.form} onSubmit={(event) => apply(event, close)}>
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
        </>
      )}
    </Filter>
  );
}

function timeWords({
  last,
  from,
  to,
}: {
  last?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}) {
  if (last !== undefined) return PERIODS[last]?.words;
  const words = [from && `from ${exactTime(from)}`, to && `until ${exactTime(to)}`].filter(Boolean);
  return words.length > 0 ? words.join(' ') : undefined;
}
