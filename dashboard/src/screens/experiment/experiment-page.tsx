import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading, Notice } from '../../design/layout/notice.tsx';
import { ExperimentPageDocument } from '../../gql/graphql.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useLiveEvents } from '../../shell/project/project-context.ts';
import { useEveryMinute } from '../../shell/use-every-minute.ts';
import { ConclusionCard } from './conclusion-card.tsx';
import { CountingWarnings } from './counting-warnings.tsx';
import { DesignCard } from './design-card.tsx';
import styles from './experiment.module.css';
import { ExperimentHead } from './experiment-head.tsx';
import { HistoryCard } from './history/history-card.tsx';
import { PowerCard } from './history/power-card.tsx';
import { pValueText } from './numbers.ts';
import type { Experiment } from './parts.ts';
import { ResultsCard } from './results-card.tsx';
import { TotalsCard } from './totals-card.tsx';

const route = getRouteApi('/signed-in/projects/$projectKey/experiments/$experimentId');

export function ExperimentPage() {
  const { experimentId } = route.useParams();
  const { data, error, reload } = useQuery(ExperimentPageDocument, { id: experimentId });
  useLiveEvents(({ type }) => type.startsWith('EXPERIMENT_') && reload());
  // Between two reports totals come without an event.
  useEveryMinute(reload);
  if (data === undefined)
    return error === undefined ? (
      <Loading />
    ) : (
      <LoadFailed title="The experiment cannot be shown" error={error} onRetry={reload} />
    );
  if (data.node?.__typename !== 'Experiment') return <NotFound />;
  const experiment = data.node;
  const { results } = experiment;
  return (
    <>
      <SampleRatioWarning experiment={experiment} />
      <CountingWarnings experiment={experiment} />
      <ExperimentHead experiment={experiment} />
      <div className={styles.columns}>
        <div className={styles.left}>
          <ConclusionCard experiment={experiment} />
          {results === null ? (
            <Card title="Results">
              <NoResults experiment={experiment} />
            </Card>
          ) : (
            <>
              <ResultsCard experiment={experiment} results={results} />
              <HistoryCard experiment={experiment} asOf={results.asOf} />
              <TotalsCard experiment={experiment} results={results} />
            </>
          )}
        </div>
        <aside className={styles.left} aria-label="Design and size">
          {results !== null && <PowerCard experiment={experiment} asOf={results.asOf} />}
          <DesignCard experiment={experiment} />
        </aside>
      </div>
    </>
  );
}

/** Above everything: with exposures that are not split as planned, nothing below can be trusted. */
function SampleRatioWarning({ experiment: { results } }: { experiment: Experiment }) {
  const ratio = results?.sampleRatio;
  if (!ratio?.mismatch) return null;
  return (
    <div className={styles.above}>
      <Notice tone="bad" title="The results cannot be trusted: the sample ratio does not match">
        The exposures are not split as planned (p-value {pValueText(ratio.pValue)}). Variations are assigned
        or counted wrongly. Find out why before you conclude anything.
      </Notice>
    </div>
  );
}

function NoResults({ experiment: { state, counting } }: { experiment: Experiment }) {
  if (state === 'DRAFT')
    return (
      <Empty title="The experiment has not been started">
        It takes totals once it runs. From then on its design is fixed.
      </Empty>
    );
  if (counting === 'AUTOMATIC')
    return (
      <Empty title="Nothing has been counted yet">
        The experiment counts exposures and events that applications report, every five minutes.
      </Empty>
    );
  return (
    <Empty title="There are no totals yet">
      Your analytics sends them with the mutation recordExperimentResults; you can also record them here.
    </Empty>
  );
}
