import { useEffect, useState } from 'react';
import { Button } from '../../../../design/controls/button.tsx';
import { Field } from '../../../../design/controls/field.tsx';
import { State } from '../../../../design/text/chip.tsx';
import type { MessageFragment } from '../../../../gql/graphql.ts';
import styles from '../http.module.css';
import { secretIssue, signatureOf, type Verdict, verify } from './signature.ts';

const WORDS: Record<Verdict, string> = {
  matches: 'signature matches',
  'matches an older secret': 'signature matches an older secret',
  'does not match': 'signature does not match',
};

/** Whether the signature of this request matches the secret; undefined while there is none to check with. */
export function useVerdict(request: MessageFragment, secret: string): Verdict | undefined {
  const [state, setState] = useState<{ of: MessageFragment; secret: string; verdict: Verdict }>();
  const isChecked = state?.of === request && state.secret === secret;
  useEffect(() => {
    const signature = signatureOf(request);
    if (signature === null || secretIssue(secret) !== undefined || isChecked) return;
    if (checkIssue(request) !== undefined) return;
    let isLate = false;
    void verify(secret, signature, request.body).then((verdict) => {
      if (!isLate) setState({ of: request, secret, verdict });
    });
    return () => {
      isLate = true;
    };
  }, [request, secret, isChecked]);
  return isChecked ? state.verdict : undefined;
}

/** Why this request cannot be checked here; undefined if it can. */
export function checkIssue(request: MessageFragment): string | undefined {
  if (signatureOf(request)?.signatures.some((each) => each.includes('••••')))
    return 'Only admins of the project see signatures.';
  if (request.truncated) return 'Only the beginning of the body is kept, and the signature is of all of it.';
  if (globalThis.crypto?.subtle === undefined) return 'Browsers check signatures only on pages with HTTPS.';
  return undefined;
}

export function VerdictState({ verdict }: { verdict: Verdict }) {
  return (
    <State tone={verdict === 'does not match' ? 'bad' : 'ok'} mark={verdict === 'does not match' ? '✕' : '✓'}>
      {WORDS[verdict]}
    </State>
  );
}

interface SignatureFormProps {
  secret: string;
  onSecret: (secret: string) => void;
  verdict: Verdict | undefined;
  onClose: () => void;
}

export function SignatureForm({ secret, onSecret, verdict, onClose }: SignatureFormProps) {
  return (
    <form className={styles.form} autoComplete="off" onSubmit={(event) => event.preventDefault()}>
      <Field
        label="Signing secret"
        help="It begins with whsec_. It stays in this page: it is neither sent nor stored."
        issue={secret === '' ? undefined : secretIssue(secret)}
      >
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={secret}
            onChange={(event) => onSecret(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.result} role="status">
        {verdict !== undefined && <VerdictState verdict={verdict} />}
        {verdict === 'does not match' && (
          <span>
            The request was signed with another secret, or its body holds a secret that is masked here.
          </span>
        )}
        <Button small look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
    </form>
  );
}
