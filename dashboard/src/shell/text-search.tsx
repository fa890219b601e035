import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

const TYPING_MS = 60;

interface TextSearchProps {
  value: string | undefined;
  label: string;
  placeholder: string;
  className: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A text of a filter, which is in the address. It counts when nobody types any more. */
export function TextSearch({ value, label, placeholder, className, onChange }: TextSearchProps) {
  const router = useRouter();
  // Of the page that this is on: the present location is that of the next page before this one is left.
  const [path] = useState(useLocation().pathname);
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  const sent = useRef(value);
  if (known !== value) {
    setKnown(value);
    // The address has changed otherwise, as by the way back.
    if (value !== sent.current) setText(value ?? '');
    sent.current = value;
  }
  useEffect(() => {
    const next = text.trim() || undefined;
    if (next === value) return;
    const timer = setTimeout(() => {
      // Not while somebody is on the way to another page, which this would call off.
      if (router.latestLocation.pathname !== path) return;
      sent.current = next;
      onChange(next);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      className={className}
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
