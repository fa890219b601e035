/** Parts of files that are printed from the code, between two markers that stay in the file. */

import { readFile, writeFile } from 'node:fs/promises';

/** Puts the content between the lines with the two markers. */
export function replaceBlock(text: string, begin: string, end: string, content: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${begin} is missing or, below it, ${end}.`);
  return `${text.slice(0, from)}${begin}\n${content}\n${text.slice(text.lastIndexOf('\n', to) + 1)}`;
}

/** Writes what is printed; with --check, says instead which files differ from it and fails. */
export async function writeOrCheck(
  files: readonly { name: string; print: (present: string) => string }[],
  script: string,
): Promise<void> {
  for (const { name, print } of files) {
    const file = new URL(`../${name}`, import.meta.url);
    const present = await readFile(file, 'utf8').catch(() => '');
    const printed = print(present);
    if (present === printed) continue;
    if (process.argv.includes('--check')) {
      console.error(`${name} does not match the code. Print it again: npm run ${script}`);
      process.exitCode = 1;
    } else {
      await writeFile(file, printed);
    }
  }
}
