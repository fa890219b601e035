/** `POST /ofrep/v1/evaluate/flags`: all flags of the environment for one context, for client-side providers. */

import { hash } from 'node:crypto';
import type { CompiledRuleset, Context } from 'gogreen-engine';
import { createPatternBudget } from 'gogreen-engine/patterns';
import type { App } from '../../platform/app.ts';
import type { LiveRuleset } from '../../rulesets/live-ruleset.ts';
import type { Rulesets } from '../../rulesets/rulesets.ts';
import type {
  ApplicationRequest,
  ApplicationRoute,
  CredentialKind,
} from '../applications/application-route.ts';
import { currentRuleset } from '../applications/current-ruleset.ts';
import { matchesETag } from '../sdk/etag.ts';
import { answersFor, failureAnswer } from './answers.ts';
import { MAX_BODY, readContext } from './read-context.ts';
import { sendJson } from './send-json.ts';
import { streamUrl } from './stream-route.ts';

export function bulkRoute({ publicUrl, instance, metrics }: App, rulesets: Rulesets): ApplicationRoute {
  return {
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags',
    openTo: ['client', 'server', 'person'],
    maxBody: MAX_BODY,
    async handle(request, response) {
      const now = currentRuleset(rulesets, request);
      const ruleset = now instanceof Promise ? await now : now;
      const { credential, body, raw } = request;
      const url = streamUrl(publicUrl, request);
      const etag = etagOf(ruleset, instance.version, request, url);
      // Before the body is parsed: what is not new takes no evaluation.
      if (matchesETag(raw.headers['if-none-match'], etag)) {
        response.writeHead(304, { ETag: etag }).end();
        return;
      }
      metrics.evaluations.inc({ by: 'ofrep' }, ruleset.flags.size);
      const flags = answerAll(ruleset.compiled, readContext(body), credential.kind);
      const streams = url === null ? '' : `,"eventStreams":[{"type":"sse","url":${JSON.stringify(url)}}]`;
      const json = `{"flags":[${flags}],"metadata":{"version":${ruleset.version}}${streams}}`;
      sendJson(response, json, { ETag: etag });
    },
  };
}

/**
 * Of everything that the answer depends on: clients keep their ETag when the context changes, and proxies have made other
 * mistakes. The credential decides over what it may see, and is in the URL of its stream or else has none.
 */
function etagOf(
  { epoch, version }: LiveRuleset,
  software: string,
  { environment, credential, body }: ApplicationRequest,
  url: string | null,
): string {
  const sees = credential.kind === 'client' ? 'values' : 'rules';
  const parts = [software, epoch, version, environment.environmentId, sees, url, body.toString('latin1')];
  return `"${hash('sha256', parts.join('\n'), 'base64url')}"`;
}

function answerAll(compiled: CompiledRuleset, context: Context, kind: CredentialKind): string {
  const { matchPattern } = createPatternBudget();
  const answers = answersFor(compiled, kind);
  let flags = '';
  for (const [key, evaluation] of compiled.all(context, { matchPattern })) {
    const answer = 'errorCode' in evaluation ? failureAnswer(key, evaluation) : answers.of(key, evaluation);
    flags += flags === '' ? answer : `,${answer}`;
  }
  return flags;
}
