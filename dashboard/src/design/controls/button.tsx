import type { ComponentProps } from 'react';
import styles from './button.module.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  /** `main` for the one main action of a page; `quiet` where a border would be too much; `danger` for what cannot be undone. */
  look?: 'plain' | 'main' | 'quiet' | 'danger';
  small?: boolean;
  /** Why it cannot be used now, as a sentence. The button stays in reach of the keyboard and says it. */
  unavailable?: string | undefined;
  busy?: boolean;
}

export function Button({
  look = 'plain',
  small = false,
  unavailable,
  busy = false,
  className,
  onClick,
  title,
  children,
  ...rest
}: ButtonProps) {
  const off = busy || unavailable !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, styles[look], small && styles.small, className].filter(Boolean).join(' ')}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      title={unavailable ?? title}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {children}
      {unavailable !== undefined && <span className="hidden-text">. {unavailable}</span>}
    </button>
  );
}
