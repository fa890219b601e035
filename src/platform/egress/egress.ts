import { isIP } from 'node:net';
import { parseAllowList } from './egress-allow-list.ts';
import { specialRangeOf, unwrapAddress } from './public-address.ts';

/** Says what GoGreen may call. Both checks answer null for yes, otherwise a sentence with the reason and the fix. */
export interface EgressPolicy {
  /** What the text alone tells: scheme, credentials, port, and the address where the host is one. */
  checkUrl(url: string): string | null;
  /** Whether `host` may be called at an address that it resolves to. */
  checkAddress(address: string, host: string): string | null;
}

/** The hosts and addresses of the machine itself, as entries of an allow list. */
export const loopbackDestinations: readonly string[] = ['localhost', '127.0.0.0/8', '::1'];

/**
 * Public unicast addresses may be called, others only where `allow` (the setting EGRESS_ALLOW) has them: as an exact
 * host, `*.suffix`, an address or a CIDR block. An allowed host may be at any address. Throws on an entry that is none of these.
 */
export function createEgressPolicy(allow: readonly string[]): EgressPolicy {
  const allowed = parseAllowList(allow);

  function checkAddress(address: string, host: string): string | null {
    if (allowed.hasHost(host)) return null;
    const called = unwrapAddress(address);
    const range = called === null ? 'unreadable' : specialRangeOf(called);
    if (called === null || (range !== null && !allowed.hasAddress(called))) {
      const subject = address === host ? address : `${host} resolves to ${address}, which`;
      return `${subject} is not a public address (${range}). To call it anyway, add the host, the address or its CIDR block to EGRESS_ALLOW.`;
    }
    return null;
  }

  function checkUrl(text: string): string | null {
    const url = URL.parse(text);
    if (url === null) return 'This is not a URL. It must look like https://example.com/path.';
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return 'The URL must start with http:// or https://.';
    }
    if (url.username !== '' || url.password !== '') {
      return 'The URL must not contain a user name or a password. Send credentials in a header.';
    }
    const host = hostOf(url);
    const literal = unwrapAddress(host);
    const port = url.port === '' ? null : Number(url.port);
    if (port !== null && port < FIRST_FREE_PORT && port !== 80 && port !== 443) {
      const excepted = allowed.hasHost(host) || (literal !== null && allowed.hasAddress(literal));
      if (!excepted) {
        return `Port ${port} is not called: use 80, 443 or one from ${FIRST_FREE_PORT} up, or add ${host} to EGRESS_ALLOW.`;
      }
    }
    return isIP(host) === 0 ? null : checkAddress(host, host);
  }

  return { checkUrl, checkAddress };
}

/** The host of a URL the way name resolution takes it: no brackets around IPv6, no dot at the end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

/** Below it lie SSH, SMTP and other services that must not be handed text chosen by a user. */
const FIRST_FREE_PORT = 1024;
