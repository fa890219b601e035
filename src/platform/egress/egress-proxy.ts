/** The setting EGRESS_PROXY: a forward proxy that every request to other people's servers goes through. */

export interface EgressProxy {
  secure: boolean;
  host: string;
  port: number;
  /** The Proxy-Authorization header; null without credentials. */
  authorization: string | null;
}

/**
 * Reads `http://host:port` or `https://user:password@host:port`. Undefined when it is none: whoever complains leaves the
 * text out, since it may hold a password.
 */
export function parseEgressProxy(text: string): EgressProxy | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (url.pathname !== '/' || /[?#]/.test(text) || url.port === '0') return undefined;
  const secure = url.protocol === 'https:';
  const authorization = authorizationOf(url);
  if (authorization === undefined) return undefined;
  return {
    secure,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    authorization,
  };
}

function authorizationOf({ username, password }: URL): string | null | undefined {
  if (username === '' && password === '') return null;
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(credentials).toString('base64')}`;
  } catch {
    return undefined;
  }
}
