import { useEffect, useMemo } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { useNow } from '../../../design/text/time.tsx';
import { EventCountsDocument, type EventFilter } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useSeldom } from '../../../shell/use-seldom.ts';
import styles from '../days.module.css';

const DAY_MS = 86_400_000;
const DAYS = 30;
const HEIGHT = 28;
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

interface EventDaysProps {
  filter: EventFilter | null;
  /** The newest event that matches: with another one the numbers are asked for again. */
  newest: number;
  onChoose: (from: string, to: string) => void;
}

/** How many events there were on each of the last thirty days; a day is chosen by its bar. */
export function EventDays({ filter, newest, onChoose }: EventDaysProps) {
  const project = useProject();
  const today = Math.floor(useNow() / DAY_MS) * DAY_MS;
  const variables = useMemo(
    () => ({
      projectKey: project.key,
      filter: withoutTime(filter),
      from: new Date(today - (DAYS - 1) * DAY_MS).toISOString(),
      to: new Date(today + DAY_MS).toISOString(),
    }),
    [project.key, filter, today],
  );
  const { data, reload } = useQuery(EventCountsDocument, variables);
  const reloadSoon = useSeldom(reload, 2_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer event is the reason to ask again
  useEffect(reloadSoon, [newest]);
  const counts = data?.project?.eventCounts;
  if (!counts) return <div className={styles.days} />;
  const most = Math.max(1, ...counts.buckets.map(({ count }) => count));
  return (
    <div className={styles.days}>
      <span className={styles.caption}>Last 30 days</span>
      <ul aria-label="Events of the last 30 days">
        {counts.buckets.map(({ startsAt, count }) => (
          <li key={startsAt}>
            {count === 0 ? (
              <span className={styles.none} title={`${DAY.format(new Date(startsAt))}: no event`} />
            ) : (
              <button
                type="button"
                className={styles.day}
                title={`${DAY.format(new Date(startsAt))}: ${inWords(count)}`}
                aria-label={`Show ${DAY.format(new Date(startsAt))}, ${inWords(count)}`}
                onClick={() => onChoose(startsAt, new Date(Date.parse(startsAt) + DAY_MS).toISOString())}
              >
                <span style={{ height: Math.max(3, (count / most) * HEIGHT) }} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The bars choose the time themselves. */
function withoutTime(filter: EventFilter | null): EventFilter | null {
  if (filter === null) return null;
  const { occurredAfter: _after, occurredBefore: _before, ...rest } = filter;
  return Object.keys(rest).length > 0 ? rest : null;
}

function inWords(count: number): string {
  return count === 1 ? '1 event' : `${count.toLocaleString('en')} events`;
}
