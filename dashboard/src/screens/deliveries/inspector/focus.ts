export const HEADING = 'delivery-heading';

/** Puts the focus on the open delivery, and scrolls there where it stands below the list. */
export function focusInspector(): void {
  document.getElementById(HEADING)?.focus();
}
