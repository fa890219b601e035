import { useEffect, useMemo, useRef } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { useNow } from '../../design/time.tsx';
import { HomeProjectDocument, type HomeProjectQuery, ProjectEventsDocument } from '../../gql/graphql.ts';
import { useSeldom } from '../integrations/use-seldom.ts';

export type HomeProject = NonNullable<HomeProjectQuery['project']>;
export type Answer = { project: HomeProject | null } | { error: string };

interface ProjectWatchProps {
  projectKey: string;
  onAnswer: (projectKey: string, answer: Answer) => void;
}

/** Many events at once, such as those of a script, are answered by one query. */
const RELOAD_MS = 300;
/** The health of an integration has no event, so it is asked for from time to time. */
const MINUTE_MS = 60_000;

/** Asks for one project, and follows its events. Shows nothing: the page puts together what all of them say. */
export function ProjectWatch({ projectKey, onAnswer }: ProjectWatchProps) {
  const { data, error, reload } = useQuery(HomeProjectDocument, { projectKey });
  useEffect(() => {
    if (data !== undefined) onAnswer(projectKey, { project: data.project });
    else if (error !== undefined) onAnswer(projectKey, { error });
  }, [data, error, projectKey, onAnswer]);

  const minute = Math.floor(useNow() / MINUTE_MS);
  const asked = useRef(minute);
  useEffect(() => {
    if (minute === asked.current) return;
    asked.current = minute;
    reload();
  }, [minute, reload]);

  const reloadSoon = useSeldom(reload, RELOAD_MS);
  const first = useFirst(data?.project?.lastSequence);
  const variables = useMemo(() => ({ projectKey, afterSequence: first ?? 0 }), [projectKey, first]);
  useSubscription(ProjectEventsDocument, variables, reloadSoon, { pause: first === undefined });
  return null;
}

/** The first value that there was: the subscription goes on from there by itself. */
function useFirst(value: number | undefined): number | undefined {
  const box = useMemo<{ value?: number }>(() => ({}), []);
  if (box.value === undefined && value !== undefined) box.value = value;
  return box.value;
}
