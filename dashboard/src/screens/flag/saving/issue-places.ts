/** Where the page shows an issue of a change. The paths are those of the input. */

const AT_FIELDS = /^(rules\.\d+\.(clauses\.\d+|serve)|fallthrough)(\.|$)/;

/** Whether a field marks it; the panel lists all others. */
export function isShownAtField(path: string): boolean {
  return AT_FIELDS.test(path);
}

const PLACES: Record<string, string> = {
  offVariation: 'While off',
  confirm: 'Confirmation',
  comment: 'Comment',
  enabled: 'The switch',
  rules: 'Rules',
  scheduledAt: 'Time',
};

/** A path in words. */
export function placeOf(path: string): string {
  const [, index] = /^rules\.(\d+)/.exec(path) ?? [];
  return index === undefined ? (PLACES[path] ?? path) : `Rule ${Number(index) + 1}`;
}
