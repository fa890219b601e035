import { ClientError } from '../client-error.ts';

/** What a message of changes has in every feed. */
export interface Changes {
  epoch: string;
  /** Versions. */
  from: number;
  to: number;
  /** By key; null for flags that are gone. */
  flags: Record<string, object | null>;
}

/** The object in a text. Fails with UNAVAILABLE: half a message is no state. */
export function readObject(text: string): object {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new ClientError('UNAVAILABLE', 'GoGreen sent what is not JSON.', { cause });
  }
  if (isObject(data)) return data;
  throw new ClientError('UNAVAILABLE', 'GoGreen sent JSON that is not an object.');
}

export function readChanges(text: string): Changes {
  const { epoch, from, to, flags } = readObject(text) as Partial<Changes>;
  const isWhole =
    typeof epoch === 'string' && Number.isSafeInteger(from) && Number.isSafeInteger(to) && isObject(flags);
  if (isWhole && Object.values(flags).every((flag) => flag === null || isObject(flag)))
    return { epoch, from: from as number, to: to as number, flags };
  throw new ClientError('UNAVAILABLE', 'GoGreen sent changes without epoch, from, to or flags.');
}

export function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
