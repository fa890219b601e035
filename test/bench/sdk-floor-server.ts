/**
 * The least that a server of rulesets can do: it answers with bytes that it was given, and what is POSTed goes to every open
 * stream. A process of its own, as the product is. Argument: the port to listen on.
 */

import { createServer, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

const streams = new Set<ServerResponse>();
/** By path. */
const stored = new Map<string, Buffer>();

const server = createServer(async (request, response) => {
  const { method, url = '' } = request;
  if (method === 'PUT') {
    stored.set(url, await buffer(request));
    response.writeHead(204).end();
  } else if (method === 'POST') {
    const message = await buffer(request);
    // The answer first, as the product's change is answered for before everybody has it.
    response.writeHead(204).end();
    for (const stream of streams) stream.write(message);
  } else if (url === '/sdk/v1/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(stored.get(url) ?? '');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  } else {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(stored.get(url));
  }
});
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
