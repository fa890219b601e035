import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Notice } from '../../design/layout/notice.tsx';
import { InstanceDocument, ViewerDocument } from '../../gql/graphql.ts';
import { SessionEnded } from './session-ended.tsx';
import { ViewerContext } from './viewer-context.ts';

/** What only somebody who is signed in sees. Everybody else goes to the sign-in page, and comes back from there. */
export function SignedIn() {
  // Asked first: the browser would log it as an error if the API refused to say who asks.
  const instance = useQuery(InstanceDocument, {}, { policy: 'cached' });
  const isSignedIn = instance.data?.instance.signedIn;
  const viewer = useQuery(ViewerDocument, {}, { pause: isSignedIn !== true });
  const { href } = useLocation();
  const navigate = useNavigate();
  const isLeaving = useRef(false);
  useEffect(() => {
    if (isSignedIn !== false || isLeaving.current) return;
    isLeaving.current = true;
    void navigate({ to: '/sign-in', search: { to: href === '/' ? undefined : href }, replace: true });
  }, [isSignedIn, navigate, href]);
  const error = instance.error ?? viewer.error;
  if (viewer.data?.viewer == null)
    return error === undefined ? null : (
      <Notice tone="bad" title="GoGreen cannot be used now">
        {error}
      </Notice>
    );
  return (
    <ViewerContext value={viewer.data.viewer}>
      <Outlet />
      <SessionEnded />
    </ViewerContext>
  );
}
