import { Link, useNavigate } from '@tanstack/react-router';
import type { EventType, LogEventFragment } from '../../gql/graphql.ts';
import { EVENT_TYPES, eventsInWords } from '../../shell/event-words.ts';
import { useProject } from '../../shell/project-context.ts';
import { readWords } from '../../shell/search-params.ts';
import { EventsChoice } from '../integration-form/events-choice.tsx';
import type { EventSearch } from './event-search.ts';
import styles from './filters.module.css';
import { TextFilter } from './text-filter.tsx';

interface EventFiltersProps {
  search: EventSearch;
  rows: readonly LogEventFragment[];
}

export function EventFilters({ search }: EventFiltersProps) {
  const project = useProject();
  const navigate = useNavigate({ from: '/projects/$projectKey/events' });
  const set = (change: Partial<EventSearch>) =>
    void navigate({ search: (present) => ({ ...present, open: undefined, ...change }), replace: true });
  const types = readWords(search.types, EVENT_TYPES) ?? [];
  const isFiltered = [search.types, search.env, search.flag].some((each) => each !== undefined);
  return (
    <search className={styles.filters} aria-label="Filter of the event log">
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
      {isFiltered && (
        <Link className={styles.clear} to="/projects/$projectKey/events" params={{ projectKey: project.key }}>
          Show all
        </Link>
      )}
    </search>
  );
}

interface TypesFilterProps {
  types: EventType[];
  onChange: (types: EventType[]) => void;
}

function TypesFilter({ types, onChange }: TypesFilterProps) {
  return (
    <details
      className={styles.types}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary className={styles.select} data-set={types.length > 0 || undefined}>
        Type: {types.length === 0 ? 'all' : eventsInWords(types)}
      </summary>
      <div className={styles.popover}>
        <EventsChoice chosen={types} onChange={onChange} asFilter />
      </div>
    </details>
  );
}

/** The log of what this event is about, or of who caused it. */
export function ShowOnly({ event }: { event: LogEventFragment }) {
  const project = useProject();
  if (!('flagKey' in event)) return null;
  return (
    <Link
      className={styles.clear}
      to="/projects/$projectKey/events"
      params={{ projectKey: project.key }}
      search={{ flag: event.flagKey }}
    >
      Only this flag
    </Link>
  );
}
