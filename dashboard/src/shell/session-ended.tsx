import { useSyncExternalStore } from 'react';
import { base } from '../api/base.ts';
import { useQuery } from '../api/hooks.ts';
import { ended } from '../api/session.ts';
import { Dialog } from '../design/dialog.tsx';
import { InstanceDocument } from '../gql/graphql.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page when the session has ended: whoever signs in again goes on with what was typed. */
export function SessionEnded() {
  const { data } = useQuery(InstanceDocument, {}, { policy: 'cached' });
  const hasEnded = useSyncExternalStore(ended.subscribe, ended.get);
  if (!hasEnded) return null;
  return (
    <Dialog title="You have been signed out">
      <p>
        Your session has expired or was revoked. Sign in to go on; nothing that you have typed here is lost.
      </p>
      <SignInForm
        onSignedIn={() => location.reload()}
        oidcLabel={data?.instance.signIn.oidcLabel}
        to={`${location.pathname}${location.search}`.slice(base.length - 1)}
      />
    </Dialog>
  );
}
