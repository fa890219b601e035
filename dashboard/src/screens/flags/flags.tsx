import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { ShowGraphql } from '../../design/dialogs/show-graphql.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { FlagsDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { useSeldom } from '../../shell/use-seldom.ts';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { type BulkAsked, BulkDialog } from './bulk/bulk-dialog.tsx';
import { useColumns } from './columns.tsx';
import { FlagFilters } from './flag-filters.tsx';
import { FIRST_PAGE, type FlagSearch, toFilter, toOrder, toPage } from './flag-search.ts';
import { FlagTable } from './flag-table.tsx';
import { NewFlag } from './new-flag.tsx';
import { Pager } from './pager.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useSelection } from './use-selection.ts';

/** While flags change, a list that it may concern is asked for once in this time. */
const RELOAD_MS = 1_000;

export const route = getRouteApi('/signed-in/projects/$projectKey/flags');

/** Every flag of the project, with its state in each environment. */
export function Flags() {
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (change: Partial<FlagSearch>) =>
    void navigate({ search: (present) => ({ ...present, ...change }), replace: true });
  const list = { projectKey: project.key, filter: toFilter(search), orderBy: toOrder(search) };
  const [creating, setCreating] = useState(false);
  const [asked, setAsked] = useState<BulkAsked>();
  const { data, error, fetching, reload } = useQuery(FlagsDocument, { ...list, ...toPage(search) });
  const reloadSeldom = useSeldom(reload, RELOAD_MS);
  useLiveEvents(({ type }) => {
    // The cache forgets all pages then, and asks for this one again.
    if (type === 'FLAG_CREATED' || type === 'FLAG_DELETED') return;
    // A flag may now match, or match no more, or stand elsewhere.
    if (list.filter !== null || list.orderBy !== null) reloadSeldom();
  });
  const refusal = useRefusal('CHANGE_FLAGS');
  const flags = data?.project?.flags;
  const rows = flags?.edges.map(({ node }) => node);
  const columns = useColumns(search.columns);
  const selection = useSelection(rows?.map(({ key }) => key) ?? []);
  const body = useRef<HTMLTableSectionElement>(null);
  useListKeys(body, selection);
  return (
    <>
      <PageHead
        title="Flags"
        actions={
          <>
            <ShowGraphql query={QUERY} variables={{ ...list, ...toPage(search) }} />
            <Button look="main" unavailable={refusal} onClick={() => setCreating(true)}>
              New flag
            </Button>
          </>
        }
      />
      <FlagFilters
        search={search}
        total={flags?.totalCount}
        columns={columns.chosen}
        onChange={(change) => go({ ...change, ...FIRST_PAGE })}
        onView={(view) => void navigate({ search: view })}
        onColumns={(chosen) => {
          columns.keep(chosen);
          go({ columns: chosen });
        }}
      />
      {selection.keys.length > 0 && (
        <BulkBar selection={selection} onAsk={(action) => setAsked({ action, flagKeys: selection.keys })} />
      )}
      <Card>
        {error !== undefined && (
          <LoadFailed title="The flags cannot be shown" error={error} onRetry={reload} />
        )}
        {rows === undefined && error === undefined && <Loading rows={10} />}
        {rows?.length === 0 && (
          <NoFlags
            filtered={list.filter !== null || search.after !== undefined}
            onCreate={() => setCreating(true)}
          />
        )}
        {rows !== undefined && rows.length > 0 && (
          <FlagTable
            flags={rows}
            columns={columns}
            selection={selection}
            body={body}
            onGuarded={(flagKey, environmentKey, enabled) =>
              setAsked({ action: enabled ? 'on' : 'off', flagKeys: [flagKey], environmentKey })
            }
          />
        )}
      </Card>
      {flags !== undefined && (
        <Pager
          search={search}
          total={flags.totalCount}
          info={flags.pageInfo}
          busy={fetching && rows === undefined}
          onGo={(page) => void navigate({ search: (present) => ({ ...present, ...page }) })}
        />
      )}
      {creating && <NewFlag onClose={() => setCreating(false)} />}
      {asked !== undefined && (
        <BulkDialog
          asked={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            // A guarded switch in one row leaves the selection alone.
            if (asked.flagKeys === selection.keys) selection.clear();
          }}
        />
      )}
    </>
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

const QUERY = `query ($projectKey: String!, $filter: FlagFilter, $orderBy: FlagOrder,
  $first: Int, $last: Int, $after: String, $before: String) {
  project(key: $projectKey) {
    flags(filter: $filter, orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before) {
      totalCount
      edges {
        node {
          key name kind lifecycle owner tags
          environments { environment { key } enabled summary }
          lastEvent { occurredAt actor { name } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
