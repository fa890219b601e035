import { z } from 'zod';

const MAX_ATTRIBUTES = 30;
/** In characters, from New Relic's limits for custom event data. */
const MAX_NAME_LENGTH = 255;
const MAX_VALUE_LENGTH = 4_000;

/** Prefix of GoGreen's own attributes. */
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
  .regex(/^[A-Za-z][\w.:]*$/, 'must be a letter, followed by letters, digits and any of _ . :')
  .superRefine((text, context) => {
    const issue = nameIssue(text);
    if (issue !== null) context.addIssue({ code: 'custom', message: issue });
  });

/** Attributes that are added to every event besides those of GoGreen. */
export const attributes = z
  .array(
    z
      .object({
        name: name
          .describe('Name in NRQL: a letter, then letters, digits and any of _ . :')
          .meta({ label: 'Name', placeholder: 'team' }),
        value: z
          .string()
          .max(MAX_VALUE_LENGTH, `must be at most ${MAX_VALUE_LENGTH} characters long`)
          .describe('Value, at most 4,000 characters.')
          .meta({ label: 'Value' }),
      })
      .meta({
        id: 'NewRelicAttributeInput',
        description: 'Custom attribute of the events in New Relic.',
      }),
  )
  .max(MAX_ATTRIBUTES, { error: `at most ${MAX_ATTRIBUTES} attributes`, abort: true })
  .superRefine((given, context) => {
    for (const [index, { name }] of given.entries()) {
      if (given.findIndex((other) => other.name === name) < index) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `"${name}" occurs more than once`,
        });
      }
    }
  });

function nameIssue(text: string): string | null {
  if (reserved.has(text.toLowerCase()))
    return `"${text}" is reserved by New Relic; use another name, such as team.${text}`;
  return text.toLowerCase().startsWith(PREFIX)
    ? `"${text}" begins with ${PREFIX}, as the attributes of GoGreen do`
    : null;
}
