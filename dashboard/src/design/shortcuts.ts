import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

type Keys = Record<string, (event: KeyboardEvent) => void>;

/**
 * Keys of a page, as tinykeys spells them. Those without a modifier do nothing while somebody types in a field, or has switched
 * single keys off.
 */
export function useShortcuts(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = Object.keys(keys).join('\n');
  useEffect(() => {
    const bindings = Object.fromEntries(
      names.split('\n').map((name) => [
        name,
        (event: KeyboardEvent) => {
          if (!name.includes('$mod') && (isTyping(event.target) || areSingleKeysOff())) return;
          event.preventDefault();
          latest.current[name]?.(event);
        },
      ]),
    );
    return tinykeys(window, bindings);
  }, [names]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function areSingleKeysOff(): boolean {
  return localStorage.getItem('gogreen-single-keys') === 'off';
}
