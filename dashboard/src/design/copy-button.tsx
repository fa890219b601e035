import { useState } from 'react';
import { Button } from './button.tsx';

/** Copies a text, and says that it did. */
export function CopyButton({
  text,
  children,
  small = true,
}: {
  text: () => string;
  children: string;
  small?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      small={small}
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
