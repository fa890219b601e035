import { getRouteApi } from '@tanstack/react-router';
import { useQuery, useRun } from '../../api/hooks.ts';
import { PageHead } from '../../design/layout/page-head.tsx';
import { InstanceAuditDocument, InstanceAuditExportDocument } from '../../gql/graphql.ts';
import { Frame } from '../../shell/frame/frame.tsx';
import { OwnersOnly } from '../../shell/owners-only.tsx';
import { useAfter } from '../../shell/use-after.ts';
import { AuditExport, type LoadEntries } from './audit-export.tsx';
import { AuditList } from './audit-list.tsx';
import { toFilter } from './audit-search.ts';

const route = getRouteApi('/signed-in/settings/audit');

/** Who changed what of the configuration of the instance and of all its projects. */
export function InstanceAudit() {
  return (
    <Frame>
      <PageHead title="Audit log of the instance">
        Who changed users, tokens and sessions, and what in all projects.
      </PageHead>
      <OwnersOnly>
        <Log />
      </OwnersOnly>
    </Frame>
  );
}

function Log() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toFilter(search);
  const [after, setAfter] = useAfter(filter);
  const { data, error, fetching, reload } = useQuery(InstanceAuditDocument, { filter, after });
  const log = data?.auditLog;
  const run = useRun();
  const load: LoadEntries = async (cursor) => {
    const { edges, pageInfo } = (await run(InstanceAuditExportDocument, { filter, after: cursor })).auditLog;
    return { rows: edges.map(({ node }) => node), hasMore: pageInfo.hasNextPage };
  };
  return (
    <AuditList
      exports={<AuditExport fileName="instance-audit" isFiltered={filter !== null} load={load} />}
      search={search}
      rows={log?.edges.map(({ node }) => node)}
      error={error}
      onRetry={reload}
      fetching={fetching}
      inProject={false}
      onMore={log?.pageInfo.hasNextPage ? () => setAfter(log.pageInfo.endCursor) : undefined}
      onSearch={(change) => {
        void navigate({
          search: (present) => ({ ...present, ...change }),
          replace: true,
          resetScroll: false,
        });
      }}
    />
  );
}
