import { z } from 'zod';
import { httpUrlIssue } from './http-url.ts';

const MAX_URL_LENGTH = 1_000;

/**
 * A base URL to use instead of the product's own, for proxies and gateways. Empty means the product's own: a field that was
 * set can be emptied again. `issueOf` returns what else is wrong with it, or null.
 */
export function baseUrl(issueOf: (url: URL) => string | null) {
  return z
    .string()
    .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
    .superRefine((text, context) => {
      const found = text === '' ? null : (httpUrlIssue(text) ?? queryIssue(text) ?? issueOf(new URL(text)));
      if (found !== null) context.addIssue({ code: 'custom', message: found });
    })
    .meta({ format: 'uri' });
}

/** Appends a path, which begins with a slash, to a base URL. */
export function joinUrl(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}

/** The product that a host belongs to; null when unknown. */
export function productOf({ hostname }: URL): string | null {
  return products.find(([, hosts]) => hosts.test(hostname))?.[0] ?? null;
}

/** The issue of a URL that belongs to another product; null when there is none. */
export function otherProductIssue(url: URL, product: string): string | null {
  const found = productOf(url);
  return found === null || found === product ? null : `is an address of ${found}, not of ${product}`;
}

const products: [name: string, hosts: RegExp][] = [
  ['Slack', /(^|\.)slack(-gov)?\.com$/],
  [
    'Microsoft Teams',
    /(^|\.)(office\.com|office365\.com|microsoft\.com|logic\.azure\.com|powerplatform\.com)$/,
  ],
  ['Jira', /(^|\.)atlassian\.(net|com)$/],
  ['Datadog', /(^|\.)(datadoghq\.(com|eu)|ddog-gov\.com)$/],
  ['New Relic', /(^|\.)newrelic\.com$/],
  ['Dynatrace', /(^|\.)dynatrace\.com$/],
];

function queryIssue(text: string): string | null {
  return text.includes('?') ? 'must not contain a query; remove the ? and everything after it' : null;
}
