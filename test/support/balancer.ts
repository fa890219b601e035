/** A load balancer for TCP: each connection goes to the first of the ports that accepts it. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export async function startBalancer(ports: number[]): Promise<{ url: string; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((client) => void forward(client));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function forward(client: Socket): Promise<void> {
    open.add(client);
    client.on('error', () => client.destroy());
    client.once('close', () => open.delete(client));
    for (const port of ports) {
      const backend = await reach(port);
      if (!backend) continue;
      backend.on('error', () => client.destroy());
      client.once('close', () => backend.destroy());
      backend.pipe(client);
      client.pipe(backend);
      return;
    }
    client.destroy();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Null when nothing listens there. */
async function reach(port: number): Promise<Socket | null> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}
