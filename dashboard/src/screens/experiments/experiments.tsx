import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { ExperimentsDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { useAfter } from '../../shell/use-after.ts';
import { ExperimentFilters } from './experiment-filters.tsx';
import { toFilter } from './experiment-search.ts';
import { ExperimentTable } from './experiment-table.tsx';
import styles from './experiments.module.css';

const route = getRouteApi('/signed-in/projects/$projectKey/experiments');

/** The experiments of the project, newest first. */
export function Experiments() {
  const project = useProject();
  const refusal = useRefusal('RUN_EXPERIMENTS');
  const search = route.useSearch();
  const navigate = useNavigate();
  const filter = toFilter(search);
  const [after, setAfter] = useAfter([project.key, filter]);
  const { data, error, fetching, reload } = useQuery(ExperimentsDocument, {
    projectKey: project.key,
    filter,
    after,
  });
  useLiveEvents(({ type }) => {
    if (!type.startsWith('EXPERIMENT_')) return;
    if (after === null) reload();
    else setAfter(null);
  });
  const experiments = data?.project?.experiments;
  const rows = experiments?.edges.map(({ node }) => node);
  const add = (look: 'main' | 'plain', label: string) => (
    <Button
      look={look}
      unavailable={refusal}
      onClick={() =>
        void navigate({
          to: '/projects/$projectKey/experiments/new',
          params: { projectKey: project.key },
          search: { flag: search.flag, env: search.env },
        })
      }
    >
      {label}
    </Button>
  );
  return (
    <>
      <PageHead title="Experiments" actions={add('main', 'New experiment')}>
        Comparisons of the variations of a flag by totals that your analytics sends.
      </PageHead>
      <ExperimentFilters search={search} />
      <Card>
        {error !== undefined && (
          <LoadFailed title="The experiments cannot be shown" error={error} onRetry={reload} />
        )}
        {rows === undefined && error === undefined && <Loading />}
        {rows?.length === 0 &&
          (filter === null ? (
            <Empty title="There is no experiment yet" action={add('plain', 'Make the first experiment')}>
              An experiment says whether one variation of a flag does better than another, and how sure that
              is.
            </Empty>
          ) : (
            <Empty title="No experiment matches">Remove a filter to see more.</Empty>
          ))}
        {rows !== undefined && rows.length > 0 && <ExperimentTable rows={rows} />}
      </Card>
      {experiments?.pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button busy={fetching} onClick={() => setAfter(experiments.pageInfo.endCursor)}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
