/** The filter of the log in GraphQL, the same for pages and for live events. */

import { builder } from '../../graphql/builder.ts';
import { LISTED } from '../../platform/input/distinct.ts';
import { shown } from '../../platform/input/limits.ts';
import { EventTypeEnum } from '../event.schema.ts';
import { MAX_TEXT_LENGTH } from './event-filter.ts';
import { MAX_SEARCHED } from './matching-events.ts';

export const EventFilterInput = builder.inputType('EventFilter', {
  description: 'Conditions on events. An event must match all of them.',
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: `Only events of these types. ${LISTED}` }),
    environmentKey: t.string({ description: 'Key of an environment: only events about it.' }),
    flagKey: t.string({ description: 'Key of a flag: only events about it.' }),
    flagKeys: t.stringList({ description: `Keys of flags: only events about one of them. ${LISTED}` }),
    actorId: t.id({ description: 'Only events that this user, service account or integration caused.' }),
    occurredAfter: t.field({ type: 'DateTime', description: 'Only events after this time.' }),
    occurredBefore: t.field({ type: 'DateTime', description: 'Only events before this time.' }),
    text: t.string({
      description: `Only events that have this text in the key of the flag, in the comment or in the name of the actor, at most ${MAX_TEXT_LENGTH} characters. Not case-sensitive. In a list only the newest ${shown(MAX_SEARCHED)} events that match the other conditions are searched: for older ones, narrow the time or the sequence.`,
    }),
    afterSequence: t.int({ description: 'Only events after this sequence.' }),
    untilSequence: t.int({ description: 'Only events up to and including this sequence.' }),
  }),
});
