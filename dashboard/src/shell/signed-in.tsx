import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useQuery } from '../api/hooks.ts';
import { ended } from '../api/session.ts';
import { Notice } from '../design/notice.tsx';
import { ViewerDocument } from '../gql/graphql.ts';
import { SessionEnded } from './session-ended.tsx';
import { ViewerContext } from './viewer-context.ts';

/** What only somebody who is signed in sees. Everybody else goes to the sign-in page, and comes back from there. */
export function SignedIn() {
  const { data, error, fetching } = useQuery(ViewerDocument, {});
  const isEnded = useSyncExternalStore(ended.subscribe, ended.get) && data?.viewer == null;
  const { href } = useLocation();
  const navigate = useNavigate();
  // Without a session the API refuses the question, or says that nobody asks.
  const signedOut = isEnded || data?.viewer === null;
  useEffect(() => {
    if (signedOut)
      void navigate({ to: '/sign-in', search: { to: href === '/' ? undefined : href }, replace: true });
  }, [signedOut, navigate, href]);
  if (data?.viewer == null) {
    if (error !== undefined && !fetching && !signedOut)
      return (
        <Notice tone="bad" title="GoGreen cannot be used now">
          {error}
        </Notice>
      );
    return null;
  }
  return (
    <ViewerContext value={data.viewer}>
      <Outlet />
      <SessionEnded />
    </ViewerContext>
  );
}
