import { z } from 'zod';
import { otherProductIssue } from '../../contract/base-url.ts';
import { httpUrlIssue } from '../../contract/http-url.ts';

const MAX_URL_LENGTH = 1_000;

/** The default base URL of Atlassian's API, for the feature-flag panel and for tokens with scopes. */
export const ATLASSIAN_API = 'https://api.atlassian.com';

/** The URL of a Jira Cloud site, as the browser shows it: `https://acme.atlassian.net`. */
export const siteUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const issue = httpUrlIssue(text) ?? siteUrlIssue(text);
    if (issue !== null) context.addIssue({ code: 'custom', message: issue });
  })
  .meta({ format: 'uri' });

/** The id of a site in Atlassian's API. Empty means none: a field that was set can be emptied again. */
export const cloudId = z
  .string()
  .regex(
    /^[\w-]{0,100}$/,
    'must be the cloud id alone, as /_edge/tenant_info of the site shows it, such as 11223344-a1b2-3b33-c444-def123456789',
  );

function siteUrlIssue(text: string): string | null {
  const url = new URL(text);
  if (text.includes('?')) return 'must not contain a query; remove the ? and everything after it';
  const elsewhere = otherProductIssue(url, 'Jira');
  if (elsewhere !== null) return elsewhere;
  if (/(^|\.)atlassian\.com$/.test(url.hostname)) {
    const id = /^\/ex\/jira\/([\w-]+)/.exec(url.pathname)?.[1];
    return `is an address of Atlassian, not of your site; the site is what the browser shows in Jira, such as https://acme.atlassian.net. ${id ? `Set cloudId to ${id} as well` : 'For an API token with scopes, set cloudId as well'}`;
  }
  return /\/(rest|browse|jira|wiki|projects|issues)(\/|$)/.test(url.pathname)
    ? 'must end before the path of a page or of the API, such as https://acme.atlassian.net'
    : null;
}
