import type { ReactNode } from 'react';
import styles from '../form.module.css';

interface CheckProps {
  checked: boolean;
  /** Some of what it stands for are chosen. */
  mixed?: boolean;
  isGroup?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

export function Check({ checked, mixed = false, isGroup = false, onChange, children }: CheckProps) {
  return (
    <label className={isGroup ? `${styles.check} ${styles.groupName}` : styles.check}>
      <input
        type="checkbox"
        checked={checked}
        ref={(input) => {
          if (input) input.indeterminate = mixed;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
