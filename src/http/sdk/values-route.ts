/** `POST /sdk/v1/values`: what the flags of an environment serve to one context, once or as a stream. */

import { isUtf8 } from 'node:buffer';
import { type Context, checkContext, isContext } from 'gogreen-engine';
import type { App } from '../../platform/app.ts';
import type { Rulesets } from '../../rulesets/rulesets.ts';
import type { ApplicationRoute } from '../applications/application-route.ts';
import { currentRuleset } from '../applications/current-ruleset.ts';
import { invalidInput } from '../applications/refusal.ts';
import type { Feeds } from './streams/environment-feeds.ts';
import { openStream } from './streams/open-stream.ts';
import { createValuesReader } from './streams/values-reader.ts';
import { valuesJson } from './values.ts';

/** A context of 64 KiB fits, also with the spaces and escapes of other JSON writers. */
const MAX_BODY_BYTES = 128 * 1024;

export function valuesRoute({ metrics }: App, rulesets: Rulesets, feeds: Feeds): ApplicationRoute {
  return {
    method: 'POST',
    path: '/sdk/v1/values',
    openTo: ['client', 'server', 'person'],
    maxBody: MAX_BODY_BYTES,
    async handle(request, response) {
      // Which rule matched tells which users it puts together. Client keys are public.
      const asking = {
        context: readContext(request.body),
        withRuleId: request.credential.kind !== 'client',
        onEvaluated: (flags: number) => metrics.evaluations.inc({ by: 'sdk' }, flags),
      };
      if (/\btext\/event-stream\b/i.test(request.raw.headers.accept ?? '')) {
        return openStream(feeds, request, response, (start) => createValuesReader(asking, start));
      }
      const live = await currentRuleset(rulesets, request);
      const body = Buffer.from(valuesJson(live, asking));
      response
        .writeHead(200, {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': body.length,
          'Cache-Control': 'no-store',
        })
        .end(body);
      return undefined;
    },
  };
}

/** One that is left out, or null, has no attributes. */
function readContext(body: Buffer): Context {
  const context = parseObject(body)['context'] ?? {};
  const problem = checkContext(context);
  if (problem !== null || !isContext(context)) throw invalidInput(`context ${problem}.`);
  return context;
}

/** The message of JSON.parse quotes the text, in which there may be personal data. */
function parseObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let input: unknown;
  try {
    input = isUtf8(body) ? JSON.parse(body.toString()) : undefined;
  } catch {
    input = undefined;
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input };
  throw invalidInput('The body must be a JSON object in UTF-8: {"context": {…}}.');
}
