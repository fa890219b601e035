import { z } from 'zod';

/** By the schema of the Events API v2: at most 100 properties, ours included. */
const MAX_PROPERTIES = 50;
const MAX_NAME_LENGTH = 100;
export const MAX_VALUE_LENGTH = 4_096;

/** What ours begin with. */
export const PREFIX = 'gogreen.';

const name = z
  .string()
  .max(MAX_NAME_LENGTH, `must be at most ${MAX_NAME_LENGTH} characters long`)
  .regex(/^[A-Za-z][\w.-]*$/, 'must be letters, digits and any of _ . - after a letter')
  .superRefine((text, context) => {
    const lower = text.toLowerCase();
    if (lower.startsWith('dt.')) {
      const message = `"${text}" is reserved by Dynatrace, as all that begins with dt. is; use another name`;
      context.addIssue({ code: 'custom', message });
    } else if (lower.startsWith(PREFIX)) {
      context.addIssue({
        code: 'custom',
        message: `"${text}" begins with ${PREFIX}, as the properties of GoGreen do`,
      });
    }
  });

/** Properties that every event gets besides ours. */
export const properties = z
  .array(
    z
      .object({
        name: name.describe('The name: letters, digits and any of _ . - after a letter.'),
        value: z
          .string()
          .min(1, 'must not be empty')
          .max(MAX_VALUE_LENGTH, `must be at most ${MAX_VALUE_LENGTH} characters long`)
          .describe('The value, 1 to 4,096 characters.'),
      })
      .meta({ id: 'DynatracePropertyInput', description: 'A property of the events that Dynatrace gets.' }),
  )
  .max(MAX_PROPERTIES, { error: `at most ${MAX_PROPERTIES} properties`, abort: true })
  .superRefine((given, context) => {
    for (const [index, { name }] of given.entries()) {
      if (given.findIndex((other) => other.name === name) < index) {
        context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is given twice` });
      }
    }
  });
