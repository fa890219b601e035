import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import styles from './notice.module.css';

interface NoticeProps {
  tone: 'bad' | 'wait' | 'info';
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

/** Something that the person should know, at the place that it is about. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <span aria-hidden="true">{tone === 'bad' ? '▲' : '◆'}</span>
      <div>
        <b>{title}</b>
        {children !== undefined && <div>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** That something could not be loaded, and why. What is asked for with `useQuery` is asked for again by itself as well. */
export function LoadFailed({ title, error, onRetry }: { title: string; error: string; onRetry: () => void }) {
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        <Button small onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {error}
    </Notice>
  );
}

/** What is shown where there is nothing yet, with the next step. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <b>{title}</b>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Rows that are still loading. */
export function Loading({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div className={styles.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}
