/** A receiver of webhooks that writes down what it got and what it answered. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { findQuietPort } from '#test/faults/quiet-port.ts';

/** A request as it arrived. Times are milliseconds since 1970. */
export interface EndpointRequest {
  webhookId: string;
  receivedAt: number;
  /** Null as long as it is not answered, which may be for ever. */
  status: number | null;
  answeredAt: number | null;
}

/** Whatever an endpoint does with a request once it has all of it. */
export type Behaviour = (exchange: Exchange) => void;

export interface Exchange {
  request: EndpointRequest;
  response: ServerResponse;
}

export interface Endpoint {
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: EndpointRequest[];
  /** From now on. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function startEndpoint(
  behaviour: Behaviour,
  tls?: { key: string; cert: string },
): Promise<Endpoint> {
  let current = behaviour;
  const requests: EndpointRequest[] = [];
  const handle = (incoming: IncomingMessage, response: ServerResponse) => {
    incoming.resume();
    response.on('error', () => undefined);
    incoming.on('end', () => {
      const webhookId = String(incoming.headers['webhook-id'] ?? '');
      const request = { webhookId, receivedAt: Date.now(), status: null, answeredAt: null };
      requests.push(request);
      current({ request, response });
    });
  };
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  const port = await findQuietPort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/`,
    requests,
    behave(behaviour) {
      current = behaviour;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with a status and, unless the sender has gone, writes down that it did. */
export function answer({ request, response }: Exchange, status: number, headers = {}): void {
  if (response.destroyed || response.socket?.destroyed !== false) return;
  response.writeHead(status, headers).end();
  noteAnswer(request, status);
}

export function noteAnswer(request: EndpointRequest, status: number): void {
  request.status = status;
  request.answeredAt = Date.now();
}
