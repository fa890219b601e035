import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  title?: ReactNode;
  /** Beside the title, less loud. */
  note?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Whether the content has the card's own padding. */
  padded?: boolean;
  className?: string | undefined;
  label?: string;
}

export function Card({ title, note, actions, children, padded = false, className, label }: CardProps) {
  return (
    <section className={[styles.card, className].filter(Boolean).join(' ')} aria-label={label}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.header}>
          {title !== undefined && <h2>{title}</h2>}
          {note !== undefined && <span className={styles.note}>{note}</span>}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      <div className={padded ? styles.padded : undefined}>{children}</div>
    </section>
  );
}
