/** The JavaScript that a page of the documentation shows, as modules that import each other as they do there. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { readPage } from '#test/support/doc-pages.ts';

/** Within the project, where packages are found. */
const folder = path.resolve(import.meta.dirname, '../../.test');

/** Each block begins with its file name as a comment. Returns what imports one of them; they are removed after the test. */
export async function docModules<Modules>(page: string) {
  await mkdir(folder, { recursive: true });
  const home = await mkdtemp(path.join(folder, 'docs-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const blocks = readPage(page).matchAll(/^```js\n\/\/ (\S+)\n(.*?)^```/gms);
  for (const [, name = '', text = ''] of blocks) await writeFile(path.join(home, name), text);
  return <Name extends keyof Modules & string>(name: Name): Promise<Modules[Name]> =>
    import(pathToFileURL(path.join(home, name)).href);
}
