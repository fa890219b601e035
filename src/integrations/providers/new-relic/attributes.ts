import { z } from 'zod';

const MAX_ATTRIBUTES = 30;
/** Characters, by New Relic's limits for custom event data. */
const MAX_NAME_LENGTH = 255;
const MAX_VALUE_LENGTH = 4_000;

/** What ours begin with. */
export const PREFIX = 'gogreen';

/** Names that custom attributes may not have. Source: New Relic's documentation of change tracking with NerdGraph. */
export const reservedNames = (
  'accountId ago and appID as auto begin begintime category categoryType changeTrackingId compare customAttributes ' +
  'customType day days description end endtime entity.domain entity.guid entity.name entity.type entityGuid entityName ' +
  'explain eventType facet from fb.input groupId hostname hour hours in is like limit log minute minutes month months ' +
  'not null offset or plugin.type raw second seconds select since timeseries timestamp type until user week weeks where with'
).split(' ');

const reserved = new Set(reservedNames.map((name) => name.toLowerCase()));

const name = z
  .string()
  .max(MAX_NAME_LENGTH, `must be at most ${MAX_NAME_LENGTH} characters long`)
  .regex(/^[A-Za-z][\w.:]*$/, 'must be letters, digits and any of _ . : after a letter')
  .superRefine((text, context) => {
    const fault = nameFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** Attributes that every event gets besides ours, as NRQL finds them. */
export const attributes = z
  .array(
    z
      .object({
        name: name.describe('The name, as NRQL finds it: letters, digits and any of _ . : after a letter.'),
        value: z
          .string()
          .max(MAX_VALUE_LENGTH, `must be at most ${MAX_VALUE_LENGTH} characters long`)
          .describe('The value, at most 4,000 characters.'),
      })
      .meta({
        id: 'NewRelicAttributeInput',
        description: 'A custom attribute of the events that New Relic gets.',
      }),
  )
  .max(MAX_ATTRIBUTES, { error: `at most ${MAX_ATTRIBUTES} attributes`, abort: true })
  .superRefine((given, context) => {
    for (const [index, { name }] of given.entries()) {
      if (given.findIndex((other) => other.name === name) < index) {
        context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is given twice` });
      }
    }
  });

function nameFault(text: string): string | null {
  if (reserved.has(text.toLowerCase()))
    return `"${text}" is reserved by New Relic; use another name, such as team.${text}`;
  return text.toLowerCase().startsWith(PREFIX)
    ? `"${text}" begins with ${PREFIX}, as the attributes of GoGreen do`
    : null;
}
