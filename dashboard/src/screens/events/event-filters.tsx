import { Link, useNavigate } from '@tanstack/react-router';
import type { EventType, LogEventFragment } from '../../gql/graphql.ts';
import { EVENT_TYPES, eventsInWords } from '../../shell/event-words.ts';
import { useProject } from '../../shell/project-context.ts';
import { readWords } from '../../shell/search-params.ts';
import { EventsChoice } from '../integration-form/events-choice.tsx';
import { type EventSearch, toFilter } from './event-search.ts';
import { FilterPopover } from './filter-popover.tsx';
import styles from './filters.module.css';
import { TextFilter } from './text-filter.tsx';
import { TimeFilter } from './time-filter.tsx';

interface EventFiltersProps {
  search: EventSearch;
  rows: readonly LogEventFragment[];
  /** How many events match, in words. */
  total: string | undefined;
}

export function EventFilters({ search, rows, total }: EventFiltersProps) {
  const project = useProject();
  const navigate = useNavigate({ from: '/projects/$projectKey/events' });
  const set = (change: Partial<EventSearch>) =>
    void navigate({ search: (present) => ({ ...present, open: undefined, ...change }), replace: true });
  const types = readWords(search.types, EVENT_TYPES) ?? [];
  return (
    <search className={styles.filters} aria-label="Filter of the event log">
      <TextFilter
        label="Search comments, flags and names of people"
        placeholder="Search events"
        wide
        value={search.q}
        onChange={(q) => set({ q })}
      />
      <TypesFilter
        types={types}
        onChange={(chosen) => set({ types: chosen.length > 0 ? chosen : undefined })}
      />
      <select
        className={styles.select}
        aria-label="Environment"
        data-set={search.env !== undefined || undefined}
        value={search.env ?? ''}
        onChange={(event) => set({ env: event.target.value || undefined })}
      >
        <option value="">Environment: all</option>
        {project.environments.map(({ id, key, name }) => (
          <option key={id} value={key}>
            Environment: {name}
          </option>
        ))}
      </select>
      <TextFilter
        label="Flag"
        placeholder="Flag: key"
        value={search.flag}
        onChange={(flag) => set({ flag })}
      />
      <ActorFilter rows={rows} actor={search.actor} onChange={(actor) => set({ actor })} />
      <TimeFilter from={search.from} to={search.to} onChange={set} />
      {toFilter(search) !== null && (
        <Link className={styles.clear} to="/projects/$projectKey/events" params={{ projectKey: project.key }}>
          Show all
        </Link>
      )}
      <span className={styles.total} role="status">
        {total}
      </span>
    </search>
  );
}

interface TypesFilterProps {
  types: EventType[];
  onChange: (types: EventType[]) => void;
}

function TypesFilter({ types, onChange }: TypesFilterProps) {
  return (
    <FilterPopover
      label={`Type: ${types.length === 0 ? 'all' : eventsInWords(types)}`}
      isSet={types.length > 0}
    >
      <EventsChoice chosen={types} onChange={onChange} asFilter />
    </FilterPopover>
  );
}

interface ActorFilterProps {
  rows: readonly LogEventFragment[];
  actor: string | undefined;
  onChange: (actor: string | undefined) => void;
}

/** Those who appear in the log that is shown. */
function ActorFilter({ rows, actor, onChange }: ActorFilterProps) {
  const actors = new Map(rows.map((event) => [event.actor.actorId, event.actor.name]));
  if (actor !== undefined && !actors.has(actor)) actors.set(actor, 'one');
  return (
    <select
      className={styles.select}
      aria-label="By whom"
      data-set={actor !== undefined || undefined}
      value={actor ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">By: all</option>
      {[...actors].map(([id, name]) => (
        <option key={id} value={id}>
          By: {name}
        </option>
      ))}
    </select>
  );
}
