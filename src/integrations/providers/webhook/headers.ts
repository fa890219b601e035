import { z } from 'zod';

export const MAX_HEADERS = 20;
export const MAX_HEADER_NAME_BYTES = 200;
export const MAX_HEADER_VALUE_BYTES = 4_096;

/** A header name that users may add: a token of RFC 9110 that is not one of ours. */
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

/** Printable ASCII: what every receiver reads alike. Line breaks would begin a header of their own. */
export const headerValue = z
  .string()
  .max(MAX_HEADER_VALUE_BYTES, `must be at most ${MAX_HEADER_VALUE_BYTES} bytes long`)
  .regex(
    /^[\t\x20-\x7e]*$/,
    'must contain only printable ASCII characters, spaces and tabs, and no line breaks; encode anything else',
  );

export const headerNames = z
  .array(headerName)
  .max(MAX_HEADERS, { error: `at most ${MAX_HEADERS} headers can be added; remove some`, abort: true })
  .superRefine((names, context) => {
    for (const [index, name] of names.entries()) {
      if (names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `"${name}" is given twice; header names ignore case`,
        });
      }
    }
  });

/** Whether a header is ours, or the connection's, and so not the user's to set. */
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
  // A token like any other, but as a key it would change an object's prototype.
  '__proto__',
]);
