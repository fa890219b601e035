import { type ReactNode, useEffect, useRef } from 'react';
import styles from './filters.module.css';

interface FilterPopoverProps {
  label: string;
  isSet: boolean;
  children: ReactNode;
}

/** A filter that needs more room than a line. Escape and a click elsewhere close it. */
export function FilterPopover({ label, isSet, children }: FilterPopoverProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (element?.open && event.target instanceof Node && !element.contains(event.target))
        element.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  return (
    <details
      ref={details}
      className={styles.popoverOf}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary className={styles.select} data-set={isSet || undefined}>
        {label}
      </summary>
      <div className={styles.popover}>{children}</div>
    </details>
  );
}
