import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  /** What it means, its unit or format. */
  help?: ReactNode;
  /** Why the server or the page does not take it. */
  issue?: string | undefined;
  optional?: boolean;
  /** Gets the attributes that tie the control to its label, help and issue. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean | undefined;
    className: string;
  }) => ReactNode;
}

export function Field({ label, help, issue, optional = false, children }: FieldProps) {
  const id = useId();
  const described = [help !== undefined && `${id}-help`, issue !== undefined && `${id}-issue`].filter(
    Boolean,
  );
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label} {optional && <span className="dim">optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': described.join(' ') || undefined,
        'aria-invalid': issue === undefined ? undefined : true,
        className: styles.control ?? '',
      })}
      {issue !== undefined && (
        <p id={`${id}-issue`} className={styles.issue}>
          <span aria-hidden="true">✕ </span>
          {issue}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}
