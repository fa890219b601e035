/** Host names in URLs of a server that listens on `host`. */

/** For links that are opened in a browser. A server that listens on all addresses is linked to as localhost. */
export function urlHost(host: string): string {
  return listensEverywhere(host) ? 'localhost' : bracketed(host);
}

/** For requests from this machine, which need an address: localhost may resolve to the other IP version. */
export function localHost(host: string): string {
  if (!listensEverywhere(host)) return bracketed(host);
  return host === '::' ? '[::1]' : '127.0.0.1';
}

function listensEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
