/** Requests as a browser sends them, with its headers and its cookie: fetch of Node.js adds neither. */

import type { ExecutionResult } from 'graphql';
import type { TestApp } from '#test/support/app.ts';

/** The headers of a page of ours. */
export const ourPage = { 'sec-fetch-site': 'same-origin', origin: 'https://gogreen.test' };

export type PageHeaders = Record<string, string>;

/** `POST /session`, from a page of ours unless the headers say otherwise. */
export function postSession(
  { url }: Pick<TestApp, 'url'>,
  body: object | string,
  headers: PageHeaders = ourPage,
): Promise<Response> {
  return fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Signs in. Returns the header `Cookie` that the browser sends from then on. */
export async function signIn(
  gogreen: Pick<TestApp, 'url'>,
  body: { token: string } | { code: string },
  headers: PageHeaders = ourPage,
): Promise<string> {
  const response = await postSession(gogreen, body, headers);
  if (response.status !== 204) throw new Error(`${response.status}: ${await response.text()}`);
  return cookieOf(response);
}

export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Sends an operation with the cookie, from a page of ours unless the headers say otherwise. */
export async function askAs(
  { url }: Pick<TestApp, 'url'>,
  cookie: string,
  query: string,
  { headers = ourPage, variables }: { headers?: PageHeaders; variables?: object } = {},
): Promise<{ status: number } & ExecutionResult<Record<string, unknown>>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return {
    status: response.status,
    ...((await response.json()) as ExecutionResult<Record<string, unknown>>),
  };
}
