import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { announceSignIn, signIn } from '../../api/session.ts';
import { InstanceDocument } from '../../gql/graphql.ts';
import { Brand } from '../frame/brand.tsx';
import { ownPath } from './own-path.ts';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

/** Signs in with a token, through the issuer, or with the code of the start-up link (`#code=…`), which it uses at once. */
export function SignInPage() {
  const { to } = useSearch({ from: '/sign-in' });
  const { data } = useQuery(InstanceDocument, {});
  const router = useRouter();
  const navigate = useNavigate();
  const [issue, setIssue] = useState<string>();
  const [code] = useState(() => new URLSearchParams(location.hash.slice(1)).get('code'));
  const used = useRef(false);

  const goOn = () => {
    // The client of the API starts anew: what it knew was known to nobody.
    const target = ownPath(to);
    location.assign(router.options.basepath === '/' ? target : `${router.options.basepath}${target}`);
  };

  useEffect(() => {
    if (code === null || used.current) return;
    used.current = true;
    void navigate({ to: '/sign-in', search: { to }, hash: '', replace: true });
    signIn({ code }).then(
      () => {
        announceSignIn();
        goOn();
      },
      (error: Error) => setIssue(error.message),
    );
  });

  if (code !== null && issue === undefined) return <p className={styles.page}>Signing in…</p>;
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <Brand />
        <h1>Sign in</h1>
        <SignInForm
          key={issue}
          issue={issue}
          onSignedIn={goOn}
          to={to}
          oidcLabel={data?.instance.signIn.oidcLabel}
        />
      </div>
    </main>
  );
}
