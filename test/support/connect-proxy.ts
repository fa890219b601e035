import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Asked {
  /** `address:port`, as it was asked for. */
  authority: string;
  authorization: string | undefined;
}

export interface ConnectProxy extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, or https. */
  readonly url: string;
  /** The same with the user and password that it wants. */
  readonly urlWithCredentials: string;
  /** Every tunnel that was asked for. */
  readonly asked: Asked[];
  /** Whatever was asked other than CONNECT. */
  readonly others: string[];
  /** The next requests for these authorities (all, when there are none) are answered with this status, and not connected. */
  refuse(status: number, ...authorities: string[]): void;
  /** The next requests get no answer. */
  hang(): void;
  /** The next connections are broken off as soon as they have asked. */
  reset(): void;
  /** Breaks off all that is open, tunnels included, and listens no more. */
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  tls?: { key: string; cert: string };
  /** `user:password`, asked of everybody. */
  credentials?: string;
}

/** A real forward proxy on a free loopback port: it makes tunnels, and keeps what it was asked for. */
export async function startConnectProxy({
  tls,
  credentials,
}: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const asked: Asked[] = [];
  const others: string[] = [];
  const open = new Set<Duplex>();
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  let refusal: { status: number; authorities: string[] } | null = null;
  let manner: 'connect' | 'hang' | 'reset' = 'connect';

  function statusFor({ authority, authorization }: Asked): number {
    if (wanted && authorization !== wanted) return 407;
    if (!refusal) return 200;
    const { status, authorities } = refusal;
    return authorities.length === 0 || authorities.includes(authority) ? status : 200;
  }

  const server = tls ? createTlsServer(tls) : createServer();
  server.on('connection', keep).on('secureConnection', keep);
  server.on('request', (request, response) => {
    others.push(`${request.method} ${request.url}`);
    response.writeHead(405).end();
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const authority = request.url ?? '';
    const one = { authority, authorization: request.headers['proxy-authorization'] };
    asked.push(one);
    if (manner === 'hang') return;
    if (manner === 'reset') return void socket.destroy();
    const status = statusFor(one);
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\nX-Proxy: inner-detail\r\n\r\n`);
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(authority) ?? [];
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    keep(target);
    target.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });

  function keep(socket: Socket | Duplex): void {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const scheme = tls ? 'https' : 'http';

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  }

  return {
    url: `${scheme}://${address}`,
    urlWithCredentials: `${scheme}://${credentials ? `${credentials}@` : ''}${address}`,
    asked,
    others,
    refuse(status, ...authorities) {
      refusal = { status, authorities };
    },
    hang() {
      manner = 'hang';
    },
    reset() {
      manner = 'reset';
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
