/**
 * The least that a server of subscriptions can do: what is POSTed goes to every WebSocket. A process of its own, as the
 * product is. Argument: the port to listen on.
 */

import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

const server = createServer(async (request, response) => {
  const message = await buffer(request);
  // The answer first, as the product's change is answered for before everybody has it.
  response.writeHead(200).end();
  if (request.method !== 'POST') return;
  for (const client of sockets.clients) client.send(message, { binary: false });
});
const sockets = new WebSocketServer({ server });
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
