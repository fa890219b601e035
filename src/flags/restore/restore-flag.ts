/** Makes a flag behave in one environment as it did after an event of its past. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput } from '../../platform/input/input.ts';
import { changeTargeting } from '../change-flag.ts';
import { confirm } from '../confirmation.ts';
import { toTargetingUpdate, updateTargeting } from '../targeting/targeting-update.ts';
import type { FlagCommandResult } from '../writing/together.ts';
import { planRestore, restoreCommand } from './plan-restore.ts';

export const restore = z.object({ ...restoreCommand, confirm });

/** An ordinary change: it has an event, and is refused where updateFlagEnvironment would be. */
export async function restoreFlag(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const command = parseInput(restore, input);
  const { flag, asked } = await planRestore(app.database.pool, command);
  const update = toTargetingUpdate(asked);
  const versioned = { ...command, expectedVersion: flag.version };
  return changeTargeting(app, actor, versioned, (targeting, snapshot) =>
    updateTargeting(update, targeting, snapshot, () => newId('rule')),
  );
}
