import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/**
 * Keys of the page while the component is shown, as tinykeys spells them. Those with `$mod` hold everywhere; the others do
 * nothing in a field, in an open dialog or with a choice that is open, and nothing at all once they are switched off.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = Object.keys(keys).join('\n');
  useEffect(() => {
    const bindings = names.split('\n').map((name) => [
      name,
      (event: KeyboardEvent) => {
        if (name.includes('$mod')) event.preventDefault();
        else if (isElsewhere(event) || areSingleKeysOff()) return;
        latest.current[name]?.(event);
      },
    ]);
    // By default it ignores all keys in fields; those with a modifier hold there, too.
    return tinykeys(window, Object.fromEntries(bindings), { ignore: () => false });
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

const SWITCH = 'gogreen-single-keys';

/** Keys without a modifier can be switched off: who speaks to the computer would press them by accident (WCAG 2.1.4). */
export function areSingleKeysOff(): boolean {
  return localStorage.getItem(SWITCH) === 'off';
}

export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(SWITCH);
  else localStorage.setItem(SWITCH, 'off');
}

/** How this system writes the key that `$mod` stands for, before another one. */
export const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl ';
