/** The event of test sends, and of previews without a real one: marked as a test, about a flag that does not exist. */

import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { FlagState } from '../../flags/changes/change.ts';
import { changedFields } from '../../flags/changes/changed-fields.ts';
import { diffFlag } from '../../flags/changes/diff-flag.ts';
import { renderCodeLike } from '../../flags/code-like/code-like.ts';
import type { FlagEventPayload } from '../../flags/flag-events/flag-event.ts';
import { defaultTargeting } from '../../flags/targeting/targeting.ts';
import { booleanVariations } from '../../flags/variation-input.ts';
import { newId } from '../../platform/input/ids.ts';
import type { Tried } from './find-tried.ts';

/** A flag is enabled in the given environment. The sequence is null: the event is not in the log. */
export function sampleEvent(
  { project, environment }: Pick<Tried, 'project' | 'environment'>,
  actor: Actor,
  occurredAt: Date,
): LoggedEvent {
  const flag = {
    key: 'gogreen-test',
    name: 'Test flag',
    description: null,
    kind: 'BOOLEAN' as const,
    variations: booleanVariations,
    tags: [],
    owner: null,
    lifecycle: 'ACTIVE' as const,
    jiraIssues: [],
  };
  const off = defaultTargeting(flag);
  const before: FlagState = { flag, targeting: off };
  const after: FlagState = { flag, targeting: { ...off, enabled: true } };
  const payload: FlagEventPayload = {
    flagName: flag.name,
    changes: diffFlag(before, after, environment?.name ?? null),
    fields: changedFields(before, after),
    codeLikeBefore: renderCodeLike(off),
    codeLikeAfter: renderCodeLike({ ...off, enabled: true }),
  };
  return {
    id: newId('evt'),
    projectId: project.id,
    sequence: null,
    type: 'FLAG_UPDATED',
    occurredAt,
    environmentId: environment?.id ?? null,
    environment,
    flagId: 'flag_00000000000000000000000000',
    flagKey: flag.key,
    actor: { ...actor },
    comment: 'This is a test event sent by GoGreen. Nothing was changed.',
    payload,
    fannedOut: true,
  };
}
