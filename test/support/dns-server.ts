import { createSocket } from 'node:dgram';
import { type Answer, decode, encode } from 'dns-packet';

export interface DnsServer extends AsyncDisposable {
  /** As `NameSources.servers` has it. */
  readonly address: string;
  /** The questions that came, such as "A hooks.test", in their order. */
  readonly questions: string[];
  /** The names that exist, with their addresses. Others do not exist. */
  readonly names: Map<string, string[]>;
  /** Questions for which it is true are never answered, as by a server that is away or hostile. */
  ignores(question: string): boolean;
}

/** A real name server on a free loopback port. */
export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const server: DnsServer = {
    address: `127.0.0.1:${socket.address().port}`,
    questions: [],
    names: new Map(),
    ignores: () => false,
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (message, { port, address }) => {
    const { id, questions = [] } = decode(message);
    const [question] = questions;
    if (!question) return;
    const { type, name } = question;
    const asked = `${type} ${name}`;
    server.questions.push(asked);
    if (server.ignores(asked)) return;
    const known = server.names.get(name);
    const answers = (known ?? [])
      .filter((each) => each.includes(':') === (type === 'AAAA'))
      .map((data) => ({ type, name, ttl: 60, data }) as Answer);
    const NXDOMAIN = 3;
    const reply = { type: 'response', id, questions, answers, flags: known ? 0 : NXDOMAIN } as const;
    socket.send(encode(reply), port, address);
  });
  return server;
}

const preload = new URL('./name-server.ts', import.meta.url).href;

/** What a process of the product is started with so that it looks names up there. */
export function settingsFor({ address }: DnsServer): Record<string, string> {
  return { TEST_NAME_SERVER: address, NODE_OPTIONS: `--import=${preload}` };
}
