import { Choices, Filter, OneOf } from '../../design/controls/filter.tsx';
import { visible } from '../../design/text/visible.ts';
import type { AuditRowFragment } from '../../gql/graphql.ts';
import { actorsOf } from '../../shell/actors.ts';
import { TimeFilter } from '../events/log/time-filter.tsx';
import styles from './audit.module.css';
import { type AuditSearch, actionOptions, subjectOptions } from './audit-search.ts';

interface AuditFiltersProps {
  search: AuditSearch;
  rows: readonly AuditRowFragment[];
  inProject: boolean;
  onChange: (change: Partial<AuditSearch>) => void;
}

/** Which entries are shown: every condition is in the address. */
export function AuditFilters({ search, rows, inProject, onChange }: AuditFiltersProps) {
  const subjects = subjectOptions(inProject);
  const actions = actionOptions(inProject);
  const actors = actorsOf(rows, search.actor);
  const object = rows.find(({ subjectId }) => subjectId === search.object);
  return (
    <search className={styles.filters} aria-label="Filter the audit log">
      <Filter
        label="What"
        value={inWords(search.subjects, subjects)}
        onRemove={() => onChange({ subjects: undefined })}
      >
        {() => (
          <Choices
            legend="What was changed"
            options={subjects}
            chosen={search.subjects}
            onChoose={(chosen) => onChange({ subjects: chosen })}
          />
        )}
      </Filter>
      <Filter
        label="Action"
        value={inWords(search.actions, actions)}
        onRemove={() => onChange({ actions: undefined })}
      >
        {() => (
          <Choices
            legend="Action"
            options={actions}
            chosen={search.actions}
            onChoose={(chosen) => onChange({ actions: chosen })}
          />
        )}
      </Filter>
      <Filter
        label="By"
        value={search.actor && actors.find(({ value }) => value === search.actor)?.label}
        onRemove={() => onChange({ actor: undefined })}
      >
        {() => (
          <OneOf
            legend="By whom"
            options={actors}
            chosen={search.actor}
            onChoose={(actor) => onChange({ actor })}
          />
        )}
      </Filter>
      <TimeFilter from={search.from} to={search.to} onChange={onChange} />
      {search.object !== undefined && (
        <Filter
          label="Object"
          value={visible(object?.subjectName ?? search.object)}
          onRemove={() => onChange({ object: undefined })}
        >
          {() => <p className={styles.id}>{visible(search.object ?? '')}</p>}
        </Filter>
      )}
    </search>
  );
}

function inWords(
  chosen: string[] | undefined,
  options: { value: string; label: string }[],
): string | undefined {
  const words = options.filter(({ value }) => chosen?.includes(value)).map(({ label }) => label);
  return words.length > 0 ? words.join(', ') : undefined;
}
