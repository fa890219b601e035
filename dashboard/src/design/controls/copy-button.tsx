import { useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

/** Copies a text, and says whether it did. */
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
  const [said, setSaid] = useState<string>();
  return (
    <Button
      small={small}
      aria-label={label}
      title={label}
      onClick={async () => {
        setSaid((await copyText(text())) ? 'Copied' : 'Could not copy');
        setTimeout(() => setSaid(undefined), 1_500);
      }}
    >
      <span aria-live="polite">{said ?? children}</span>
    </Button>
  );
}
