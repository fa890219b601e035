import { z } from 'zod';
import { otherProductFault } from '../../contract/base-url.ts';
import { httpUrlFault } from '../../contract/http-url.ts';

const MAX_URL_LENGTH = 1_000;

/** Where Atlassian's own APIs are, those for the feature-flag panel and for tokens with scopes, when nothing else is set. */
export const ATLASSIAN_API = 'https://api.atlassian.com';

/** The address of a Jira Cloud site, as people see it in their browser: `https://acme.atlassian.net`. */
export const siteUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const fault = httpUrlFault(text) ?? siteUrlFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** What Atlassian's API calls a site. Empty means none: a field that was given once can be emptied again. */
export const cloudId = z
  .string()
  .regex(
    /^[\w-]{0,100}$/,
    'must be the cloud id alone, as /_edge/tenant_info of the site shows it, such as 11223344-a1b2-3b33-c444-def123456789',
  );

function siteUrlFault(text: string): string | null {
  const url = new URL(text);
  if (text.includes('?')) return 'must not contain a query; remove ? and what follows';
  const elsewhere = otherProductFault(url, 'Jira');
  if (elsewhere !== null) return elsewhere;
  if (/(^|\.)atlassian\.com$/.test(url.hostname)) {
    const id = /^\/ex\/jira\/([\w-]+)/.exec(url.pathname)?.[1];
    return `is an address of Atlassian, not of your site; the site is what the browser shows in Jira, such as https://acme.atlassian.net. ${id ? `Give ${id} as cloudId` : 'For an API token with scopes, give cloudId'} as well`;
  }
  return /\/(rest|browse|jira|wiki|projects|issues)(\/|$)/.test(url.pathname)
    ? 'must end before the path of a page or of the API, such as https://acme.atlassian.net'
    : null;
}
