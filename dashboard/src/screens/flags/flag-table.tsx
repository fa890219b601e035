import { Link } from '@tanstack/react-router';
import { type RefObject, useCallback, useState } from 'react';
import table from '../../design/layout/table.module.css';
import { State, Tag, type Tone } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import type { FlagLifecycle, FlagRowFragment } from '../../gql/graphql.ts';
import { type Project, useLiveEvents, useProject } from '../../shell/project/project-context.ts';
import { type Columns, columnName } from './columns.tsx';
import { EnvironmentSwitch } from './environment-switch.tsx';
import styles from './flags.module.css';
import { LastEvaluation } from './last-evaluation.tsx';
import type { Selection } from './use-selection.ts';

interface FlagTableProps {
  flags: FlagRowFragment[];
  columns: Columns;
  selection: Selection;
  body: RefObject<HTMLTableSectionElement | null>;
  /** A switch was used where changes must be confirmed. */
  onGuarded: (flagKey: string, environmentKey: string, enabled: boolean) => void;
}

export function FlagTable({ flags, columns, selection, body, onGuarded }: FlagTableProps) {
  const project = useProject();
  const changed = useChanged();
  const environments = project.environments.filter(({ key }) => columns.environments.has(key));
  const all = flags.length > 0 && flags.every(({ key }) => selection.isSelected(key));
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.cards} ${styles.flags}`}>
        <thead>
          <tr>
            <th scope="col" className={styles.check}>
              <label className={styles.checkbox}>
                <input
                  type="checkbox"
                  aria-label="Select all flags of the page"
                  checked={all}
                  onChange={selection.toggleAll}
                />
              </label>
            </th>
            <th scope="col">Flag</th>
            {environments.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
            {columns.others.map((column) => (
              <th key={column} scope="col">
                {columnName(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {flags.map((flag) => (
            <FlagRow
              key={flag.id}
              flag={flag}
              environments={environments}
              columns={columns}
              flash={changed.get(flag.key)}
              selection={selection}
              onGuarded={onGuarded}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FlagRowProps extends Pick<FlagTableProps, 'columns' | 'selection' | 'onGuarded'> {
  flag: FlagRowFragment;
  environments: Project['environments'];
  flash: number | undefined;
}

function FlagRow({ flag, environments, columns, flash, selection, onGuarded }: FlagRowProps) {
  const project = useProject();
  const isSelected = selection.isSelected(flag.key);
  // Two names of one animation: another one begins anew, and the row keeps the focus.
  const flashes = flash === undefined ? undefined : flash % 2 === 0 ? styles.flashEven : styles.flashOdd;
  return (
    <tr data-flag={flag.key} aria-selected={isSelected} className={flashes}>
      <td className={styles.check}>
        <label className={styles.checkbox}>
          <input
            type="checkbox"
            aria-label={`Select ${flag.key}`}
            checked={isSelected}
            onChange={({ nativeEvent }) => selection.toggle(flag.key, (nativeEvent as MouseEvent).shiftKey)}
          />
        </label>
      </td>
      <td className={styles.name}>
        <Link
          className={styles.flag}
          data-cell
          to="/projects/$projectKey/flags/$flagKey"
          params={{ projectKey: project.key, flagKey: flag.key }}
        >
          <b>{flag.name}</b>
          <span className="mono dim">{flag.key}</span>
        </Link>
        {flag.tags.length > 0 && (
          <span className={styles.tags}>
            {flag.tags.slice(0, 4).map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
            {flag.tags.length > 4 && <span className="dim">and {flag.tags.length - 4} more</span>}
          </span>
        )}
      </td>
      {environments.map((environment) => (
        <td key={environment.id} data-label={environment.name}>
          <EnvironmentSwitch
            flag={flag}
            environment={environment}
            onGuarded={(enabled) => onGuarded(flag.key, environment.key, enabled)}
          />
        </td>
      ))}
      {columns.others.map((column) => (
        <td key={column} data-label={columnName(column)} className={styles.nowrap}>
          <OtherCell flag={flag} column={column} />
        </td>
      ))}
    </tr>
  );
}

const LIFECYCLES: Record<FlagLifecycle, [tone: Tone, word: string]> = {
  ACTIVE: ['ok', 'Active'],
  PERMANENT: ['info', 'Permanent'],
  STALE: ['wait', 'Stale'],
  ARCHIVED: ['dim', 'Archived'],
};

function OtherCell({ flag, column }: { flag: FlagRowFragment; column: Columns['others'][number] }) {
  switch (column) {
    case 'kind':
      return flag.kind.toLowerCase();
    case 'lifecycle': {
      const [tone, word] = LIFECYCLES[flag.lifecycle];
      return <State tone={tone}>{word}</State>;
    }
    case 'owner':
      return flag.owner ?? <span className="dim">–</span>;
    case 'changed':
      return (
        <span className={styles.changed}>
          <Time at={flag.lastEvent?.occurredAt ?? flag.updatedAt} />
          {flag.lastEvent !== null && <span className="dim"> by {flag.lastEvent.actor.name}</span>}
        </span>
      );
    case 'evaluated':
      return <LastEvaluation flag={flag} />;
    default:
      return column satisfies never;
  }
}

/** When each flag was last changed since the page was opened. */
function useChanged(): ReadonlyMap<string, number> {
  const [changed, setChanged] = useState<ReadonlyMap<string, number>>(new Map());
  const onEvent = useCallback((event: { flagKey?: string; sequence: number }) => {
    const { flagKey } = event;
    if (flagKey === undefined) return;
    setChanged((known) => new Map(known).set(flagKey, (known.get(flagKey) ?? 0) + 1));
  }, []);
  useLiveEvents(onEvent);
  return changed;
}
