import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Tabs } from '../../design/controls/tabs.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import table from '../../design/layout/table.module.css';
import { Time } from '../../design/text/time.tsx';
import { type ChangeRequestState, type ChangeRowFragment, ChangesDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project/project-context.ts';
import { useAfter } from '../../shell/use-after.ts';
import { ChangeState } from './change-state.tsx';
import styles from './changes.module.css';

const route = getRouteApi('/signed-in/projects/$projectKey/changes');

const SHOWN = { open: 'Open', closed: 'Closed', all: 'All' };

const STATES: Record<string, ChangeRequestState[] | null> = {
  open: ['PENDING', 'APPROVED'],
  closed: ['APPLIED', 'REJECTED', 'CANCELLED'],
  all: null,
};

/** The change requests of the project. */
export function Changes() {
  const project = useProject();
  const { show = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  const states = STATES[show] ?? null;
  const [after, setAfter] = useAfter([project.key, states]);
  const { data, error, fetching, reload } = useQuery(ChangesDocument, {
    projectKey: project.key,
    filter: states && { states },
    after,
  });
  useLiveEvents((event) => {
    if (!event.type.startsWith('APPROVAL_')) return;
    if (after === null) reload();
    else setAfter(null);
  });
  const requests = data?.project?.changeRequests;
  const rows = requests?.edges.map(({ node }) => node);
  return (
    <>
      <PageHead title="Changes">
        Changes of flags that somebody has proposed, and what became of them.
      </PageHead>
      <Tabs
        label="Which change requests"
        tabs={SHOWN}
        chosen={show}
        onChoose={(next) => void navigate({ search: { show: next }, replace: true })}
      />
      <Card>
        {error !== undefined && (
          <LoadFailed title="The change requests cannot be shown" error={error} onRetry={reload} />
        )}
        {rows === undefined && error === undefined && <Loading />}
        {rows?.length === 0 && (
          <Empty title={show === 'open' ? 'No change waits for anybody' : 'There is no change request'}>
            A change is proposed on the page of a flag; environments can ask for approvals before a flag
            changes there.
          </Empty>
        )}
        {rows !== undefined && rows.length > 0 && <Table rows={rows} />}
      </Card>
      {requests?.pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button busy={fetching} onClick={() => setAfter(requests.pageInfo.endCursor)}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function Table({ rows }: { rows: ChangeRowFragment[] }) {
  const project = useProject();
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.cards}`}>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">State</th>
            <th scope="col">Flag</th>
            <th scope="col">Environment</th>
            <th scope="col">Approvals</th>
            <th scope="col">Proposed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link
                  className={table.link}
                  to="/projects/$projectKey/changes/$changeRequestId"
                  params={{ projectKey: project.key, changeRequestId: row.id }}
                >
                  {row.title}
                </Link>
              </td>
              <td data-label="State">
                <ChangeState state={row.state} />
              </td>
              <td data-label="Flag" className="mono">
                {row.flagKey}
              </td>
              <td data-label="Environment">{row.environment.name}</td>
              <td data-label="Approvals">
                {row.approvals.length} of {row.environment.minimumApprovals}
              </td>
              <td data-label="Proposed">
                {row.author.name}, <Time at={row.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
