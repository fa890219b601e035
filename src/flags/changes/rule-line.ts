/** Rules and serves in one line, for the sentences of changes. */

import { renderClause, renderServe } from '../code-like/code-like.ts';
import type { ShownRule, ShownServe } from './shown.ts';

/** A rule in one line: `IF country IN ("FR") AND plan EQUALS "pro" THEN "variant-a"`. */
export function renderRuleLine({ clauses, serve }: ShownRule): string {
  return `IF ${clauses.map(renderClause).join(' AND ')} THEN ${renderShownServe(serve)}`;
}

export function renderShownServe(serve: ShownServe): string {
  if (serve.__typename === 'VariationServe') return renderServe({ variation: serve.variation.key });
  const weights = serve.weights.map(({ variation, weight }) => ({ variation: variation.key, weight }));
  return renderServe({ rollout: { bucketBy: serve.bucketBy, weights } });
}
