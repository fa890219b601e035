import { getRouteApi } from '@tanstack/react-router';
import { useQuery, useRun } from '../../api/hooks.ts';
import { Card } from '../../design/layout/card.tsx';
import { Empty } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { ProjectAuditDocument, ProjectAuditExportDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { useAfter } from '../../shell/use-after.ts';
import { AuditExport, type LoadEntries } from './audit-export.tsx';
import { AuditList } from './audit-list.tsx';
import { toFilter } from './audit-search.ts';

const route = getRouteApi('/signed-in/projects/$projectKey/audit');

/** Who changed what of the configuration of the project. */
export function ProjectAudit() {
  const project = useProject();
  const refusal = useRefusal('READ_AUDIT');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toFilter(search);
  const [after, setAfter] = useAfter(filter);
  const { data, error, fetching, reload } = useQuery(
    ProjectAuditDocument,
    { projectKey: project.key, filter, after },
    { pause: refusal !== undefined },
  );
  const log = data?.project?.auditLog;
  const run = useRun();
  const load: LoadEntries = async (cursor) => {
    const { project: found } = await run(ProjectAuditExportDocument, {
      projectKey: project.key,
      filter,
      after: cursor,
    });
    if (found === null) throw new Error('The project no longer exists, or you may not read it any more.');
    const { edges, pageInfo } = found.auditLog;
    return { rows: edges.map(({ node }) => node), hasMore: pageInfo.hasNextPage };
  };
  return (
    <>
      <PageHead title="Audit log">
        Who changed the integrations, environments, roles and client keys of this project.
      </PageHead>
      {refusal !== undefined ? (
        <Card>
          <Empty title="You cannot see the audit log">{refusal}</Empty>
        </Card>
      ) : (
        <AuditList
          exports={<AuditExport fileName={`${project.key}-audit`} isFiltered={filter !== null} load={load} />}
          search={search}
          rows={log?.edges.map(({ node }) => node)}
          error={error}
          onRetry={reload}
          fetching={fetching}
          inProject
          onMore={log?.pageInfo.hasNextPage ? () => setAfter(log.pageInfo.endCursor) : undefined}
          onSearch={(change) => {
            void navigate({
              search: (present) => ({ ...present, ...change }),
              replace: true,
              resetScroll: false,
            });
          }}
        />
      )}
    </>
  );
}
