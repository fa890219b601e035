import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import { planRestore, restoreCommand } from '../flags/restore/plan-restore.ts';
import type { App } from '../platform/app.ts';
import { parseInput } from '../platform/input/input.ts';
import { schedule } from './applying/schedule.ts';
import type { ChangeRequestResult } from './open-change-request.ts';
import { proposeFlagChange, title } from './propose.ts';

const restoreProposal = z.object({ ...restoreCommand, title: title.nullish(), scheduledAt: schedule });

/** Makes a change request of what restoreFlag would do. Fails as that would, and when it would do nothing. */
export async function proposeFlagRestore(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<ChangeRequestResult> {
  const command = parseInput(restoreProposal, input);
  const { flag, asked } = await planRestore(app.database.pool, command);
  return proposeFlagChange(app, actor, { ...command, ...asked, expectedVersion: flag.version });
}
