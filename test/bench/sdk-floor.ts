/** The floor of SDKs: the same bytes over HTTP to as many of them, without GoGreen. */

import { Pool } from 'undici';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { startChild } from '#test/bench/child.ts';
import { untilReady } from '#test/bench/until-ready.ts';

export interface SdkFloor extends AsyncDisposable {
  port: number;
  /** What it answers with at a path. */
  put(path: string, bytes: Buffer | string): Promise<void>;
  /** Resolves when the server has taken the message. */
  broadcast(message: string): Promise<void>;
}

export async function startSdkFloor(): Promise<SdkFloor> {
  const port = await findFreePort();
  const child = startChild('test/bench/sdk-floor-server.ts', {}, [], [String(port)]);
  const http = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  await Promise.race([untilReady(http), child.failed]);
  const send = async (method: 'PUT' | 'POST', path: string, body: Buffer | string) => {
    const response = await http.request({ method, path, body });
    await response.body.dump();
  };
  return {
    port,
    put: (path, bytes) => send('PUT', path, bytes),
    broadcast: (message) => send('POST', '/', message),
    async [Symbol.asyncDispose]() {
      await http.destroy();
      await child[Symbol.asyncDispose]();
    },
  };
}
