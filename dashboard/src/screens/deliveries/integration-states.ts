import { useCallback, useEffect, useRef } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { type IntegrationStateFragment, IntegrationStatesDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project-context.ts';

export type IntegrationState = IntegrationStateFragment;

/** Health changes with attempts: it is asked for a moment after one, once for all that come together. */
const GATHER_MS = 2_000;

export interface IntegrationStates {
  integrations: IntegrationState[];
  /** To be called when deliveries have changed. */
  refresh: () => void;
}

/** The integrations of the project with their health. */
export function useIntegrationStates(): IntegrationStates {
  const project = useProject();
  const { data, reload } = useQuery(IntegrationStatesDocument, { projectKey: project.key });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reload();
    }, GATHER_MS);
  }, [reload]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  useLiveEvents(refresh);
  return { integrations: data?.project?.integrations ?? [], refresh };
}
