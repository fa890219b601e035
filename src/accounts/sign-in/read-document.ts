import type { Outbound } from '../../platform/egress/outbound.ts';

/** The JSON object that is found at a URL. Fails with a message that names the URL and what is wrong. */
export async function readDocument(
  outbound: Outbound,
  url: string,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const request = { method: 'GET' as const, url, headers: { accept: 'application/json' }, body: null };
  const outcome = await outbound.send(request, signal);
  if (outcome.kind === 'error') throw new Error(`${url}: ${outcome.message}`);
  if (outcome.status !== 200) throw new Error(`${url} answers with status ${outcome.status}.`);
  if (outcome.truncated) throw new Error(`${url} answers with more than can be read.`);
  const value = parse(outcome.body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Error(`${url} does not answer with a JSON object.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
