import { useQuery } from '../../api/hooks.ts';
import { FlagFiltersDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project/project-context.ts';
import { TextSearch } from '../../shell/text-search.tsx';
import { useSeldom } from '../../shell/use-seldom.ts';
import { ColumnChoice } from './columns.tsx';
import { type FlagSearch, KINDS, LIFECYCLES, ORDERS } from './flag-search.ts';
import styles from './flags.module.css';
import { Views } from './views.tsx';

/** While flags change, their tags and owners are asked for once in this time. */
const RELOAD_MS = 1_000;

interface FlagFiltersProps {
  search: FlagSearch;
  /** How many flags match. */
  total: number | undefined;
  columns: string[];
  onChange: (change: Partial<FlagSearch>) => void;
  onView: (view: FlagSearch) => void;
  onColumns: (chosen: string[]) => void;
}

export function FlagFilters({ search, total, columns, onChange: set, onView, onColumns }: FlagFiltersProps) {
  const project = useProject();
  const { data, reload } = useQuery(FlagFiltersDocument, { projectKey: project.key });
  const reloadSeldom = useSeldom(reload, RELOAD_MS);
  // Tags and owners come and go with flags, and are counted.
  useLiveEvents((event) => {
    if ('flagKey' in event && event.environment === null) reloadSeldom();
  });
  return (
    <search className={styles.filters}>
      <TextSearch
        className={styles.search}
        label="Search flags by key, name, description, tag or owner"
        placeholder="Search flags"
        value={search.q}
        onChange={(q) => set({ q })}
      />
      <Choice
        label="State"
        choices={project.environments.flatMap(({ key, name }) => [
          [`${key}:on`, `on in ${name}`],
          [`${key}:off`, `off in ${name}`],
        ])}
        value={search.state}
        onChoose={(state) => set({ state })}
      />
      <Choice
        label="Kind"
        choices={KINDS.map(lower)}
        value={search.kind}
        onChoose={(kind) => set({ kind })}
      />
      <Choice
        label="Lifecycle"
        choices={LIFECYCLES.map(lower)}
        value={search.lifecycle?.[0]}
        onChoose={(lifecycle) => set({ lifecycle: lifecycle === undefined ? undefined : [lifecycle] })}
      />
      <Choice
        label="Tag"
        choices={data?.project?.tags.map(counted) ?? []}
        value={search.tags?.[0]}
        onChoose={(tag) => set({ tags: tag === undefined ? undefined : [tag] })}
      />
      <Choice
        label="Owner"
        choices={data?.project?.owners.map(counted) ?? []}
        value={search.owner}
        onChoose={(owner) => set({ owner })}
      />
      <Choice
        label="With"
        choices={[
          ['open-change', 'an open change'],
          ['running-experiment', 'a running experiment'],
          ['no-evaluation', 'no evaluation for 30 days'],
        ]}
        value={search.has}
        onChoose={(has) => set({ has })}
      />
      <Choice
        label="Order"
        all="by key"
        choices={Object.entries(ORDERS).filter(([name]) => name !== 'key')}
        value={search.order}
        onChoose={(order) => set({ order })}
      />
      <ColumnChoice chosen={columns} onChoose={onColumns} />
      <Views search={search} columns={columns} onChoose={onView} />
      {total !== undefined && (
        <span className={styles.total} role="status">
          {total.toLocaleString('en')} {total === 1 ? 'flag' : 'flags'}
        </span>
      )}
    </search>
  );
}

interface ChoiceProps {
  label: string;
  /** The word for no choice. */
  all?: string;
  choices: readonly (readonly [value: string, word: string])[];
  value: string | undefined;
  onChoose: (word: string | undefined) => void;
}

function Choice({ label, all = 'all', choices, value, onChoose }: ChoiceProps) {
  return (
    <select
      className={value === undefined ? styles.select : `${styles.select} ${styles.active}`}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.target.value || undefined)}
    >
      <option value="">
        {label}: {all}
      </option>
      {value !== undefined && !choices.some(([choice]) => choice === value) && (
        <option value={value}>
          {label}: {value}
        </option>
      )}
      {choices.map(([choice, word]) => (
        <option key={choice} value={choice}>
          {label}: {word}
        </option>
      ))}
    </select>
  );
}

function lower(word: string): [value: string, word: string] {
  return [word, word.toLowerCase()];
}

function counted({ name, flagCount }: { name: string; flagCount: number }): [value: string, word: string] {
  return [name, `${name} (${flagCount})`];
}
