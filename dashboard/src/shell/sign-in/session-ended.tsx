import { useEffect, useState, useSyncExternalStore } from 'react';
import { base } from '../../api/base.ts';
import { useQuery, useRun } from '../../api/hooks.ts';
import { ended } from '../../api/session.ts';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { InstanceDocument, ViewerDocument } from '../../gql/graphql.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useViewer } from './viewer-context.ts';

/**
 * Over the page when the session has ended. Whoever signs in again, here or in another tab, finds the page as it was; what it
 * shows is asked for again, and its live updates go on.
 */
export function SessionEnded() {
  const { data } = useQuery(InstanceDocument, {}, { policy: 'cached' });
  const hasEnded = useSyncExternalStore(ended.subscribe, ended.get);
  const [hadEnded, setHadEnded] = useState(false);
  const viewer = useViewer();
  const run = useRun();
  // What the page shows and keeps belongs to the person who was signed in before.
  useEffect(() => {
    if (hasEnded) return setHadEnded(true);
    if (!hadEnded) return;
    setHadEnded(false);
    void run(ViewerDocument, {}).then(
      (now) => now.viewer?.id !== viewer.id && location.reload(),
      () => undefined,
    );
  }, [hasEnded, hadEnded, run, viewer.id]);

  if (!hasEnded) return null;
  const oidcLabel = data?.instance.signIn.oidcLabel;
  return (
    <Dialog title="You have been signed out">
      <p>Your session has expired or was revoked. Sign in with a token, and all that you have typed stays.</p>
      {oidcLabel != null && (
        <p>
          {oidcLabel} leads away from this page: of what you have typed, only drafts of rules are kept then.
        </p>
      )}
      <SignInForm
        onSignedIn={() => undefined}
        oidcLabel={oidcLabel}
        to={`${location.pathname}${location.search}`.slice(base.length - 1)}
      />
    </Dialog>
  );
}
