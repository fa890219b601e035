import { isUtf8 } from 'node:buffer';
import { type Context, checkContext, isContext } from 'gogreen-engine';
import { OfrepRefusal } from './ofrep-refusal.ts';

/** Bytes. A context of 64 KiB fits, also with the spaces and escapes of other JSON writers. */
export const MAX_BODY = 128 * 1024;

const NO_CONTEXT: Context = {};

/** The context in the body of a request. One that is left out, or null, has no attributes: some clients send none. */
export function readContext(body: Buffer): Context {
  const { context } = parseBody(body);
  if (context === undefined || context === null) return NO_CONTEXT;
  const fault = checkContext(context);
  if (fault !== null || !isContext(context))
    throw new OfrepRefusal('INVALID_CONTEXT', `The context ${fault}.`);
  return context;
}

function parseBody(body: Buffer): { context?: unknown } {
  if (body.length === 0) return {};
  if (!isUtf8(body)) throw new OfrepRefusal('PARSE_ERROR', 'The body is not UTF-8. Send the JSON as UTF-8.');
  const parsed = parse(body.toString());
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new OfrepRefusal('PARSE_ERROR', 'The body must be a JSON object with the field context.');
  return Object.hasOwn(parsed, 'context') ? parsed : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse quotes the body, which may tell of a person.
    throw new OfrepRefusal('PARSE_ERROR', 'The body is not valid JSON.');
  }
}
