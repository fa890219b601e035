import { z } from 'zod';

export const MAX_HEADERS = 20;
export const MAX_HEADER_NAME_BYTES = 200;
export const MAX_HEADER_VALUE_BYTES = 4_096;

/** The name of a header that users may add: a token of RFC 9110 that GoGreen does not set. */
export const headerName = z
  .string()
  .max(MAX_HEADER_NAME_BYTES, `must be at most ${MAX_HEADER_NAME_BYTES} bytes long`)
  .regex(
    /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/,
    "must be one or more letters, digits or any of !#$%&'*+-.^_`|~, without spaces or a colon",
  )
  .refine((name) => !isReserved(name), {
    error: ({ input }) => `"${input}" is set by GoGreen and cannot be replaced; use another name`,
  });

/** Printable ASCII, which all receivers decode alike. A line break would begin another header. */
export const headerValue = z
  .string()
  .max(MAX_HEADER_VALUE_BYTES, `must be at most ${MAX_HEADER_VALUE_BYTES} bytes long`)
  .regex(
    /^[\t\x20-\x7e]*$/,
    'must contain only printable ASCII characters, spaces and tabs, and no line breaks; encode anything else',
  )
  .meta({ secret: true });

export const headerNames = z
  .array(headerName)
  .max(MAX_HEADERS, { error: `must be at most ${MAX_HEADERS} headers`, abort: true })
  .superRefine((names, context) => {
    for (const [index, name] of names.entries()) {
      if (names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `"${name}" occurs more than once; case is ignored in header names`,
        });
      }
    }
  });

/** Whether a header is set by GoGreen or belongs to the connection, so that users may not set it. */
export function isReserved(name: string): boolean {
  const lower = name.toLowerCase();
  return reservedNames.has(lower) || reservedPrefixes.some((prefix) => lower.startsWith(prefix));
}

const reservedPrefixes = ['x-gogreen-', 'webhook-', 'proxy-'];

const reservedNames = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  // A valid name, but as a key it would change an object's prototype.
  '__proto__',
]);
