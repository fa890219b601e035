import { createServer, type Socket } from 'node:net';
import { findQuietPort } from '#test/faults/quiet-port.ts';

export interface RawEndpoint {
  url: string;
  close(): Promise<void>;
}

/** Answers whatever comes with the same bytes, which need not be HTTP. */
export async function startRawEndpoint(bytes: string): Promise<RawEndpoint> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.once('data', () => socket.end(bytes));
  });
  const port = await findQuietPort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
