/** `POST /ofrep/v1/evaluate/flags/{key}`: one flag, for server-side providers. */

import { createPatternBudget } from 'gogreen-engine/patterns';
import type { App } from '../../platform/app.ts';
import type { Rulesets } from '../../rulesets/rulesets.ts';
import type { ApplicationRoute } from '../applications/application-route.ts';
import { currentRuleset } from '../applications/current-ruleset.ts';
import { answersFor } from './answers.ts';
import { OfrepRefusal } from './ofrep-refusal.ts';
import { MAX_BODY, readContext } from './read-context.ts';
import { sendJson } from './send-json.ts';

export const FLAG_PATH = /^\/ofrep\/v1\/evaluate\/flags\/(.+)$/;

export function flagRoute({ metrics }: App, rulesets: Rulesets): ApplicationRoute {
  return {
    method: 'POST',
    path: FLAG_PATH,
    openTo: ['client', 'server', 'person'],
    maxBody: MAX_BODY,
    async handle(request, response) {
      const context = readContext(request.body);
      const now = currentRuleset(rulesets, request);
      const { compiled } = now instanceof Promise ? await now : now;
      const flagKey = flagKeyIn(request.path);
      const { matchPattern } = createPatternBudget();
      metrics.evaluations.inc({ by: 'ofrep' });
      const evaluation = compiled.evaluate(flagKey, context, { matchPattern });
      if ('errorCode' in evaluation) throw new OfrepRefusal(evaluation.errorCode, evaluation.errorDetails);
      sendJson(response, answersFor(compiled, request.credential.kind).of(flagKey, evaluation));
    },
  };
}

/** Some clients encode the key in the path and some do not. What cannot be decoded is a key as it stands. */
export function flagKeyIn(path: string): string {
  const text = FLAG_PATH.exec(path)?.[1] ?? '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
