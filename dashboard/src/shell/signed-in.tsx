import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from '../api/hooks.ts';
import { Notice } from '../design/notice.tsx';
import { ViewerDocument } from '../gql/graphql.ts';
import { SessionEnded } from './session-ended.tsx';
import { ViewerContext } from './viewer-context.ts';

/** What only somebody who is signed in sees. Everybody else goes to the sign-in page, and comes back from there. */
export function SignedIn() {
  const { data, error, fetching } = useQuery(ViewerDocument, {});
  const { href, searchStr, hash } = useLocation();
  const navigate = useNavigate();
  const signedOut = data !== undefined && data.viewer === null;
  useEffect(() => {
    if (signedOut)
      void navigate({ to: '/sign-in', search: { to: href === '/' ? undefined : href }, replace: true });
  }, [signedOut, navigate, href]);
  void searchStr;
  void hash;
  if (data?.viewer == null) {
    if (error !== undefined && !fetching)
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
