import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Notice } from '../layout/notice.tsx';
import styles from './shown-once.module.css';

interface ShownOnceProps {
  title: string;
  secret: string;
  /** What the button that copies it says. */
  copy: string;
  children?: ReactNode;
  /** Takes it off the page, where that makes sense. */
  onDismiss?: () => void;
}

/** A secret that the server gives out this once. */
export function ShownOnce({ title, secret, copy, children, onDismiss }: ShownOnceProps) {
  return (
    <Notice
      tone="wait"
      title={title}
      actions={
        <>
          <CopyButton text={() => secret}>{copy}</CopyButton>
          {onDismiss !== undefined && (
            <Button small look="quiet" onClick={onDismiss}>
              Done
            </Button>
          )}
        </>
      }
    >
      <p>{children ?? 'Copy it to where it is needed before you leave this page.'}</p>
      <code className={styles.secret}>{secret}</code>
    </Notice>
  );
}
