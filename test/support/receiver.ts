import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ReceivedRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Names and values as on the wire, one after the other. */
  rawHeaders: string[];
  /** The bytes, for signatures. */
  body: Buffer;
  /** The sender's port: the same for requests on the same connection. */
  remotePort: number | undefined;
  receivedAt: Date;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

export interface Receiver extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** In the order in which their bodies were complete. */
  readonly requests: ReceivedRequest[];
  /** What the next requests are answered with; 200 and an empty body until it is called. */
  answer(answer: Answer | ((request: ReceivedRequest) => Answer | Promise<Answer>)): void;
  /** The next answers are 200, after these interim ones, such as `100 Continue`. */
  interim(statusLines: string[]): void;
  /** The next requests are read but never answered. */
  hang(): void;
  /** The next connections are reset as soon as their request is read. */
  reset(): void;
  /** The next answers begin with status 200 and then send a byte every few milliseconds, without an end. */
  drip(): void;
  /** Resolves with the requests once there are so many, or once the predicate holds of them. */
  waitFor(condition: number | ((requests: ReceivedRequest[]) => boolean)): Promise<ReceivedRequest[]>;
  /** Breaks off what is open. */
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port that keeps what it receives and whose answer can be changed at any time. */
export async function startReceiver(tls?: { key: string; cert: string }): Promise<Receiver> {
  type Respond = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;
  const answerWith =
    (answer: Answer): Respond =>
    (_request, response) => {
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    };

  let respond: Respond = answerWith({});
  const requests: ReceivedRequest[] = [];
  const waiting = new Set<() => void>();

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    // A sender that gives up in mid-body is not a request that arrived.
    const body = await buffer(incoming).catch(() => null);
    if (body === null) return;
    const { method = '', url: path = '', headers, rawHeaders } = incoming;
    const { remotePort } = incoming.socket;
    const request = { method, path, headers, rawHeaders, body, remotePort, receivedAt: new Date() };
    requests.push(request);
    for (const look of waiting) look();
    await respond(request, response);
  }
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    answer(answer) {
      respond =
        typeof answer === 'function'
          ? async (request, response) => answerWith(await answer(request))(request, response)
          : answerWith(answer);
    },
    interim(statusLines) {
      respond = (_request, response) => {
        for (const line of statusLines) response.socket?.write(`HTTP/1.1 ${line}\r\n\r\n`);
        response.end();
      };
    },
    hang() {
      respond = () => {};
    },
    reset() {
      respond = (_request, response) => {
        response.socket?.resetAndDestroy();
      };
    },
    drip() {
      respond = (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        const timer = setInterval(() => response.write('.'), 5);
        response.on('close', () => clearInterval(timer));
      };
    },
    waitFor(condition) {
      const isMet =
        typeof condition === 'number' ? () => requests.length >= condition : () => condition(requests);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`Waited ${PATIENCE_MS / 1000} s in vain; ${requests.length} requests have arrived.`),
          );
        }, PATIENCE_MS);
        const look = () => {
          if (!isMet()) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(requests);
        };
        waiting.add(look);
        look();
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** When a test has waited this long for requests, they are not coming. */
const PATIENCE_MS = 20_000;
