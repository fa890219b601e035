import type { ServerResponse } from 'node:http';

/** Sends JSON that is written already. */
export function sendJson(response: ServerResponse, json: string, headers: Record<string, string> = {}): void {
  const body = Buffer.from(json);
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    ...headers,
  });
  response.end(body);
}
