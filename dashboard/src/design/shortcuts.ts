import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

type Keys = Record<string, (event: KeyboardEvent) => void>;

/**
 * Keys of a page, as tinykeys spells them. Those without a modifier do nothing while somebody types in a field or a dialog is
 * open; characters also do nothing where somebody has switched single keys off.
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
          if (!name.includes('$mod') && isMeantForElse(event)) return;
          if (isCharacter(name) && areSingleKeysOff()) return;
          event.preventDefault();
          latest.current[name]?.(event);
        },
      ]),
    );
    // By default it ignores all keys in fields; keys with a modifier hold there, too.
    return tinykeys(window, bindings, { ignore: () => false });
  }, [names]);
}

/** How this system writes the key that `$mod` stands for, before another one. */
export const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl ';

/** Something on the page has used the key already, or is about to. */
function isMeantForElse(event: KeyboardEvent): boolean {
  return event.defaultPrevented || usesKey(event) || document.querySelector('dialog[open]') !== null;
}

function isCharacter(name: string): boolean {
  return name.split(' ').every((press) => [...press.replace('Shift+', '')].length === 1);
}

/** Somebody types, or chooses among radio buttons with the arrows. A checkbox takes the space bar only. */
function usesKey({ target, key }: KeyboardEvent): boolean {
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  if (target instanceof HTMLInputElement && target.type === 'radio') return key.startsWith('Arrow');
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
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
