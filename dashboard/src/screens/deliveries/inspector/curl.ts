/** A request as a command that sends it again from a shell. Pure. */

import type { MessageFragment } from '../../../gql/graphql.ts';

/** What curl and the connection set by themselves. */
const OWN = new Set(['content-length', 'host', 'connection', 'accept-encoding', 'transfer-encoding']);
const MASK = '••••';

export function curlOf(request: MessageFragment): string {
  const headers = request.headers.filter(({ name }) => !OWN.has(name.toLowerCase()));
  const lines = [
    `curl -X ${quote(request.method)} ${quote(request.url)}`,
    ...headers.map(({ name, value }) => `-H ${quote(`${name}: ${value}`)}`),
    ...(request.body === '' ? [] : [`--data-raw ${quote(request.body)}`]),
  ];
  return `${warnings(request).join('')}${lines.join(' \\\n  ')}`;
}

function warnings({ url, headers, body, truncated }: MessageFragment): string[] {
  const isMasked = [url, body, ...headers.map(({ value }) => value)].some((text) => text.includes(MASK));
  return [
    isMasked ? `# Secrets are masked as ${MASK}: put them in before you send this.\n` : '',
    url.endsWith('/…') ? '# The path of the URL is not shown to you: put it in before you send this.\n' : '',
    truncated ? '# The body is only the beginning of what was sent.\n' : '',
  ];
}

/** For sh, bash and zsh: nothing within single quotes has a meaning. */
function quote(text: string): string {
  return /^[A-Za-z0-9_./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
