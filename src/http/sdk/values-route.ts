/** `POST /sdk/v1/values`: what the flags of an environment serve to one context, once or as a stream. */

import { type Context, checkContext } from 'gogreen-engine';
import type { Rulesets } from '../../rulesets/rulesets.ts';
import type { ApplicationRoute } from '../applications/application-route.ts';
import { invalidInput } from '../applications/refusal.ts';
import type { Feeds } from './streams/environment-feeds.ts';
import { openStream } from './streams/open-stream.ts';
import { createValuesReader } from './streams/values-reader.ts';
import { valuesJson } from './values.ts';

/** A context of 64 KiB, and what stands around it. */
const MAX_BODY_BYTES = 65 * 1024;

export function valuesRoute(rulesets: Rulesets, feeds: Feeds): ApplicationRoute {
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
      };
      if (/\btext\/event-stream\b/i.test(request.raw.headers.accept ?? '')) {
        return openStream(feeds, request, response, (start) => createValuesReader(asking, start));
      }
      const live = await rulesets.read(request.environment);
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

function readContext(body: Buffer): Context {
  const { context = {} } = parseObject(body);
  const problem = checkContext(context);
  if (problem !== null) throw invalidInput(`context ${problem}.`);
  return context as Context;
}

/** The message of JSON.parse quotes the text, in which there may be personal data. */
function parseObject(body: Buffer): Record<string, unknown> {
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch {
    throw invalidInput('The body is not JSON. Send {"context": {…}}.');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalidInput('The body is not an object. Send {"context": {…}}.');
  }
  return input as Record<string, unknown>;
}
