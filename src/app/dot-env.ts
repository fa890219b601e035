/** The file .env of the working folder. */

import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { hasCode } from '../platform/error-code.ts';

/** Its variables; null when there is no such file. Throws an error whose message tells the operator what to do. */
export function readDotEnv(): NodeJS.Dict<string> | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync('.env');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new Error(`.env: cannot be read (${String(error)}). Make it readable, or remove it.`);
  }
  // UTF-16 has a zero in every other byte of ASCII; Windows' PowerShell writes it.
  if (!isUtf8(bytes) || bytes.includes(0))
    throw new Error('.env: is not UTF-8 but perhaps UTF-16. Save it as UTF-8.');
  // The decoder removes a byte order mark, which would become a part of the first name.
  return parseEnv(new TextDecoder().decode(bytes));
}
