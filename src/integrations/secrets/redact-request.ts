import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { maskSecret } from '../../platform/secrets/secrets.ts';
import { redactEchoes } from './redact-echoes.ts';

/**
 * The request with the values of the named headers masked, and with every secret masked in the rest of it. The scheme before
 * the last space of such a header is kept: `Api-Token ••••1234`.
 */
export function redactRequest(
  request: OutboundRequest,
  secrets: unknown,
  headerNames: string[],
): OutboundRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => {
    const masked = value.replace(/\S*$/, (secret) => maskSecret(secret));
    return [name, headerNames.includes(name) ? masked : redactEchoes(value, secrets)];
  });
  return {
    ...request,
    url: redactEchoes(request.url, secrets),
    headers: Object.fromEntries(headers),
    body: request.body === null ? null : redactEchoes(request.body, secrets),
  };
}
