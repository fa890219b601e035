import { useEffect, useState } from 'react';
import styles from './filters.module.css';

const TYPING_MS = 200;

interface TextSearchProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A text of the filter, which counts when nobody types any more. */
export function TextSearch({ value, onChange }: TextSearchProps) {
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The address has changed otherwise, as by the way back.
    setKnown(value);
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
      className={styles.search}
      aria-label="Search by comment, flag or name of a person"
      placeholder="Comment, flag or person"
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
