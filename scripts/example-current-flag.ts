/** The flag of the examples after its event, for providers that show the current state. */

import type { FlagSnapshot, Targeting } from '#src/flags/flag.ts';
import { type CurrentFlag, toCurrentFlag } from '#src/integrations/event/current-flag.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';

export function exampleCurrentFlag(
  { flag, project, occurredAt }: OutgoingEvent,
  snapshot: FlagSnapshot,
  [off, on]: [Targeting, Targeting],
  publicUrl: string,
): CurrentFlag {
  const environments = [
    { key: 'staging', name: 'Staging', targeting: off },
    { key: 'production', name: 'Production', targeting: on },
  ];
  const stored = {
    ...snapshot,
    id: flag?.id ?? '',
    updatedAt: occurredAt,
    projectKey: project.key,
    environments,
  };
  return toCurrentFlag(stored, publicUrl);
}
