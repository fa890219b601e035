import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  title: ReactNode;
  /** Beside the title: key, kind, state. */
  aside?: ReactNode;
  /** Below the title. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, aside, children, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.row}>
        <h1>{title}</h1>
        {aside}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children !== undefined && <div className={styles.meta}>{children}</div>}
    </header>
  );
}
