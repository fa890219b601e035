/** Commands on how a flag behaves in one environment. */

import { z } from 'zod';
import type { Actor } from '../accounts/viewer.ts';
import type { App } from '../context.ts';
import { newId } from '../platform/ids.ts';
import { comment, parseInput, reference, refuse } from '../platform/input.ts';
import { changeTargeting, type FlagCommandResult } from './change-flag.ts';
import { assignRuleIds } from './rule-ids.ts';
import { checkTargeting, targetingInput } from './targeting-input.ts';

const flagSwitch = z.object({
  projectKey: reference,
  flagKey: reference,
  environmentKey: reference,
  enabled: z.boolean(),
  comment,
});

/** Switches a flag on or off in one environment. */
export async function setFlagEnabled(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const { enabled, ...command } = parseInput(flagSwitch, input);
  return changeTargeting(app, actor, command, (targeting) => ({ ...targeting, enabled }));
}

const targetingUpdate = z.object({
  projectKey: reference,
  flagKey: reference,
  environmentKey: reference,
  ...targetingInput,
  expectedVersion: z.int().nullish(),
  comment,
});

/** Changes what is given of a flag's behaviour in one environment; what is left out or null stays. */
export async function updateFlagEnvironment(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<FlagCommandResult> {
  const { enabled, rules, fallthrough, offVariation, ...command } = parseInput(targetingUpdate, input);
  const asked = rules?.map(({ id, description, clauses, serve }) => ({
    id: id ?? null,
    description: description ?? null,
    clauses: clauses.map((clause) => ({
      ...clause,
      values: clause.values ?? [],
      negate: clause.negate ?? false,
    })),
    serve,
  }));
  return changeTargeting(app, actor, command, (targeting, flag) => {
    const after = {
      enabled: enabled ?? targeting.enabled,
      rules: asked ? assignRuleIds(asked, targeting.rules, () => newId('rule')) : targeting.rules,
      fallthrough: fallthrough ?? targeting.fallthrough,
      offVariation: offVariation ?? targeting.offVariation,
    };
    refuse(checkTargeting(after, flag.variations));
    return after;
  });
}
