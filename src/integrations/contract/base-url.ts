import { z } from 'zod';
import { httpUrlFault } from './http-url.ts';

const MAX_URL_LENGTH = 1_000;

/**
 * Where an API's paths begin, for those who reach it by a proxy or gateway. Empty means the usual address: a field
 * that was given once can be emptied again. `fault` says what else is wrong with it, as a phrase.
 */
export function baseUrl(fault: (url: URL) => string | null) {
  return z
    .string()
    .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
    .superRefine((text, context) => {
      const found = text === '' ? null : (httpUrlFault(text) ?? baseFault(text) ?? fault(new URL(text)));
      if (found !== null) context.addIssue({ code: 'custom', message: found });
    });
}

/** The URL of a path, which begins with a slash, below a base. */
export function below(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}

/** Which product a host belongs to, to tell people that they took the address of another one; null when unknown. */
export function productOf({ hostname }: URL): string | null {
  return products.find(([, hosts]) => hosts.test(hostname))?.[0] ?? null;
}

/** What is wrong with an address of another product than `product`, as a phrase. */
export function otherProductFault(url: URL, product: string): string | null {
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

function baseFault(text: string): string | null {
  return text.includes('?') ? 'must not contain a query; remove ? and what follows' : null;
}
