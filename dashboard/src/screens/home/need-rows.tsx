import { Link } from '@tanstack/react-router';
import { State } from '../../design/chip.tsx';
import { Time } from '../../design/time.tsx';
import { visible } from '../../design/visible.ts';
import type { HomeChangeFragment } from '../../gql/graphql.ts';
import { ChangeState } from '../changes/change-state.tsx';
import { HealthState, HealthWords } from '../integrations/health.tsx';
import { type HomeExperiment, type HomeIntegration, isForViewer, type Of } from './needs.ts';
import { Row } from './row.tsx';

export function IntegrationNeed({ integration }: { integration: Of<HomeIntegration> }) {
  return (
    <Row
      project={integration.project}
      state={<HealthState integration={integration} />}
      link={(className) => (
        <Link
          className={className}
          to="/projects/$projectKey/integrations/$integrationId"
          params={{ projectKey: integration.project.key, integrationId: integration.id }}
        >
          {visible(integration.name)}
        </Link>
      )}
    >
      <HealthWords integration={integration} />
    </Row>
  );
}

export function ExperimentNeed({ experiment }: { experiment: Of<HomeExperiment> }) {
  return (
    <Row
      project={experiment.project}
      state={
        <State tone="bad" mark="▲">
          sample ratio mismatch
        </State>
      }
      link={(className) => (
        <Link
          className={className}
          to="/projects/$projectKey/experiments/$experimentId"
          params={{ projectKey: experiment.project.key, experimentId: experiment.id }}
        >
          {visible(experiment.name)}
        </Link>
      )}
    >
      The exposures are not split as planned in {visible(experiment.environment.name)}: its results cannot be
      trusted.
    </Row>
  );
}

export function ChangeNeed({ change }: { change: Of<HomeChangeFragment> }) {
  return (
    <Row
      project={change.project}
      state={<ChangeState state={change.state} />}
      link={(className) => (
        <Link
          className={className}
          to="/projects/$projectKey/changes/$changeRequestId"
          params={{ projectKey: change.project.key, changeRequestId: change.id }}
        >
          {visible(change.title)}
        </Link>
      )}
    >
      {isForViewer(change) && (
        <b>{change.state === 'PENDING' ? 'You may approve it. ' : 'You may apply it. '}</b>
      )}
      <span className="mono">{change.flagKey}</span> in {visible(change.environment.name)}, proposed by{' '}
      <bdi>{visible(change.author.name)}</bdi> <Time at={change.createdAt} />
      {change.scheduledAt !== null && (
        <>
          , to be applied <Time at={change.scheduledAt} />
        </>
      )}
    </Row>
  );
}
