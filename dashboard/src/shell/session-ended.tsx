import { useState, useSyncExternalStore } from 'react';
import { base } from '../api/base.ts';
import { useQuery, useRun } from '../api/hooks.ts';
import { ended } from '../api/session.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Notice } from '../design/notice.tsx';
import { InstanceDocument, ViewerDocument } from '../gql/graphql.ts';
import styles from './session-ended.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { useViewer } from './viewer-context.ts';

/**
 * Over the page when the session has ended. Whoever signs in again, here or in another tab, finds the page as it was. Only its
 * live updates do not begin again by themselves: it says so, and leaves it to the person when to load it again.
 */
export function SessionEnded() {
  const { data } = useQuery(InstanceDocument, {}, { policy: 'cached' });
  const hasEnded = useSyncExternalStore(ended.subscribe, ended.get);
  const [hadEnded, setHadEnded] = useState(false);
  const viewer = useViewer();
  const run = useRun();
  if (hasEnded && !hadEnded) setHadEnded(true);

  /** What the page shows and keeps is of whoever was signed in before. */
  async function onSignedIn(): Promise<void> {
    const now = await run(ViewerDocument, {}).catch(() => undefined);
    if (now?.viewer?.id !== viewer.id) location.reload();
  }

  if (!hasEnded) return hadEnded ? <SignedInAgain /> : null;
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
        onSignedIn={() => void onSignedIn()}
        oidcLabel={oidcLabel}
        to={`${location.pathname}${location.search}`.slice(base.length - 1)}
      />
    </Dialog>
  );
}

function SignedInAgain() {
  return (
    <div className={styles.again}>
      <Notice
        tone="info"
        title="You are signed in again"
        actions={
          <Button small onClick={() => location.reload()}>
            Reload the page
          </Button>
        }
      >
        Save what you have typed, then reload: until then the page does not show what others change. Drafts of
        rules outlive it.
      </Notice>
    </div>
  );
}
