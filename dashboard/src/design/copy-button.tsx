import { useState } from 'react';
import { Button } from './button.tsx';

/** Copies a text, and says that it did. */
export function CopyButton({
  text,
  children,
  small = true,
  label,
}: {
  text: () => string;
  children: string;
  small?: boolean;
  /** What it copies, where the text of the button does not say it; begins with that text. */
  label?: string;
}) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      small={small}
      aria-label={label}
      title={label}
      onClick={async () => {
        await navigator.clipboard.writeText(text());
        setCopied(true);
        setTimeout(() => setCopied(false), 1_500);
      }}
    >
      <span aria-live="polite">{copied ? 'Copied' : children}</span>
    </Button>
  );
}
