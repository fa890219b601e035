/** A build of a dashboard that is small, and the test's own: that of the app need not have been made. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

export const SCRIPT = 'document.title = "Ready";\n'.repeat(100);

/** As Vite builds it with the base `./`. `files` are further ones, by their path. */
export async function buildDashboard(files: Record<string, string> = {}): Promise<string> {
  const folder = await makeTemporaryFolder();
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="gogreen-base" content="./" />
    <title>GoGreen</title>
    <link rel="icon" href="./icon.svg" />
    <script type="module" crossorigin src="./assets/index-4fV1xk2a.js"></script>
  </head>
  <body></body>
</html>
`;
  const all = {
    'index.html': page,
    'assets/index-4fV1xk2a.js': SCRIPT,
    'theme.js': '"use strict";',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const script = path.join(folder, 'assets/index-4fV1xk2a.js');
  await writeFile(`${script}.br`, brotliCompressSync(SCRIPT));
  await writeFile(`${script}.gz`, gzipSync(SCRIPT));
  return folder;
}
