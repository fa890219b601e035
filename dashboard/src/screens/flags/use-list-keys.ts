import type { RefObject } from 'react';
import { useShortcuts } from '../../design/shortcuts.ts';
import type { Selection } from './use-selection.ts';

/**
 * The focus moves through the list as through a grid: j and k to the next and previous row, ← and → between the flag and its
 * switches. x selects the row, Shift X all up to it. t switches in the environment whose switch has the focus; elsewhere in
 * the row it first goes there, so that nobody switches an environment that they do not see named.
 */
export function useListKeys(list: RefObject<HTMLElement | null>, selection: Selection): void {
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-flag]') ?? [])];
  const focusedRow = () => document.activeElement?.closest<HTMLElement>('[data-flag]') ?? undefined;
  const cells = (row: HTMLElement) => [...row.querySelectorAll<HTMLElement>('[data-cell], [role="switch"]')];
  const columnOf = (row: HTMLElement) =>
    Math.max(0, cells(row).indexOf(document.activeElement as HTMLElement));

  function move(step: 1 | -1): void {
    const all = rows();
    const row = focusedRow();
    const at = row === undefined ? -1 : all.indexOf(row);
    const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
    if (next !== undefined) cells(next)[row === undefined ? 0 : columnOf(row)]?.focus();
  }

  function shift(event: KeyboardEvent, step: 1 | -1): void {
    const row = focusedRow();
    if (row === undefined) return;
    event.preventDefault();
    cells(row)[columnOf(row) + step]?.focus();
  }

  function toggle(): void {
    const row = focusedRow();
    if (row === undefined) return;
    if (document.activeElement?.getAttribute('role') === 'switch')
      (document.activeElement as HTMLElement).click();
    else row.querySelector<HTMLElement>('[role="switch"]')?.focus();
  }

  function select(isRange: boolean): void {
    const key = focusedRow()?.dataset['flag'];
    if (key !== undefined) selection.toggle(key, isRange);
  }

  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowLeft: (event) => shift(event, -1),
    ArrowRight: (event) => shift(event, 1),
    x: () => select(false),
    'Shift+X': () => select(true),
    t: toggle,
    Escape: selection.clear,
  });
}
