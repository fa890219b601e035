import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import table from '../../design/layout/table.module.css';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './events.module.css';
import { EventDays } from './log/event-days.tsx';
import { EventFilters } from './log/event-filters.tsx';
import { EventRow } from './log/event-row.tsx';
import { toFilter } from './log/event-search.ts';
import { ExportButton } from './log/export-button.tsx';
import { useEventLog } from './log/use-event-log.ts';

const route = getRouteApi('/signed-in/projects/$projectKey/events');

/** How far down the page is still its top. */
const TOP_PX = 80;

/** The event log of the project: every change, live, with what it was and who was told. */
export function Events() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toFilter(search);
  const open = search.open ?? [];
  const isOpen = useRef(false);
  isOpen.current = open.length > 0;
  const isHeld = useCallback(() => isOpen.current || window.scrollY > TOP_PX, []);
  const log = useEventLog(filter, isHeld);
  const { rows, held, error } = log;

  const toggle = (sequence: string) =>
    void navigate({
      search: (present) => {
        const others = open.filter((each) => each !== sequence);
        const next = others.length === open.length ? [...open, sequence] : others;
        return { ...present, open: next.length > 0 ? next : undefined };
      },
      replace: true,
      resetScroll: false,
    });

  const chooseDay = (from: string, to: string) =>
    void navigate({ search: (present) => ({ ...present, open: undefined, from, to }), replace: true });
  const newest = Math.max(rows[0]?.sequence ?? 0, held[0]?.sequence ?? 0);

  return (
    <>
      <PageHead title="Event log" actions={<ExportButton filter={filter} />}>
        Every change of this project in order, with who made it and who was told.
      </PageHead>
      <EventFilters search={search} rows={rows} total={log.isLoaded ? totalInWords(log.total) : undefined} />
      <EventDays filter={filter} newest={newest} onChoose={chooseDay} />
      <div className={styles.fresh} role="status">
        {held.length > 0 && (
          <Button
            small
            look="main"
            onClick={() => {
              log.showHeld();
              window.scrollTo({ top: 0 });
            }}
          >
            {held.length} new
          </Button>
        )}
      </div>
      <Card label="Events">
        {error !== undefined && (
          <Notice tone="bad" title="The event log cannot be shown as it is now">
            {error}
          </Notice>
        )}
        {!log.isLoaded && error === undefined && <Loading rows={10} />}
        {log.isLoaded && rows.length === 0 && <NoEvents filtered={filter !== null} />}
        {rows.length > 0 && (
          <table className={`${table.table} ${table.cards} ${styles.events}`}>
            <thead>
              <tr>
                <th scope="col">Event</th>
                <th scope="col">What</th>
                <th scope="col">Environment</th>
                <th scope="col">By</th>
                <th scope="col">Deliveries</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((event) => (
                <EventRow
                  key={event.id}
                  event={event}
                  isOpen={open.includes(String(event.sequence))}
                  onToggle={() => toggle(String(event.sequence))}
                />
              ))}
            </tbody>
          </table>
        )}
      </Card>
      {log.hasMore && (
        <div className={styles.more}>
          <Button busy={log.isLoadingMore} onClick={log.loadMore}>
            Show earlier events
          </Button>
        </div>
      )}
    </>
  );
}

/** The API counts up to 10,000. */
function totalInWords(total: number): string {
  if (total >= 10_000) return '10,000 events or more';
  return total === 1 ? '1 event' : `${total.toLocaleString('en')} events`;
}

function NoEvents({ filtered }: { filtered: boolean }) {
  const project = useProject();
  if (!filtered)
    return (
      <Empty title="Nothing has happened yet">
        Each change of a flag, an approval or an experiment appears here the moment it is made.
      </Empty>
    );
  return (
    <Empty
      title="No event matches"
      action={
        <Link
          className={styles.subject}
          to="/projects/$projectKey/events"
          params={{ projectKey: project.key }}
        >
          Show all events
        </Link>
      }
    >
      New events that match will appear here.
    </Empty>
  );
}
