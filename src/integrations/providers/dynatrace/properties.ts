import { z } from 'zod';

/** The schema of the Events API v2 allows 100 properties, including those of GoGreen. */
const MAX_PROPERTIES = 50;
const MAX_NAME_LENGTH = 100;
export const MAX_VALUE_LENGTH = 4_096;

/** Prefix of GoGreen's own properties. */
export const PREFIX = 'gogreen.';

const name = z
  .string()
  .max(MAX_NAME_LENGTH, `must be at most ${MAX_NAME_LENGTH} characters long`)
  .regex(/^[A-Za-z][\w.-]*$/, 'must be a letter, followed by letters, digits and any of _ . -')
  .superRefine((text, context) => {
    const lower = text.toLowerCase();
    if (lower.startsWith('dt.')) {
      const message = `"${text}" is reserved by Dynatrace, like all names that begin with dt.; use another name`;
      context.addIssue({ code: 'custom', message });
    } else if (lower.startsWith(PREFIX)) {
      context.addIssue({
        code: 'custom',
        message: `"${text}" begins with ${PREFIX}, as the properties of GoGreen do`,
      });
    }
  });

/** Properties that are added to every event besides those of GoGreen. */
export const properties = z
  .array(
    z
      .object({
        name: name
          .describe('Name: a letter, then letters, digits and any of _ . -')
          .meta({ label: 'Name', placeholder: 'team' }),
        value: z
          .string()
          .min(1, 'must not be empty')
          .max(MAX_VALUE_LENGTH, `must be at most ${MAX_VALUE_LENGTH} characters long`)
          .describe('Value, 1 to 4,096 characters.')
          .meta({ label: 'Value' }),
      })
      .meta({ id: 'DynatracePropertyInput', description: 'Property of the events in Dynatrace.' }),
  )
  .max(MAX_PROPERTIES, { error: `at most ${MAX_PROPERTIES} properties`, abort: true })
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
