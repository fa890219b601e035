import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import table from '../../design/layout/table.module.css';
import { Tag } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import { type FlagRowFragment, FlagsDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { useAfter } from '../../shell/use-after.ts';
import { useSeldom } from '../../shell/use-seldom.ts';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { FlagFilters } from './flag-filters.tsx';
import { toFilter, toOrder } from './flag-search.ts';
import styles from './flags.module.css';
import { NewFlag } from './new-flag.tsx';

/** While flags change, a list that it may concern is asked for once in this time. */
const RELOAD_MS = 1_000;

export const route = getRouteApi('/signed-in/projects/$projectKey/flags');

/** Every flag of the project, with its state in each environment. */
export function Flags() {
  const project = useProject();
  const search = route.useSearch();
  const list = { projectKey: project.key, filter: toFilter(search), orderBy: toOrder(search) };
  const [after, setAfter] = useAfter(list);
  const [creating, setCreating] = useState(false);
  const { data, error, fetching, reload } = useQuery(FlagsDocument, { ...list, after });
  const reloadSeldom = useSeldom(reload, RELOAD_MS);
  useLiveEvents(({ type }) => {
    // The cache forgets all pages then.
    if (type === 'FLAG_CREATED' || type === 'FLAG_DELETED') setAfter(null);
    // A flag may now match, or match no more, or stand elsewhere.
    else if (list.filter !== null || list.orderBy !== null) reloadSeldom();
  });
  const changed = useChanged();
  const refusal = useRefusal('CHANGE_FLAGS');
  const flags = data?.project?.flags;
  const rows = flags?.edges.map(({ node }) => node);
  return (
    <>
      <PageHead
        title="Flags"
        actions={
          <Button look="main" unavailable={refusal} onClick={() => setCreating(true)}>
            New flag
          </Button>
        }
      />
      <FlagFilters search={search} total={flags?.totalCount} />
      <Card>
        {error !== undefined && (
          <LoadFailed title="The flags cannot be shown" error={error} onRetry={reload} />
        )}
        {rows === undefined && error === undefined && <Loading rows={10} />}
        {rows?.length === 0 && (
          <NoFlags filtered={toFilter(search) !== null} onCreate={() => setCreating(true)} />
        )}
        {rows !== undefined && rows.length > 0 && (
          <div className={table.scroll}>
            <table className={`${table.table} ${table.cards} ${styles.flags}`}>
              <thead>
                <tr>
                  <th scope="col">Flag</th>
                  {project.environments.map(({ id, name }) => (
                    <th key={id} scope="col">
                      {name}
                    </th>
                  ))}
                  <th scope="col">Owner</th>
                  <th scope="col">Changed</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((flag) => (
                  <FlagRow key={flag.id} flag={flag} flash={changed.get(flag.key)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
      {flags?.pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button busy={fetching} onClick={() => setAfter(flags.pageInfo.endCursor)}>
            Show more
          </Button>
        </div>
      )}
      {creating && <NewFlag onClose={() => setCreating(false)} />}
    </>
  );
}

function FlagRow({ flag, flash }: { flag: FlagRowFragment; flash: number | undefined }) {
  const project = useProject();
  return (
    <tr key={flash} className={flash === undefined ? undefined : table.flash}>
      <td>
        <Link
          className={styles.flag}
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
          </span>
        )}
      </td>
      {project.environments.map((environment) => (
        <td key={environment.id} data-label={environment.name}>
          <EnvironmentSwitch flag={flag} environment={environment} />
        </td>
      ))}
      <td data-label="Owner">{flag.owner ?? <span className="dim">–</span>}</td>
      <td data-label="Changed" className={styles.nowrap}>
        <Time at={flag.lastEvent?.occurredAt ?? flag.updatedAt} />
        {flag.lastEvent !== null && <span className="dim"> by {flag.lastEvent.actor.name}</span>}
      </td>
    </tr>
  );
}

function NoFlags({ filtered, onCreate }: { filtered: boolean; onCreate: () => void }) {
  const refusal = useRefusal('CHANGE_FLAGS');
  const project = useProject();
  if (filtered)
    return (
      <Empty
        title="No flag matches"
        action={
          <Link to="/projects/$projectKey/flags" params={{ projectKey: project.key }}>
            Show all flags
          </Link>
        }
      />
    );
  return (
    <Empty
      title="There is no flag yet"
      action={
        <Button unavailable={refusal} onClick={onCreate}>
          Create the first flag
        </Button>
      }
    >
      A flag has a key that applications ask for, and a state of its own in each environment.
    </Empty>
  );
}

/** When each flag was last changed since the page was opened. */
function useChanged(): ReadonlyMap<string, number> {
  const [changed, setChanged] = useState<ReadonlyMap<string, number>>(new Map());
  const onEvent = useCallback((event: { flagKey?: string; sequence: number }) => {
    const { flagKey, sequence } = event;
    if (flagKey !== undefined) setChanged((known) => new Map(known).set(flagKey, sequence));
  }, []);
  useLiveEvents(onEvent);
  return changed;
}
