import { useEffect, useState } from 'react';
import styles from './filters.module.css';

const TYPING_MS = 200;

interface TextFilterProps {
  label: string;
  placeholder: string;
  wide?: boolean;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A text of the filter, which counts when nobody types any more. */
export function TextFilter({ label, placeholder, wide = false, value, onChange }: TextFilterProps) {
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    // The address has changed otherwise, as by "Show all".
    setSeen(value);
    if ((value ?? '') !== text.trim()) setText(value ?? '');
  }
  useEffect(() => {
    const next = text.trim() || undefined;
    if (next === value) return;
    const timer = setTimeout(() => onChange(next), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      className={wide ? `${styles.text} ${styles.wide}` : styles.text}
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
