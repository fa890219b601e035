import type { ReactNode } from 'react';
import styles from './chip.module.css';

/** A small piece of data: a kind, a value, a key. */
export function Chip({ children, mono = false }: { children: ReactNode; mono?: boolean }) {
  return <span className={mono ? `${styles.chip} ${styles.mono}` : styles.chip}>{children}</span>;
}

export function Tag({ children }: { children: ReactNode }) {
  return <span className={styles.tag}>{children}</span>;
}

export type Tone = 'ok' | 'bad' | 'wait' | 'info' | 'dim';

const MARKS: Record<Tone, string> = { ok: '●', bad: '✕', wait: '◔', info: '◆', dim: '○' };

interface StateProps {
  tone: Tone;
  /** The shape before the word, where the usual one of its tone does not say it. */
  mark?: string;
  title?: string | undefined;
  children: ReactNode;
}

/** A state: a shape, a word, and only then a colour. */
export function State({ tone, mark = MARKS[tone], title, children }: StateProps) {
  return (
    <span className={`${styles.state} ${styles[tone]}`} title={title}>
      <span aria-hidden="true">{mark}</span>
      {children}
    </span>
  );
}

export function Key({ children }: { children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>;
}
