/** The packages as `npm run pack` makes them, installed from their tarballs into an empty folder. */

import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flag, flagOf, startFakeGoGreen } from '#test/support/fake-gogreen.ts';
import {
  findNode,
  type InstalledPackages,
  installPublishedPackages,
} from '#test/support/published-packages.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const names = ['gogreen-client', 'gogreen-engine', 'gogreen-openfeature-server', 'gogreen-openfeature-web'];

let published: InstalledPackages;
beforeAll(async () => {
  published = await installPublishedPackages([
    '@openfeature/server-sdk',
    '@openfeature/web-sdk',
    '@openfeature/core',
  ]);
});
afterAll(() => published.remove());

describe('tarballs', () => {
  test('each holds modules with their types, package.json, README and licence, and nothing else', async () => {
    expect(published.tarballs).toEqual(names.map((name) => `${name}-0.1.0.tgz`));
    for (const tarball of published.tarballs) {
      const { stdout } = await run('tar', ['-tzf', path.join(published.folder, tarball)]);
      const files = stdout
        .trim()
        .split('\n')
        .map((file) => file.replace('package/', ''));
      expect(files).toEqual(
        expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'index.js', 'index.d.ts']),
      );
      expect(
        files.filter((file) => !/^(package\.json|README\.md|LICENSE|[\w/-]+\.(js|d\.ts))$/.test(file)),
      ).toEqual([]);
      const modules = files.filter((file) => file.endsWith('.js'));
      expect(modules.filter((file) => !files.includes(file.replace('.js', '.d.ts')))).toEqual([]);
    }
  });

  test('package.json of each: its entries exist, and it needs only what it names', async () => {
    for (const name of names) {
      const folder = path.join(published.folder, 'node_modules', name);
      const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
      expect(manifest).toMatchObject({
        name,
        version: '0.1.0',
        type: 'module',
        sideEffects: false,
        license: 'MIT',
      });
      for (const entry of Object.values<Record<string, string>>(manifest.exports))
        for (const file of Object.values(entry)) await readFile(path.join(folder, file));
    }
  });
});

/** Prints what both clients and the provider for servers have. */
const tryAll = (url: string) => `
import { OpenFeature } from '@openfeature/server-sdk';
import { RulesetClient, ValuesClient } from 'gogreen-client';
import { fileStore } from 'gogreen-client/file';
import { GoGreenProvider } from 'gogreen-openfeature-server';

const url = ${JSON.stringify(url)};
const rules = new RulesetClient({ url, key: 'gogreen_sk_1', store: fileStore(\`copy-\${process.pid}.json\`) });
await rules.start();
const values = new ValuesClient({ url, key: 'gogreen_ck_1', context: { plan: 'pro' } });
await values.start();
await OpenFeature.setProviderAndWait(new GoGreenProvider({ url, key: 'gogreen_sk_1' }));
const client = OpenFeature.getClient();
console.log(JSON.stringify([
  rules.value('plan', false, { plan: 'pro' }),
  rules.value('regex', false, { plan: 'pro' }),
  values.value('plan', false),
  await client.getBooleanValue('plan', false, { plan: 'pro' }),
  (await client.getObjectDetails('json', {})).value,
]));
await Promise.all([rules.close(), values.close(), OpenFeature.close()]);
`;

const onPlan = (operator: string, value: string) =>
  flag('no', {
    rules: [
      { id: 'r', clauses: [{ attribute: 'plan', operator, values: [value] }], serve: { variation: 'yes' } },
    ],
  });
const flags = {
  plan: onPlan('EQUALS', 'pro'),
  regex: onPlan('MATCHES_REGEX', '^pr?o$'),
  json: flagOf('JSON', { a: [1] }),
};

describe.each([20, 22, 24])('Node.js %i', async (major) => {
  const node = await findNode(major);

  test.skipIf(!node)(
    'the clients and the provider for servers: they evaluate, and the process ends by itself',
    async () => {
      const fake = await startFakeGoGreen(flags);
      const printed = await published.runModule(node ?? '', tryAll(fake.url));
      expect(JSON.parse(printed)).toEqual([true, true, true, true, { a: [1] }]);
      expect(fake.batches).toHaveLength(3);
    },
  );

  test.skipIf(!node)('npx gogreen-client codegen: prints the types', async () => {
    const fake = await startFakeGoGreen(flags);
    const program = path.join(published.folder, 'node_modules/.bin/gogreen-client');
    const { stdout } = await run(node ?? '', [program, 'codegen', '--url', fake.url, '--key', 'k']);
    expect(stdout).toContain('"plan": boolean;');
  });
});

test('types: a strict consumer without the types of Node.js compiles, without skipping those of libraries', async () => {
  const folder = path.join(published.folder, 'types');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'use.ts'),
    `import { ClientError, RulesetClient, type SnapshotStore, ValuesClient, webStore } from 'gogreen-client';
import { compile, type Ruleset } from 'gogreen-engine';
import { compilePattern } from 'gogreen-engine/patterns';

const store: SnapshotStore = webStore(localStorage);
export const values = new ValuesClient({ url: 'https://gogreen.example.com', key: 'k', store, context: { a: new Date() } });
export const rules = new RulesetClient({ url: 'https://gogreen.example.com', key: 'k', logger: console });
export const isOn: boolean = rules.value('f', false) === true;
export const code = (error: unknown) => (error instanceof ClientError ? error.code : null);
export const evaluate = (ruleset: Ruleset) => compile(ruleset, { compilePattern }).evaluate('f', {});
// @ts-expect-error: a key is a text
new ValuesClient({ url: 'https://gogreen.example.com', key: 1 });
`,
  );
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const said = await run(process.execPath, [tsc, '-p', folder]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
  expect(said).toBe('');
});

describe('size in a bundle, minified and compressed with gzip', () => {
  test.each([
    ['the values client', `export { ValuesClient, webStore } from 'gogreen-client';`, 8_000],
    ['the ruleset client with the engine', `export { RulesetClient } from 'gogreen-client';`, 25_000],
    ['both clients with the engine', `export * from 'gogreen-client';`, 25_000],
    [
      'the provider for pages, without the SDK',
      `export { GoGreenWebProvider } from 'gogreen-openfeature-web';`,
      9_000,
    ],
  ])('%s', async (name, text, limit) => {
    const folder = path.join(published.folder, 'sizes');
    await mkdir(folder, { recursive: true });
    const entry = path.join(folder, `${name.replaceAll(' ', '-')}.js`);
    await writeFile(entry, text);
    const result = await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        minify: true,
        target: 'es2022',
        rollupOptions: { input: entry, preserveEntrySignatures: 'strict', external: [/^@openfeature\//] },
      },
    });
    if (!('output' in result)) throw new Error('Vite made no bundle.');
    const code = result.output
      .flatMap((chunk) => ('isEntry' in chunk && chunk.isEntry ? [chunk.code] : []))
      .join();
    const size = gzipSync(code, { level: 9 }).length;
    process.stdout.write(`${name}: ${size} bytes\n`);
    expect(size).toBeGreaterThan(1_000);
    expect(size).toBeLessThanOrEqual(limit);
    // Regular expressions are a part of their own, which is loaded when a flag needs it.
    expect(code).not.toContain('RE2JS');
  });
});
