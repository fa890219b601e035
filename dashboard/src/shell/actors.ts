import { visible } from '../design/text/visible.ts';

interface ActedRow {
  actor: { actorId: string; name: string };
}

/** Those who appear in the rows that are shown, and the chosen one, as the choices of a filter. */
export function actorsOf(rows: readonly ActedRow[], chosen: string | undefined) {
  const names = new Map(rows.map(({ actor }) => [actor.actorId, visible(actor.name)]));
  if (chosen !== undefined && !names.has(chosen)) names.set(chosen, visible(chosen));
  return [...names].map(([value, label]) => ({ value, label }));
}
