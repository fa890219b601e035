/** The settings of outgoing requests. */

import { issue, type SettingIssue, setting, splitList } from '../input/setting.ts';
import { parseAllowList } from './egress-allow-list.ts';
import { parseEgressProxy } from './egress-proxy.ts';

export const egressSettings = {
  egressAllow: setting({
    env: 'EGRESS_ALLOW',
    unset: 'none; in embedded mode loopback',
    example: 'hooks.internal.example,*.corp.example,10.20.0.0/16',
    summary:
      'Destinations that may be called although they are not public: hosts, `*.suffixes`, addresses, CIDR blocks',
    parse: parseAllowed,
  }),
  egressProxy: setting({
    env: 'EGRESS_PROXY',
    unset: 'none',
    example: 'http://gogreen:password@proxy.internal:3128',
    summary:
      'Forward proxy for all outgoing requests: `http://…` or `https://…`, with user and password where needed',
    details:
      'It is asked for tunnels (CONNECT) to addresses that GoGreen has checked before. While it is unavailable nothing is sent.',
    // The text is left out of the message: it may hold a password.
    parse: (text) =>
      parseEgressProxy(text) ??
      issue(
        'is not the URL of a proxy. Set one with http:// or https://, without a path, such as http://proxy.internal:3128 or https://user:password@proxy.internal; characters such as @ and % in a password are written as %40 and %25.',
      ),
  }),
};

function parseAllowed(text: string): string[] | SettingIssue {
  const entries = splitList(text);
  try {
    parseAllowList(entries);
    return entries;
  } catch (error) {
    return issue(error instanceof Error ? error.message : String(error));
  }
}
