import styles from './switch.module.css';

interface SwitchProps {
  on: boolean;
  /** What is switched, for screen readers: "new-checkout in Production". */
  label: string;
  onChange: (on: boolean) => void;
  /** Why it cannot be switched, as a sentence. */
  unavailable?: string | undefined;
  busy?: boolean;
}

export function Switch({ on, label, onChange, unavailable, busy = false }: SwitchProps) {
  const off = busy || unavailable !== undefined;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-disabled={off || undefined}
      title={unavailable}
      className={styles.switch}
      onClick={(event) => {
        event.stopPropagation();
        if (!off) onChange(!on);
      }}
    />
  );
}
