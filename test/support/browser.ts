/** Requests as a browser sends them, with its headers and its cookie: fetch of Node.js adds neither. */

import { once } from 'node:events';
import type { ExecutionResult } from 'graphql';
import { WebSocket } from 'ws';
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
  { token, code }: { token?: string; code?: string },
  headers: PageHeaders = ourPage,
): Promise<string> {
  const response = await postSession(gogreen, code === undefined ? { token } : { code }, headers);
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

export interface PageSocket {
  /** Every message of the server, as JSON text. */
  messages: string[];
  /** The code that it was closed with. */
  closed: Promise<number>;
  subscribe(query: string): void;
  close(): void;
}

/** A WebSocket as a page opens one: the browser adds the cookie and the origin of the page, whichever page it is. */
export async function openPageSocket(
  { url }: Pick<TestApp, 'url'>,
  cookie: string,
  { origin = ourPage.origin, params }: { origin?: string; params?: object } = {},
): Promise<PageSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie, origin },
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  const messages: string[] = [];
  socket.on('message', (data) => messages.push(String(data)));
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const answered = once(socket, 'message');
  send({ type: 'connection_init', ...(params ? { payload: params } : {}) });
  await Promise.race([answered, closed]);
  return {
    messages,
    closed,
    subscribe: (query) => send({ type: 'subscribe', id: query, payload: { query } }),
    close: () => socket.terminate(),
  };
}
