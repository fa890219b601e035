import { useEffect, useMemo } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { HomeProjectDocument, type HomeProjectQuery, ProjectEventsDocument } from '../../gql/graphql.ts';
import { useSeldom } from '../../shell/use-seldom.ts';

export type HomeProject = NonNullable<HomeProjectQuery['project']>;
export type Answer = { project: HomeProject | null } | { error: string };

interface ProjectWatchProps {
  projectKey: string;
  onAnswer: (projectKey: string, answer: Answer) => void;
  onEvent: () => void;
}

/** Many events at once, such as those of a script, are answered by one query. */
const RELOAD_MS = 300;

/** Asks for one project, and follows its events. Shows nothing: the page puts together what all of them say. */
export function ProjectWatch({ projectKey, onAnswer, onEvent }: ProjectWatchProps) {
  const { data, error, reload } = useQuery(HomeProjectDocument, { projectKey });
  useEffect(() => {
    if (data !== undefined) onAnswer(projectKey, { project: data.project });
    else if (error !== undefined) onAnswer(projectKey, { error });
  }, [data, error, projectKey, onAnswer]);

  const reloadSoon = useSeldom(reload, RELOAD_MS);
  const first = useFirst(data?.project?.lastSequence);
  const variables = useMemo(() => ({ projectKey, afterSequence: first ?? 0 }), [projectKey, first]);
  useSubscription(
    ProjectEventsDocument,
    variables,
    () => {
      reloadSoon();
      onEvent();
    },
    { pause: first === undefined },
  );
  return null;
}

/** The first value that there was: the subscription goes on from there by itself. */
function useFirst(value: number | undefined): number | undefined {
  const box = useMemo<{ value?: number }>(() => ({}), []);
  if (box.value === undefined && value !== undefined) box.value = value;
  return box.value;
}
