import { useRef, useState } from 'react';

/** As many as the API changes at once. */
export const MOST_SELECTED = 100;

export interface Selection {
  /** The keys of the flags, in the order in which they were selected, also of those that are not on this page. */
  keys: string[];
  isSelected: (key: string) => boolean;
  /** With `isRange` everything between the flag that was selected last and this one. */
  toggle: (key: string, isRange: boolean) => void;
  /** All of the page, or none of it. */
  toggleAll: () => void;
  clear: () => void;
}

/** Which flags are selected; it outlives another page and another filter. */
export function useSelection(onPage: string[]): Selection {
  const [keys, setKeys] = useState<string[]>([]);
  const last = useRef<string>(undefined);
  const set = (changed: string[], selected: boolean) =>
    setKeys((present) => {
      const others = present.filter((key) => !changed.includes(key));
      return selected ? [...others, ...changed].slice(0, MOST_SELECTED) : others;
    });
  return {
    keys,
    isSelected: (key) => keys.includes(key),
    toggle(key, isRange) {
      const from = onPage.indexOf(last.current ?? '');
      const to = onPage.indexOf(key);
      const range =
        isRange && from !== -1 && to !== -1
          ? onPage.slice(Math.min(from, to), Math.max(from, to) + 1)
          : [key];
      set(range, isRange || !keys.includes(key));
      last.current = key;
    },
    toggleAll: () => set(onPage, !onPage.every((key) => keys.includes(key))),
    clear: () => setKeys([]),
  };
}
