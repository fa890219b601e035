import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { jsonOf, record } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';
import type { NewRelicSettings } from './settings.ts';
import { failureIn } from './verdict.ts';

const query = `query Check($entities: String!) {
  actor { user { id } entitySearch(query: $entities) { count } }
}`;

/** A query for the user of the key and for the number of entities that the user can see. */
export function toCheck({ entityGuids }: NewRelicSettings): Record<string, unknown> {
  const entities = `id IN (${entityGuids.map((guid) => `'${guid}'`).join(', ')})`;
  return { query, variables: { entities } };
}

export function newRelicCheckVerdict(
  response: OutboundResponse,
  { entityGuids }: NewRelicSettings,
  now: Date,
): Verdict {
  const failure = failureIn(response, now);
  if (failure) return failure;
  const actor = record(record(record(jsonOf(response))['data'])['actor']);
  const count = record(actor['entitySearch'])['count'];
  if (count === entityGuids.length) return 'ok';
  const reason = `New Relic finds ${count ?? 'none'} of the ${entityGuids.length} entities: check their GUIDs, and that the user of the key may see their account.`;
  return { failed: 'permanent', reason };
}
