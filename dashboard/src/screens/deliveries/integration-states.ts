import { useQuery, useSubscription } from '../../api/hooks.ts';
import {
  type IntegrationStateFragment,
  IntegrationStatesDocument,
  IntegrationStateUpdatedDocument,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';

export type IntegrationState = IntegrationStateFragment;

/** The integrations of the project with their health, live. */
export function useIntegrationStates(): IntegrationState[] {
  const project = useProject();
  const { data, reload } = useQuery(IntegrationStatesDocument, { projectKey: project.key });
  const integrations = data?.project?.integrations;
  useSubscription(IntegrationStateUpdatedDocument, { projectKey: project.key }, ({ integrationUpdated }) => {
    // Those that are known change in the cache.
    if (integrations !== undefined && !integrations.some(({ id }) => id === integrationUpdated.id)) reload();
  });
  return integrations ?? [];
}
