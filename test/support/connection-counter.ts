import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface ConnectionCounter extends AsyncDisposable {
  readonly port: number;
  /** Where each connection came in. */
  readonly connections: string[];
  close(): Promise<void>;
}

/** Listens on all addresses of this machine, of both families where it has them, and answers nothing. */
export async function startConnectionCounter(): Promise<ConnectionCounter> {
  const connections: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections.push(socket.localAddress ?? '');
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, resolve);
  });
  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  }
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    close,
    [Symbol.asyncDispose]: close,
  };
}
