import { type ReactNode, useEffect, useRef } from 'react';
import styles from './filter.module.css';

interface FilterProps {
  label: string;
  /** What it lets through, in words; undefined while it is not set. */
  value: string | undefined;
  onRemove: () => void;
  /** What it is set with. `close` ends the choice and gives the focus back. */
  children: (close: () => void) => ReactNode;
}

/** One condition of a list: a chip that opens its choice, and can be removed when it is set. */
export function Filter({ label, value, onRemove, children }: FilterProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (!details.current?.open) return;
    details.current.open = false;
    details.current.querySelector('summary')?.focus();
  };
  useEffect(() => {
    const onPointer = ({ target }: Event) => {
      if (details.current?.open && !details.current.contains(target as Node)) details.current.open = false;
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('focusin', onPointer);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('focusin', onPointer);
    };
  }, []);
  const isSet = value !== undefined;
  return (
    <div className={isSet ? `${styles.filter} ${styles.set}` : styles.filter}>
      <details
        ref={details}
        onToggle={({ currentTarget }) => keepInView(currentTarget)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !details.current?.open) return;
          event.preventDefault();
          close();
        }}
      >
        <summary>
          <span className={styles.words}>
            {label}
            {isSet && (
              <>
                : <bdi>{value}</bdi>
              </>
            )}
          </span>
        </summary>
        <div className={styles.panel}>{children(close)}</div>
      </details>
      {isSet && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove the filter ${label}`}
          onClick={onRemove}
        >
          ✕
        </button>
      )}
    </div>
  );
}

/** Moves the choice to the left by as much as would stand out of the page. */
function keepInView(details: HTMLDetailsElement): void {
  const panel = details.lastElementChild;
  if (!details.open || !(panel instanceof HTMLElement)) return;
  panel.style.translate = '';
  const over = panel.getBoundingClientRect().right + 12 - document.documentElement.clientWidth;
  if (over > 0) panel.style.translate = `${-over}px`;
}

export interface Option {
  value: string;
  label: string;
}

interface ChoicesProps {
  legend: string;
  options: Option[];
  chosen: readonly string[] | undefined;
  onChoose: (chosen: string[] | undefined) => void;
}

/** Several of a list. */
export function Choices({ legend, options, chosen = [], onChoose }: ChoicesProps) {
  return (
    <fieldset className={styles.options}>
      <legend className="hidden-text">{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) => {
              const next = options
                .map((option) => option.value)
                .filter((each) => (each === value ? target.checked : chosen.includes(each)));
              onChoose(next.length > 0 ? next : undefined);
            }}
          />
          <bdi>{label}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

interface OneOfProps {
  legend: string;
  options: Option[];
  chosen: string | undefined;
  onChoose: (chosen: string) => void;
}

/** One of a list. */
export function OneOf({ legend, options, chosen, onChoose }: OneOfProps) {
  return (
    <fieldset className={styles.options}>
      <legend className="hidden-text">{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" checked={value === chosen} onChange={() => onChoose(value)} />
          <bdi>{label}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
