import { Outlet, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { ProjectEventsDocument, ProjectFrameDocument } from '../../gql/graphql.ts';
import { Frame } from '../frame/frame.tsx';
import { NotFound } from '../not-found.tsx';
import { type LiveEvent, type Project, ProjectContext } from './project-context.ts';

/** The frame around all pages of a project, which follows its events. */
export function ProjectFrame() {
  const { projectKey } = useParams({ from: '/signed-in/projects/$projectKey' });
  const { data, error, reload } = useQuery(ProjectFrameDocument, { projectKey }, { policy: 'cached' });
  // Others may have changed the rights of the viewer, and the environments.
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') reload();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [reload]);
  if (error !== undefined && data === undefined)
    return (
      <Frame>
        <LoadFailed title="The project cannot be shown" error={error} onRetry={reload} />
      </Frame>
    );
  if (data === undefined)
    return (
      <Frame>
        <Loading />
      </Frame>
    );
  if (data.project === null)
    return (
      <Frame>
        <NotFound />
      </Frame>
    );
  return <LiveProject key={data.project.id} project={data.project} />;
}

function LiveProject({ project }: { project: Project }) {
  const listeners = useRef(new Set<(event: LiveEvent) => void>());
  // Where this page began: the connection itself remembers how far it has come.
  const [afterSequence] = useState(project.lastSequence);
  const [lastSequence, setLastSequence] = useState(afterSequence);
  const variables = useMemo(() => ({ projectKey: project.key, afterSequence }), [project.key, afterSequence]);
  useSubscription(ProjectEventsDocument, variables, ({ events }) => {
    setLastSequence(events.sequence);
    for (const listener of listeners.current) listener(events);
  });
  const listen = useCallback((listener: (event: LiveEvent) => void) => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  }, []);
  const state = useMemo(() => ({ project, listen }), [project, listen]);
  return (
    <ProjectContext value={state}>
      <Frame project={project} lastSequence={lastSequence}>
        <Outlet />
      </Frame>
    </ProjectContext>
  );
}
