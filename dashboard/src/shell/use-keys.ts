import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** Keys of the page while the component is shown. None fires in a field, in an open dialog, or with a choice that is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = Object.keys(keys).join(' ');
  useEffect(() => {
    const bindings = names
      .split(' ')
      .map((name) => [name, (event: KeyboardEvent) => latest.current[name]?.(event)]);
    return tinykeys(window, Object.fromEntries(bindings), { ignore: isElsewhere });
  }, [names]);
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  const { target } = event;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], dialog[open]') !== null
  );
}
