/** Commands on how a flag behaves in one environment. */

import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { newId } from '../platform/input/ids.ts';
import { comment, parseInput, reference } from '../platform/input/input.ts';
import { changeTargeting } from './change-flag.ts';
import { confirm } from './confirmation.ts';
import { targetingInput } from './targeting/targeting-input.ts';
import { toTargetingUpdate, updateTargeting } from './targeting/targeting-update.ts';
import type { FlagCommandResult } from './writing/together.ts';

const flagSwitch = z.object({
  projectKey: reference,
  flagKey: reference,
  environmentKey: reference,
  enabled: z.boolean(),
  comment,
  confirm,
});

/** Switches a flag on or off in one environment. */
export async function setFlagEnabled(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const { enabled, ...command } = parseInput(flagSwitch, input);
  return changeTargeting(app, actor, command, (targeting) => ({ ...targeting, enabled }));
}

/** What a change of a flag's behaviour in one environment takes, at once or as a change request. */
export const targetingCommand = {
  projectKey: reference,
  flagKey: reference,
  environmentKey: reference,
  ...targetingInput,
  expectedVersion: z.int().nullish(),
  comment,
};

/** Changes what is given of a flag's behaviour in one environment; what is left out or null stays. */
export async function updateFlagEnvironment(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<FlagCommandResult> {
  const command = parseInput(z.object({ ...targetingCommand, confirm }), input);
  const update = toTargetingUpdate(command);
  return changeTargeting(app, actor, command, (targeting, flag) =>
    updateTargeting(update, targeting, flag, () => newId('rule')),
  );
}
