import type { ReactNode } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import table from '../../design/layout/table.module.css';
import type { AuditRowFragment } from '../../gql/graphql.ts';
import styles from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';
import { type AuditSearch, toFilter } from './audit-search.ts';

interface AuditListProps {
  /** The button that saves what the filter shows. */
  exports: ReactNode;
  search: AuditSearch;
  /** Undefined while they are loading. */
  rows: readonly AuditRowFragment[] | undefined;
  error: string | undefined;
  fetching: boolean;
  inProject: boolean;
  /** Loads more; undefined if all are shown. */
  onMore: (() => void) | undefined;
  onRetry: () => void;
  onSearch: (change: Partial<AuditSearch>) => void;
}

/** An audit log, newest entry first. */
export function AuditList({
  exports,
  search,
  rows,
  error,
  fetching,
  inProject,
  onMore,
  onRetry,
  onSearch,
}: AuditListProps) {
  const open = search.open ?? [];
  const toggle = (id: string) => {
    const next = open.includes(id) ? open.filter((each) => each !== id) : [...open, id];
    onSearch({ open: next.length > 0 ? next : undefined });
  };
  return (
    <>
      <div className={styles.bar}>
        <AuditFilters
          search={search}
          rows={rows ?? []}
          inProject={inProject}
          onChange={(change) => onSearch({ open: undefined, ...change })}
        />
        {exports}
      </div>
      {error !== undefined && (
        <LoadFailed title="The audit log cannot be shown" error={error} onRetry={onRetry} />
      )}
      <Card>
        {rows === undefined && error === undefined && <Loading rows={10} />}
        {rows?.length === 0 && (
          <Empty title={toFilter(search) === null ? 'There is no entry yet' : 'No entry matches'}>
            The audit log says who changed roles, tokens, environments and integrations. Changes of flags are
            in the event log.
          </Empty>
        )}
        {rows !== undefined && rows.length > 0 && (
          <table className={`${table.table} ${table.cards} ${styles.entries}`}>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Fields</th>
                {!inProject && <th scope="col">Project</th>}
                <th scope="col">By</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <AuditRow
                  key={entry.id}
                  entry={entry}
                  inProject={inProject}
                  isOpen={open.includes(entry.id)}
                  onToggle={() => toggle(entry.id)}
                  onObject={() => onSearch({ object: entry.subjectId, open: undefined })}
                />
              ))}
            </tbody>
          </table>
        )}
      </Card>
      {onMore !== undefined && (
        <div className={styles.more}>
          <Button busy={fetching} onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
