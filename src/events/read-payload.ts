/** What an event says. Lists leave it out, because it may be large; a field that shows it reads it. */

import type { Context } from '../graphql/context.ts';
import { largeRead } from '../graphql/large-reads.ts';
import type { LoggedEvent, ShownEvent } from './logged-event.ts';

const read = largeRead<Pick<LoggedEvent, 'payload'>>({
  name: 'read-payloads',
  from: 'events e ON e.id = w.key',
  columns: { payload: 'e.payload' },
});

/** Which of the payloads it is, the type of the event says. */
export async function payloadOf<Payload extends LoggedEvent['payload']>(
  { id, payload }: ShownEvent,
  context: Context,
): Promise<Payload> {
  return (payload ?? (await read(context, id)).payload) as Payload;
}
