import { ClientError } from '../client-error.ts';
import { BackOff } from './back-off.ts';
import { checkResponse } from './check-response.ts';
import type { Feed, Taken } from './feed.ts';
import { Poll } from './poll.ts';
import { readStream } from './read-stream.ts';
import { readText } from './read-text.ts';
import { pause, type SilenceTimer, startSilenceTimer } from './timers.ts';
import type { Timing } from './timing.ts';

/** This many streams in a row that brought nothing: the state is also asked for at intervals. */
const FAILURES_BEFORE_POLLING = 3;

export interface ConnectionOptions {
  /** Where GoGreen is, with its base path, without a slash at the end. */
  url: string;
  key: string;
  fetch: typeof fetch;
  timing: Timing;
}

/** What a connection tells its client. */
export interface ConnectionListener {
  /** The server sends what follows on the position of the feed, if there is anything. */
  onOpened(): void;
  /** The feed is current as of this moment, with what it just took; null: nothing. */
  onAlive(taken: Taken | null): void;
  /** The feed may be out of date from here on. An error that `isFinal` was the last attempt. */
  onLost(error: ClientError): void;
}

/**
 * Keeps a feed current: opens its stream, and opens it again after pauses when it was lost. While streams bring nothing, as
 * behind a proxy that holds them back, it also asks for the state every 30 seconds.
 */
export class Connection {
  readonly #feed: Feed;
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  #current: AbortController | null = null;
  #endPause = () => {};

  constructor(feed: Feed, options: ConnectionOptions, listener: ConnectionListener) {
    this.#feed = feed;
    this.#options = options;
    this.#listener = listener;
  }

  /** Opens the stream; another one, at once, when one is open. */
  open(): void {
    this.close();
    const attempt = new AbortController();
    this.#current = attempt;
    void this.#keepOpen(attempt.signal);
  }

  /** Ends the present pause, such as when the device is online again. */
  retryNow(): void {
    this.#endPause();
  }

  close(): void {
    this.#current?.abort();
    this.#current = null;
  }

  async #keepOpen(signal: AbortSignal): Promise<void> {
    const { timing } = this.#options;
    const backOff = new BackOff(timing);
    const poll = new Poll(timing.pollMs, () => this.#readState(signal));
    signal.addEventListener('abort', () => poll.stop());
    for (let failures = 0; !signal.aborted; ) {
      const openedAt = Date.now();
      const error = await this.#followStream(signal, () => {
        failures = 0;
        poll.stop();
      });
      if (signal.aborted) return;
      failures++;
      if (error.isFinal) poll.stop();
      if (error.isFinal || !poll.works) this.#listener.onLost(error);
      if (error.isFinal) return;
      const retryAfterMs = error.retryAfterMs ?? 0;
      if (failures >= FAILURES_BEFORE_POLLING) poll.start(retryAfterMs);
      await this.#pause(Math.max(backOff.next(Date.now() - openedAt), retryAfterMs), signal);
    }
  }

  /** Reads one stream to its end. Returns why it ended. */
  async #followStream(signal: AbortSignal, onSignOfLife: () => void): Promise<ClientError> {
    const attempt = new AbortController();
    const abort = () => attempt.abort(signal.reason);
    signal.addEventListener('abort', abort);
    const silence = this.#endAfterSilence(attempt);
    const onBytes = () => silence.restart();
    try {
      if (this.#feed.isLarge && this.#feed.position() === null)
        this.#listener.onAlive(await this.#fetchWhole(attempt.signal, onBytes));
      const response = await this.#send('stream', attempt.signal);
      const type = response.headers.get('content-type') ?? 'none';
      if (!response.body || !type.startsWith('text/event-stream'))
        throw new ClientError(
          'UNAVAILABLE',
          `GoGreen answered with content type ${type} instead of a stream.`,
        );
      // A stream that goes on from where we are brings nothing until something changes, or the next ping.
      if (this.#feed.position() !== null) this.#listener.onOpened();
      for await (const item of readStream(response.body, onBytes)) {
        if (signal.aborted) break;
        const taken = item === 'ping' ? null : await this.#take(item, attempt.signal, onBytes);
        if (signal.aborted) break;
        onSignOfLife();
        this.#listener.onAlive(taken);
      }
      return new ClientError('UNAVAILABLE', 'GoGreen ended the stream.');
    } catch (error) {
      return asClientError(attempt.signal.aborted ? attempt.signal.reason : error);
    } finally {
      silence.stop();
      signal.removeEventListener('abort', abort);
      attempt.abort();
    }
  }

  async #take(
    { event, data }: { event?: string | undefined; data: string },
    signal: AbortSignal,
    onBytes: () => void,
  ): Promise<Taken | null> {
    if (event === this.#feed.wholeEvent) return await this.#feed.takeWhole(data);
    // Of a later version of the protocol.
    if (event !== 'changes') return null;
    return (await this.#feed.takeChanges(data)) ?? (await this.#fetchWhole(signal, onBytes));
  }

  /** What follows on another state than ours: the whole one is asked for, while the stream waits. */
  async #fetchWhole(signal: AbortSignal, onBytes: () => void): Promise<Taken> {
    const response = await this.#send('state', signal);
    const text = await readText(response, onBytes);
    // It may be the state of a context that is no longer the present one.
    signal.throwIfAborted();
    const taken = await this.#feed.takeWhole(text);
    signal.throwIfAborted();
    return taken;
  }

  /** One poll. Returns when the next one may be. */
  async #readState(signal: AbortSignal): Promise<{ works: boolean; retryAfterMs: number }> {
    const silent = new AbortController();
    const silence = this.#endAfterSilence(silent);
    const attempt = AbortSignal.any([signal, silent.signal]);
    try {
      const response = await this.#send('state', attempt, { conditional: true });
      const text = await readText(response, () => silence.restart());
      attempt.throwIfAborted();
      const taken = response.status === 304 ? null : await this.#feed.takeWhole(text);
      if (signal.aborted) return { works: false, retryAfterMs: 0 };
      this.#listener.onAlive(taken);
      return { works: true, retryAfterMs: 0 };
    } catch (error) {
      const trouble = asClientError(error);
      if (!signal.aborted) this.#listener.onLost(trouble);
      // What is final ends the polling; the stream finds out as well, and ends too.
      return {
        works: false,
        retryAfterMs: trouble.isFinal ? Number.POSITIVE_INFINITY : (trouble.retryAfterMs ?? 0),
      };
    } finally {
      silence.stop();
    }
  }

  #endAfterSilence(attempt: AbortController): SilenceTimer {
    const { silenceMs } = this.#options.timing;
    const reason = new ClientError('UNAVAILABLE', `Nothing arrived from GoGreen for ${silenceMs} ms.`);
    return startSilenceTimer(() => attempt.abort(reason), silenceMs);
  }

  /** `conditional`: the answer is 304 when it would be what the feed has. */
  async #send(of: 'state' | 'stream', signal: AbortSignal, { conditional = false } = {}): Promise<Response> {
    const { path, method, body } = this.#feed.request(of);
    const position = this.#feed.position();
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#options.key}`,
      accept: of === 'stream' ? 'text/event-stream' : 'application/json',
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (position !== null && of === 'stream') headers['last-event-id'] = position;
    if (position !== null && conditional) headers['if-none-match'] = `"${position}"`;
    const { fetch: send, url } = this.#options;
    const response = await send(`${url}${path}`, {
      method,
      headers,
      signal,
      ...(body === undefined ? {} : { body }),
    });
    await checkResponse(response, { sentContext: body !== undefined });
    return response;
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    const early = new AbortController();
    const stop = () => early.abort();
    this.#endPause = stop;
    signal.addEventListener('abort', stop);
    return pause(ms, early.signal).finally(() => signal.removeEventListener('abort', stop));
  }
}

function asClientError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ClientError('UNAVAILABLE', `GoGreen cannot be reached: ${message}`, { cause: error });
}
