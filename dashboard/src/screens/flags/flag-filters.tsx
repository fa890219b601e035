import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type FlagSearch, KINDS, LIFECYCLES } from './flag-search.ts';
import styles from './flags.module.css';

const TYPING_MS = 120;

export function FlagFilters({ search, onChange }: { search: FlagSearch; onChange: () => void }) {
  const navigate = useNavigate({ from: '/projects/$projectKey/flags' });
  const [text, setText] = useState(search.q ?? '');
  const set = (change: Partial<FlagSearch>) => {
    onChange();
    void navigate({ search: (present) => ({ ...present, ...change }), replace: true });
  };
  useEffect(() => {
    if (text === (search.q ?? '')) return;
    const timer = setTimeout(() => set({ q: text || undefined }), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <search className={styles.filters}>
      <input
        type="search"
        className={styles.search}
        aria-label="Search flags by key, name, description, tag or owner"
        placeholder="Search flags"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Choice label="Kind" words={KINDS} value={search.kind} onChoose={(kind) => set({ kind })} />
      <Choice
        label="Lifecycle"
        words={LIFECYCLES}
        value={search.lifecycle?.[0]}
        onChoose={(lifecycle) => set({ lifecycle: lifecycle === undefined ? undefined : [lifecycle] })}
      />
    </search>
  );
}

interface ChoiceProps {
  label: string;
  words: readonly string[];
  value: string | undefined;
  onChoose: (word: string | undefined) => void;
}

function Choice({ label, words, value, onChoose }: ChoiceProps) {
  return (
    <select
      className={styles.select}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.target.value || undefined)}
    >
      <option value="">{label}: all</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {label}: {word.toLowerCase()}
        </option>
      ))}
    </select>
  );
}
