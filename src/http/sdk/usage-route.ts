/** `POST /sdk/v1/usage`: what an application evaluated, and what its users did. docs/usage.md describes it. */

import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { recordUsage } from '../../usage/record-usage.ts';
import { MAX_BATCH_BYTES, MAX_BATCHES_PER_MINUTE } from '../../usage/usage-limits.ts';
import type { ApplicationRoute } from '../applications/application-route.ts';
import { invalidInput } from '../applications/refusal.ts';

export function usageRoute(app: App): ApplicationRoute {
  return {
    method: 'POST',
    path: '/sdk/v1/usage',
    // Usage is of applications: a person would only make the numbers wrong.
    openTo: ['client', 'server'],
    maxBody: MAX_BATCH_BYTES,
    clientRequestsPerMinute: MAX_BATCHES_PER_MINUTE,
    async handle({ environment, body }, response) {
      const recorded = await recordUsage(app, environment, parse(body)).catch((error: unknown) => {
        throw error instanceof InvalidInputError
          ? invalidInput(`${error.message.replaceAll('\n', '; ')}.`)
          : error;
      });
      const answer = Buffer.from(JSON.stringify(recorded));
      response
        .writeHead(200, {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': answer.length,
          'Cache-Control': 'no-store',
        })
        .end(answer);
    },
  };
}

/** The message of JSON.parse quotes the text, in which there may be personal data. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw invalidInput('The body is not JSON. Send {"id": "<uuid>", "from": "…", "to": "…", "flags": {…}}.');
  }
}
