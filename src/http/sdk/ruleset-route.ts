/** `GET /sdk/v1/ruleset`: all of what decides in one environment. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Rulesets } from '../../rulesets/rulesets.ts';
import type { ApplicationRoute } from '../applications/application-route.ts';
import { currentRuleset } from '../applications/current-ruleset.ts';
import { acceptedEncoding } from './accepted-encoding.ts';
import { matchesETag } from './etag.ts';
import { formatPosition } from './streams/position.ts';
import { wholeRuleset } from './whole-ruleset.ts';

/** Smaller bodies fit into one packet as they are. */
const MIN_COMPRESSED_BYTES = 1_000;
/** Rules are for the key that read them: a cache between may not give them to others. */
const CACHING = {
  'Cache-Control': 'private, no-cache',
  Vary: 'Accept-Encoding, Authorization, X-API-Key',
};

export function rulesetRoute(rulesets: Rulesets): ApplicationRoute {
  return {
    method: 'GET',
    path: '/sdk/v1/ruleset',
    // Rules say which users they put together. Client keys are public.
    openTo: ['server', 'person'],
    maxBody: 0,
    async handle(request, response) {
      const { raw } = request;
      const live = await currentRuleset(rulesets, request);
      const etag = `"${formatPosition(live)}"`;
      const headers = { ETag: etag, ...CACHING };
      if (matchesETag(raw.headers['if-none-match'], etag)) {
        response.writeHead(304, headers).end();
        return;
      }
      const { body, encoding } = await encode(live.compiled, raw.headers);
      response
        .writeHead(200, {
          ...headers,
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': body.length,
          ...(encoding ? { 'Content-Encoding': encoding } : {}),
        })
        .end(body);
    },
  };
}

async function encode(compiled: Parameters<typeof wholeRuleset>[0], headers: IncomingHttpHeaders) {
  const whole = wholeRuleset(compiled);
  const encoding = acceptedEncoding(headers['accept-encoding']);
  if (!encoding || whole.body.length < MIN_COMPRESSED_BYTES) return { body: whole.body, encoding: null };
  return { body: await whole.compressed(encoding), encoding };
}
