import { useEffect, useState } from 'react';
import styles from './users.module.css';

const TYPING_MS = 120;

interface UserTextSearchProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Finds users while somebody types. */
export function UserTextSearch({ value, onChange }: UserTextSearchProps) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => {
    if (text === (value ?? '')) return;
    const timer = setTimeout(() => onChange(text || undefined), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <search>
      <input
        type="search"
        className={styles.search}
        aria-label="Search users by name or e-mail address"
        placeholder="Search users"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </search>
  );
}
