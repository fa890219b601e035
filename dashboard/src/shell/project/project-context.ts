import { createContext, useContext, useEffect, useRef } from 'react';
import type { ProjectEventsSubscription, ProjectFrameQuery } from '../../gql/graphql.ts';

export type Project = NonNullable<ProjectFrameQuery['project']>;
export type LiveEvent = ProjectEventsSubscription['events'];

interface ProjectState {
  project: Project;
  /** Calls back for each event of the project from now on; returns what ends that. */
  listen: (listener: (event: LiveEvent) => void) => () => void;
}

export const ProjectContext = createContext<ProjectState | null>(null);

/** The project whose pages are open. */
export function useProject(): Project {
  return useProjectState().project;
}

/** Calls back for each event of the project while the component is shown. */
export function useLiveEvents(onEvent: (event: LiveEvent) => void): void {
  const { listen } = useProjectState();
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}

function useProjectState(): ProjectState {
  const state = useContext(ProjectContext);
  if (state === null) throw new Error('useProject was called outside of a project');
  return state;
}
