import type { ReactNode } from 'react';
import { visible } from '../../design/text/visible.ts';
import styles from './home.module.css';

interface RowProps {
  project: { name: string };
  state: ReactNode;
  link: (className: string) => ReactNode;
  children: ReactNode;
}

/** One thing that needs somebody: its state, where it is found, and why. */
export function Row({ project, state, link, children }: RowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.state}>{state}</span>
      <div className={styles.what}>
        {link(styles.link ?? '')}
        <div className={styles.words}>{children}</div>
      </div>
      <span className={styles.project}>{visible(project.name)}</span>
    </li>
  );
}
