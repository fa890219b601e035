/** The headers of every answer to an application, and what pages of other origins are told beforehand. */

import type { ServerResponse } from 'node:http';

/**
 * Pages of every origin may ask: an application is on an origin that GoGreen does not know. Nothing that a browser adds by
 * itself counts as a credential here, so a page without a key learns nothing.
 */
const ALLOWED_HEADERS =
  'Authorization, X-API-Key, Content-Type, If-None-Match, Last-Event-ID, X-GoGreen-Min-Version, *';
const EXPOSED_HEADERS = 'ETag, Retry-After';
const PREFLIGHT_SECONDS = '7200';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function createResponseHeaders(publicUrl: string) {
  const always = Object.entries({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${YEAR_SECONDS}` } : {}),
  });
  return {
    /** Before anything else is written. A route may replace them. */
    addTo(response: ServerResponse): void {
      for (const [name, value] of always) response.setHeader(name, value);
    },
    answerPreflight(response: ServerResponse, methods: readonly string[]): void {
      response.writeHead(204, {
        'Access-Control-Allow-Methods': methods.join(', '),
        'Access-Control-Allow-Headers': ALLOWED_HEADERS,
        'Access-Control-Max-Age': PREFLIGHT_SECONDS,
        Allow: methods.join(', '),
      });
      response.end();
    },
  };
}
