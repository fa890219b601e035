/** A ruleset as bytes: made once for each version, for everybody who reads all of it. */

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { CompiledRuleset } from 'gogreen-engine';
import { EVENT_END, eventStart } from './streams/event-text.ts';

export type Encoding = 'br' | 'gzip';

export interface WholeRuleset {
  /** JSON. */
  body: Buffer;
  /** The same as an event of a stream. */
  event: Buffer;
  compressed(encoding: Encoding): Promise<Buffer>;
}

/** As good as gzip at its best, in a fraction of the time of the default, which is for files that never change. */
const BROTLI_QUALITY = 5;

const known = new WeakMap<CompiledRuleset, WholeRuleset>();

/** Forgotten with the ruleset. */
export function wholeRuleset(compiled: CompiledRuleset): WholeRuleset {
  const whole = known.get(compiled) ?? serialize(compiled);
  known.set(compiled, whole);
  return whole;
}

function serialize({ ruleset }: CompiledRuleset): WholeRuleset {
  const start = eventStart('ruleset', ruleset);
  const event = Buffer.from(`${start}${JSON.stringify(ruleset)}${EVENT_END}`);
  const body = event.subarray(Buffer.byteLength(start), -EVENT_END.length);
  const compressed = new Map<Encoding, Promise<Buffer>>();
  return {
    event,
    body,
    compressed(encoding) {
      const made = compressed.get(encoding) ?? compressors[encoding](body);
      compressed.set(encoding, made);
      return made;
    },
  };
}

const compressors: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body) => promisify(gzip)(body),
};
