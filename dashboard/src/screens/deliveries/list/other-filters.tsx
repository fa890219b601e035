import { Filter, OneOf } from '../../../design/controls/filter.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { DeliverySearch } from '../delivery-search.ts';
import { route, useSetSearch } from '../use-search.ts';
import styles from './delivery-filters.module.css';
import { TextForm } from './text-form.tsx';

const TESTS = [
  { value: 'no', label: 'without tests' },
  { value: 'yes', label: 'only tests' },
];

/** Conditions that are needed seldom: each has a chip of its own once it is set. */
export function OtherFilters() {
  const search = route.useSearch();
  const set = useSetSearch();
  return (
    <>
      <SetFilter label="Target" value={search.target} change={{ target: undefined }} />
      <SetFilter
        label="Queued"
        value={search.queued ? 'only these' : undefined}
        change={{ queued: undefined }}
      />
      <SetFilter
        label="Tests"
        value={TESTS.find(({ value }) => value === search.test)?.label}
        change={{ test: undefined }}
      />
      <SetFilter label="Recovery" value={search.recovery} change={{ recovery: undefined }} />
      <SetFilter label="Event" value={search.event} change={{ event: undefined }} />
      <Filter label="More" value={undefined} onRemove={() => {}}>
        {(close) => (
          <>
            <OneOf legend="Tests" options={TESTS} chosen={search.test} onChoose={(test) => set({ test })} />
            <OneOf
              legend="Queued"
              options={[{ value: 'queued', label: 'only queued ones, held back by a limit' }]}
              chosen={search.queued ? 'queued' : undefined}
              onChoose={() => set({ queued: true })}
            />
            <TextForm
              label="Target"
              help="A channel or another place within an integration, exactly as the list shows it."
              value={search.target}
              onApply={(target) => {
                set({ target });
                close();
              }}
            />
          </>
        )}
      </Filter>
    </>
  );
}

/** A condition that is only removed here. */
function SetFilter({
  label,
  value,
  change,
}: {
  label: string;
  value: string | undefined;
  change: Partial<DeliverySearch>;
}) {
  const set = useSetSearch();
  if (value === undefined) return null;
  return (
    <span className={styles.setFilter}>
      <span>
        {label}: <bdi>{visible(value)}</bdi>
      </span>
      <button type="button" aria-label={`Remove the filter ${label}`} onClick={() => set(change)}>
        ✕
      </button>
    </span>
  );
}
