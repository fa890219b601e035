/**
 * A server that speaks the protocol of GoGreen's SDKs over real HTTP, and breaks it as a test wants: streams that are cut,
 * fall silent or send nonsense, and every status. What the real one does is tested with the real one.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Context,
  compile,
  type FlagRules,
  type JsonValue,
  type Ruleset,
  toOpenFeature,
} from 'gogreen-engine';
import { compilePattern } from 'gogreen-engine/patterns';
import { onTestFinished } from 'vitest';

const PING_EVERY_MS = 40;
const SLOW_PIECES = 8;

export interface FakeRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** When it arrived, by `performance.now()`. */
  at: number;
}

/**
 * What a request is answered with instead of flags: a status, `silence` for a stream without a byte, or `slow` for the ruleset in
 * pieces, with a pause of `everyMs` before each.
 */
export interface Trouble {
  status: number | 'silence' | 'slow';
  everyMs?: number;
  headers?: Record<string, string>;
  body?: string;
}

interface Stream {
  response: ServerResponse;
  /** The context that it is for; null for a ruleset. */
  context: Context | null;
}

/** A flag of booleans, on, that serves the variation to everybody. */
export function flag(variation: 'yes' | 'no', more: Partial<FlagRules> = {}): FlagRules {
  return {
    kind: 'BOOLEAN',
    on: true,
    rules: [],
    fallthrough: { variation },
    off: 'no',
    variations: [
      { key: 'yes', value: true },
      { key: 'no', value: false },
    ],
    ...more,
  };
}

/** A flag that serves its only value. */
export function flagOf(kind: FlagRules['kind'], value: JsonValue): FlagRules {
  return {
    kind,
    on: true,
    rules: [],
    fallthrough: { variation: 'a' },
    off: 'a',
    variations: [{ key: 'a', value }],
  };
}

export class FakeGoGreen {
  readonly requests: FakeRequest[] = [];
  /** Bodies of `POST /sdk/v1/usage`. */
  readonly batches: Record<string, unknown>[] = [];
  /** By path; `stream` for all streams, `*` for everything. */
  readonly troubles = new Map<string, Trouble>();
  ruleset: Ruleset;
  url = '';
  #changedAt = new Map<string, number>();
  readonly #streams = new Set<Stream>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #pings: ReturnType<typeof setInterval> | undefined;

  constructor(flags: Record<string, FlagRules>) {
    this.ruleset = {
      format: 1,
      project: 'demo',
      environment: 'production',
      version: 1,
      epoch: 'one',
      targetingKey: 'targetingKey',
      flags,
    };
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** Listens at a port; 0 for any. */
  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.#pings = setInterval(() => this.send(': ping\n\n'), PING_EVERY_MS);
  }

  /** Stops like a process that crashes. */
  async stop(): Promise<void> {
    clearInterval(this.#pings);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Another version, sent to all streams unless it is `unseen`. null: the flag is deleted. */
  change(flags: Record<string, FlagRules | null>, { unseen = false } = {}): void {
    const from = this.ruleset.version;
    const merged = Object.entries({ ...this.ruleset.flags, ...flags }).filter(([, rules]) => rules !== null);
    this.ruleset = {
      ...this.ruleset,
      version: from + 1,
      flags: Object.fromEntries(merged) as Ruleset['flags'],
    };
    for (const key of Object.keys(flags)) this.#changedAt.set(key, from + 1);
    if (!unseen)
      for (const stream of this.#streams) stream.response.write(this.#changes(stream.context, from));
  }

  /** As after a restored backup. */
  changeEpoch(epoch: string, flags: Record<string, FlagRules>): void {
    this.ruleset = { ...this.ruleset, epoch, version: 1, flags };
    this.#changedAt.clear();
  }

  /** Text to all streams. */
  send(message: string): void {
    for (const { response } of this.#streams) response.write(message);
  }

  /** Breaks all streams. */
  cut(): void {
    for (const { response } of this.#streams) response.destroy();
  }

  /** Streams stay open and send nothing more. */
  fallSilent(): void {
    clearInterval(this.#pings);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const { method = '', headers } = request;
    // Pages of tests come from elsewhere.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type, last-event-id, if-none-match',
    );
    if (method === 'OPTIONS') return void response.end();
    const body = await text(request);
    this.requests.push({ method, path, headers, body, at: performance.now() });
    const isStream = headers.accept === 'text/event-stream';
    const trouble =
      this.troubles.get(path) ??
      (isStream ? this.troubles.get('stream') : undefined) ??
      this.troubles.get('*');
    if (trouble) return this.#break(response, trouble);
    if (path === '/sdk/v1/stream') return this.#open(response, headers, null);
    if (path === '/sdk/v1/ruleset') return this.#sendRuleset(response, headers);
    if (path === '/sdk/v1/usage') return this.#takeUsage(response, body);
    const { context } = JSON.parse(body) as { context: Context };
    if (isStream) return this.#open(response, headers, context);
    response.setHeader('content-type', 'application/json');
    response.end(this.#values(context));
  }

  #break(response: ServerResponse, { status, headers = {}, body, everyMs }: Trouble): void {
    if (status === 'slow') return void this.#sendSlowly(response, everyMs ?? 0);
    if (status === 'silence')
      return void response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body ?? JSON.stringify({ error: { code: 'X', message: `This is the trouble ${status}.` } }));
  }

  async #sendSlowly(response: ServerResponse, everyMs: number): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    const whole = JSON.stringify(this.ruleset);
    const length = Math.ceil(whole.length / SLOW_PIECES);
    for (let at = 0; at < whole.length; at += length) {
      await pause(everyMs);
      response.write(whole.slice(at, at + length));
    }
    response.end();
  }

  #open(response: ServerResponse, headers: IncomingMessage['headers'], context: Context | null): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
    const { epoch, version } = this.ruleset;
    const [known, at] = (headers['last-event-id'] as string | undefined)?.split('.') ?? [];
    if (known !== epoch) response.write(this.#whole(context));
    else if (Number(at) < version) response.write(this.#changes(context, Number(at)));
    const stream = { response, context };
    this.#streams.add(stream);
    response.on('close', () => this.#streams.delete(stream));
  }

  #sendRuleset(response: ServerResponse, headers: IncomingMessage['headers']): void {
    const etag = `"${this.ruleset.epoch}.${this.ruleset.version}"`;
    response.setHeader('etag', etag);
    response.setHeader('content-type', 'application/json');
    if (headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.end(JSON.stringify(this.ruleset));
  }

  #takeUsage(response: ServerResponse, body: string): void {
    this.batches.push(JSON.parse(body));
    response.setHeader('content-type', 'application/json');
    response.end('{"accepted":1,"skipped":[]}');
  }

  #whole(context: Context | null): string {
    return context
      ? this.#event('values', this.#values(context))
      : this.#event('ruleset', JSON.stringify(this.ruleset));
  }

  #changes(context: Context | null, from: number): string {
    const { epoch, version, flags } = this.ruleset;
    const keys = [...this.#changedAt].filter(([, at]) => at > from).map(([key]) => key);
    const answers = context ? this.#answers(context) : flags;
    const changed = Object.fromEntries(keys.map((key) => [key, answers[key] ?? null]));
    return this.#event('changes', JSON.stringify({ epoch, from, to: version, flags: changed }));
  }

  #event(name: string, data: string): string {
    return `id: ${this.ruleset.epoch}.${this.ruleset.version}\nevent: ${name}\ndata: ${data}\n\n`;
  }

  #values(context: Context): string {
    const { epoch, version } = this.ruleset;
    return JSON.stringify({ epoch, version, flags: this.#answers(context) });
  }

  #answers(context: Context): Record<string, object> {
    const all = compile(this.ruleset, { compilePattern }).all(context);
    return Object.fromEntries(
      [...all].map(([key, answer]) => [key, 'errorCode' in answer ? answer : toOpenFeature(answer)]),
    );
  }
}

/** Listens until the test is over. */
export async function startFakeGoGreen(
  flags: Record<string, FlagRules> = { f: flag('yes') },
): Promise<FakeGoGreen> {
  const fake = new FakeGoGreen(flags);
  await fake.listen();
  onTestFinished(() => fake.stop());
  return fake;
}

/** Times for tests: everything happens within a second. */
export const quickTiming = {
  minRetryMs: 5,
  maxRetryMs: 30,
  silenceMs: 250,
  pollMs: 40,
  errorAfterMs: 60_000,
  usageMs: 60_000,
};
