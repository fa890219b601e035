import type { ServerResponse } from 'node:http';

/** Sends JSON that is written already. */
export function sendJson(response: ServerResponse, json: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(json),
    ...headers,
  });
  // As text: Node writes it together with the head.
  response.end(json);
}
