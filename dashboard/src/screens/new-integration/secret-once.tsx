import { CopyButton } from '../../design/copy-button.tsx';
import { Notice } from '../../design/notice.tsx';
import styles from './new-integration.module.css';

/** A secret that the server gives out this once. */
export function SecretOnce({ secret, children }: { secret: string; children?: string }) {
  return (
    <Notice
      tone="wait"
      title="The signing secret is shown only now"
      actions={<CopyButton text={() => secret}>Copy secret</CopyButton>}
    >
      <p>{children ?? 'Copy it to where it is needed before you leave this page.'}</p>
      <code className={styles.secret}>{secret}</code>
    </Notice>
  );
}
