/**
 * Masks the parts of a request that are shown only with the permission to configure integrations. At many receivers (Zapier,
 * Discord, Google Chat, `?token=`) the path or query of the URL is the credential, and a copied
 * signature would let an old body pass as authentic.
 */

import { mayConfigureIntegrations } from '../../access/permissions.ts';
import type { OutboundRequest } from '../../platform/egress/outcome.ts';
import { queryValues, urlParts } from './secret-parts.ts';

/** For the descriptions of masked fields. */
export const URL_RULE = `Without the permission to configure integrations, only scheme, host and port are shown, and \`/…\` for the rest. ${mayConfigureIntegrations.sentence}`;
export const SIGNATURE_RULE =
  'Without the permission to configure integrations, only the version of a signature is shown, as in `v1,••••`.';

/** Scheme, host and port, and `/…` when there was more. Any other text is left as it is. */
export function maskUrl(text: string): string {
  if (!/^https?:/i.test(text)) return text;
  const url = URL.parse(text);
  if (url === null) return '…';
  const { origin, pathname, search, hash } = url;
  return pathname === '/' && search === '' && hash === '' ? origin : `${origin}/…`;
}

/** The request as it is shown without the permission to configure integrations. */
export function maskDestination<Request extends Pick<OutboundRequest, 'url' | 'headers'>>(
  request: Request,
): Request {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    isSignature(name) ? maskSignatures(value) : value,
  ]);
  return { ...request, url: maskUrl(request.url), headers: Object.fromEntries(headers) };
}

/**
 * Texts to mask in responses, because receivers may send the masked parts back. They are taken from the settings and not from
 * the URL of the request: the path that a provider appends contains ordinary words, which its responses contain too.
 */
export function destinationSecrets(settings: unknown, headers: OutboundRequest['headers'] = {}): string[] {
  const urls = Object.values(settings ?? {}).filter(
    (value): value is string => typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value),
  );
  const signatures = Object.entries(headers).filter(([name]) => isSignature(name));
  return [
    ...urls.flatMap((url) => [...urlParts(url), ...queryValues(url)]),
    ...signatures.flatMap(([, value]) => value.split(' ').map((one) => one.replace(VERSION, ''))),
  ];
}

const VERSION = /^v\d+[a-z]?,/;

function isSignature(header: string): boolean {
  return /signature/i.test(header);
}

/** Each of them, separated by spaces: `v1,••••`, and `••••` without a version. */
function maskSignatures(value: string): string {
  const masked = value.split(' ').map((one) => `${VERSION.exec(one)?.[0] ?? ''}••••`);
  return masked.join(' ');
}
