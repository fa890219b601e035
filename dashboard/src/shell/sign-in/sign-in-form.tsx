import { useState } from 'react';
import { address } from '../../api/base.ts';
import { announceSignIn, signIn } from '../../api/session.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import styles from './sign-in.module.css';

interface SignInFormProps {
  onSignedIn: () => void;
  /** The name of the issuer, where GoGreen signs in through one. */
  oidcLabel?: string | null | undefined;
  /** The page of ours to go to after a sign-in through the issuer. */
  to?: string | undefined;
  issue?: string | undefined;
}

export function SignInForm({ onSignedIn, oidcLabel, to, issue: firstIssue }: SignInFormProps) {
  const [issue, setIssue] = useState(firstIssue);
  const [busy, setBusy] = useState(false);

  async function submit(form: FormData) {
    const token = String(form.get('token') ?? '').trim();
    if (token === '') return setIssue('Paste a token: an access token of GoGreen, or a JWT of your issuer.');
    setBusy(true);
    try {
      await signIn({ token });
      announceSignIn();
      onSignedIn();
    } catch (error) {
      setIssue((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {oidcLabel != null && (
        <>
          <a className={styles.oidc} href={address(`session/oidc?to=${encodeURIComponent(to ?? '/')}`)}>
            Continue with {oidcLabel}
          </a>
          <p className={styles.or}>or with a token</p>
        </>
      )}
      <input type="text" name="username" autoComplete="username" value="gogreen" readOnly hidden />
      <Field
        label="Access token"
        issue={issue}
        help="It begins with gogreen_at_. The server prints the first one when it starts; others are made in the API."
      >
        {(control) => (
          <input
            {...control}
            name="token"
            type="password"
            autoComplete="current-password"
            spellCheck={false}
          />
        )}
      </Field>
      <Button look="main" type="submit" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
