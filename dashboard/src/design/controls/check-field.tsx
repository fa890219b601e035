import { type ReactNode, useId } from 'react';
import styles from './check-field.module.css';

interface CheckFieldProps {
  label: string;
  help?: ReactNode;
  name?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (checked: boolean) => void;
}

/** Something that is so, or not. */
export function CheckField({ label, help, name, checked, defaultChecked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label>
        <input
          type="checkbox"
          name={name}
          checked={checked}
          defaultChecked={defaultChecked}
          aria-describedby={help === undefined ? undefined : id}
          onChange={({ target }) => onChange?.(target.checked)}
        />
        {label}
      </label>
      {help !== undefined && (
        <p id={id} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}
