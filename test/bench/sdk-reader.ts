/** An SDK with a stream on a connection of its own: keeps the compiled ruleset up to date, and nothing besides. */

import { type ClientRequest, request } from 'node:http';
import { type CompiledRuleset, compile, parseRuleset, parseRulesetChanges } from 'gogreen-engine';
import { TOKEN } from '#test/bench/product.ts';

export interface SdkReader {
  /** Undefined before the first event. */
  compiled(): CompiledRuleset | undefined;
  close(): void;
}

interface Options {
  port: number;
  /** `<project>/<environment>`. */
  environment: string;
  /** What it has before it connects. */
  start?: CompiledRuleset;
  /** Called when an event was applied, with its text. */
  onApplied: (event: string) => void;
  /** Called when the connection ends, or an event does not fit. */
  onLost: (why: string) => void;
}

export function openSdkReader({ port, environment, start, onApplied, onLost }: Options): SdkReader {
  let compiled = start;
  let text = '';
  const lastEventId = start && `${start.ruleset.epoch}.${start.ruleset.version}`;
  const sent: ClientRequest = request({
    port,
    host: '127.0.0.1',
    path: `/sdk/v1/stream${environment ? `?environment=${environment}` : ''}`,
    agent: false,
    headers: { authorization: `Bearer ${TOKEN}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
  });
  sent.on('error', (error) => onLost(String(error)));
  sent.on('response', (response) => {
    if (response.statusCode !== 200) onLost(`status ${response.statusCode}`);
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) take(event);
    });
    response.on('close', () => onLost('the stream broke off'));
    response.on('error', () => undefined);
  });
  sent.end();

  function take(event: string): void {
    const [, name, json = ''] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? [];
    if (name === undefined) return;
    const next =
      name === 'ruleset'
        ? compile(parseRuleset(JSON.parse(json)))
        : compiled?.apply(parseRulesetChanges(JSON.parse(json)));
    if (!next) {
      onLost('changes that do not fit');
      return;
    }
    compiled = next;
    onApplied(event);
  }
  return {
    compiled: () => compiled,
    close() {
      sent.removeAllListeners('error').on('error', () => undefined);
      sent.destroy();
    },
  };
}
