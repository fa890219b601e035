import { useNavigate } from '@tanstack/react-router';
import { Filter, OneOf } from '../../../design/controls/filter.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { LogEventFragment } from '../../../gql/graphql.ts';
import { actorsOf } from '../../../shell/actors.ts';
import { EVENT_TYPES, eventsInWords } from '../../../shell/event-words.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { readWords } from '../../../shell/search-params.ts';
import { TextSearch } from '../../../shell/text-search.tsx';
import { EventsChoice } from '../../integration-form/fields/events-choice.tsx';
import type { EventSearch } from './event-search.ts';
import styles from './filters.module.css';
import { FlagForm } from './flag-form.tsx';
import { TimeFilter } from './time-filter.tsx';

interface EventFiltersProps {
  search: EventSearch;
  rows: readonly LogEventFragment[];
  /** How many events match, in words. */
  total: string | undefined;
}

/** What is shown, and what of all: every condition is in the address. */
export function EventFilters({ search, rows, total }: EventFiltersProps) {
  const project = useProject();
  const navigate = useNavigate({ from: '/projects/$projectKey/events' });
  const set = (change: Partial<EventSearch>) =>
    void navigate({ search: (present) => ({ ...present, open: undefined, ...change }), replace: true });
  const types = readWords(search.types, EVENT_TYPES);
  const environment = project.environments.find(({ key }) => key === search.env);
  const actors = actorsOf(rows, search.actor);
  return (
    <search className={styles.filters} aria-label="Filter events">
      <TextSearch
        className={styles.search}
        label="Search by comment, flag or name of a person"
        placeholder="Comment, flag or person"
        value={search.q}
        onChange={(q) => set({ q })}
      />
      <Filter label="Type" value={types && eventsInWords(types)} onRemove={() => set({ types: undefined })}>
        {() => (
          <div className={styles.types}>
            <EventsChoice
              chosen={types ?? []}
              onChange={(chosen) => set({ types: chosen.length > 0 ? chosen : undefined })}
              asFilter
            />
          </div>
        )}
      </Filter>
      <Filter
        label="Flag"
        value={search.flag && visible(search.flag)}
        onRemove={() => set({ flag: undefined })}
      >
        {(close) => (
          <FlagForm
            value={search.flag}
            onApply={(flag) => {
              set({ flag });
              close();
            }}
          />
        )}
      </Filter>
      <Filter
        label="Environment"
        value={search.env && visible(environment?.name ?? search.env)}
        onRemove={() => set({ env: undefined })}
      >
        {() => (
          <OneOf
            legend="Environment"
            options={project.environments.map(({ key, name }) => ({ value: key, label: visible(name) }))}
            chosen={search.env}
            onChoose={(env) => set({ env })}
          />
        )}
      </Filter>
      <Filter
        label="By"
        value={search.actor && actors.find(({ value }) => value === search.actor)?.label}
        onRemove={() => set({ actor: undefined })}
      >
        {() => (
          <OneOf
            legend="By whom"
            options={actors}
            chosen={search.actor}
            onChoose={(actor) => set({ actor })}
          />
        )}
      </Filter>
      <TimeFilter from={search.from} to={search.to} onChange={set} />
      <span className={styles.total} role="status">
        {total}
      </span>
    </search>
  );
}
