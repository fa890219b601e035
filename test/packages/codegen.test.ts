/** `npx gogreen-client codegen`: what it writes, and what compiles with it. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FlagRules } from 'gogreen-engine';
import { describe, expect, onTestFinished, test } from 'vitest';
import { everyRow } from '#test/support/every-row.ts';
import { flag, flagOf, startFakeGoGreen } from '#test/support/fake-gogreen.ts';
import { printModule } from '../../packages/client/src/codegen/print-module.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'packages/client/src/codegen/main.ts');

const flags: Record<string, FlagRules> = {
  'new-checkout': flag('yes'),
  greeting: flagOf('STRING', 'hi'),
  limit: flagOf('NUMBER', 3),
  banner: {
    ...flagOf('JSON', null),
    variations: [
      { key: 'a', value: { title: 'Sale', colours: ['red'], size: 1 } },
      { key: 'b', value: { title: 'Sale', size: '2 px', link: { href: '/' } } },
    ],
  },
  gone: flag('yes', { archived: true }),
};

/** A folder where packages are found, removed after the test. */
async function temporaryFolder(): Promise<string> {
  await mkdir(path.join(root, '.test'), { recursive: true });
  const folder = await mkdtemp(path.join(root, '.test/codegen-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What `gogreen-client` does with these arguments. */
async function codegen(args: string[], env: Record<string, string> = {}) {
  try {
    const { stdout, stderr } = await run(process.execPath, [program, ...args], { env: { PATH: '', ...env } });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

/** What the compiler says about a folder; empty when it compiles. */
async function compileFolder(folder: string): Promise<string> {
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom'],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: ['node'],
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [tsc, '-p', folder]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

test('codegen: asks with the server key, and writes every flag with the type of its values', async () => {
  const fake = await startFakeGoGreen(flags);
  const folder = await temporaryFolder();
  const out = path.join(folder, 'flags.d.ts');
  expect(
    await codegen(['codegen', '--url', `${fake.url}/`, '--key', 'gogreen_sk_1', '--out', out]),
  ).toMatchObject({
    code: 0,
    stderr: '',
  });
  expect(fake.requests).toMatchObject([
    { path: '/sdk/v1/ruleset', headers: { authorization: 'Bearer gogreen_sk_1' } },
  ]);
  expect(await readFile(out, 'utf8')).toBe(
    `// The flags of project demo as environment production has them, written by: npx gogreen-client codegen
// Changes by hand are lost when it runs again.

import 'gogreen-client';

declare module 'gogreen-client' {
  interface FlagTypes {
    "banner": {
      "colours"?: Array<string>;
      "link"?: {
        "href": string;
      };
      "size": number | string;
      "title": string;
    };
    /** @deprecated The flag is archived. */
    "gone": boolean;
    "greeting": string;
    "limit": number;
    "new-checkout": boolean;
  }
}
`,
  );
});

test('the types of a project: right keys and types compile, and wrong ones do not', async () => {
  const fake = await startFakeGoGreen(flags);
  const folder = await temporaryFolder();
  await writeFile(
    path.join(folder, 'use.ts'),
    `import { RulesetClient, ValuesClient } from 'gogreen-client';

const client = new RulesetClient({ url: 'https://gogreen.example.com', key: 'k' });
const values = new ValuesClient({ url: 'https://gogreen.example.com', key: 'k' });
const isOn: boolean = client.value('new-checkout', false, { userId: '42' });
const greeting: string = values.value('greeting', 'Hello');
const limit: number = client.value('limit', 1);
const { title, size, link } = client.value('banner', { title: '', size: 1 });
export const all: [boolean, string, number, string, number | string, string | undefined] = [
  isOn, greeting, limit, title, size, link?.href,
];
// @ts-expect-error: there is no such flag
client.value('new-chekout', false);
// @ts-expect-error: there is no such flag
values.value('new_checkout', false);
// @ts-expect-error: the flag is boolean
client.value('new-checkout', 'no');
// @ts-expect-error: the flag is a number
const text: string = client.value('limit', 1);
// @ts-expect-error: a banner has a title
values.value('banner', { size: 1 });
export { text };
`,
  );
  // Without the types any key is one, so that the lines that must fail do not.
  expect(await compileFolder(folder)).toContain("error TS2578: Unused '@ts-expect-error' directive.");
  await codegen([
    'codegen',
    '--url',
    fake.url,
    '--key',
    'gogreen_sk_1',
    '--out',
    path.join(folder, 'flags.d.ts'),
  ]);
  expect(await compileFolder(folder)).toBe('');
});

test('--openfeature: the clients of OpenFeature for servers, pages and React take right keys only', async () => {
  const fake = await startFakeGoGreen(flags);
  const folder = await temporaryFolder();
  await writeFile(
    path.join(folder, 'use.ts'),
    `import { OpenFeature } from '@openfeature/server-sdk';
import { OpenFeature as Web } from '@openfeature/web-sdk';
import { useBooleanFlagValue } from '@openfeature/react-sdk';

const client = OpenFeature.getClient();
const page = Web.getClient();
export const isOn: boolean = await client.getBooleanValue('new-checkout', false);
export const greeting: string = page.getStringValue('greeting', 'Hello');
export const Checkout = () => useBooleanFlagValue('new-checkout', false);
await client.getObjectValue('banner', {});
// @ts-expect-error: there is no such flag
await client.getBooleanValue('new-chekout', false);
// @ts-expect-error: the flag is boolean
page.getStringValue('new-checkout', 'no');
// @ts-expect-error: the flag is a number
export const Limit = () => useBooleanFlagValue('limit', false);
`,
  );
  expect(await compileFolder(folder)).toContain("error TS2578: Unused '@ts-expect-error' directive.");
  const out = path.join(folder, 'flags.d.ts');
  await codegen(['codegen', '--url', fake.url, '--key', 'k', '--openfeature', '--out', out]);
  expect(await compileFolder(folder)).toBe('');
});

test('without --out: the types are printed; without --key: the key is that of GOGREEN_KEY', async () => {
  const fake = await startFakeGoGreen(flags);
  const { code, stdout } = await codegen(['codegen', '--url', fake.url], { GOGREEN_KEY: 'gogreen_sk_2' });
  expect([code, stdout]).toEqual([0, printModule(fake.ruleset)]);
  expect(fake.requests[0]?.headers.authorization).toBe('Bearer gogreen_sk_2');
});

test('wrong arguments: exit code 2 with the fix', async () => {
  await everyRow(
    [
      [[], 'Unknown command: none.'],
      [['types'], 'Unknown command: types.'],
      [['codegen'], '--url is missing.'],
      [['codegen', '--url', 'http://127.0.0.1:9'], '--key is missing.'],
      [
        ['codegen', '--url', 'http://127.0.0.1:9', '--key', 'k', '--openfeature', '--out', 'flags.ts'],
        '--openfeature needs a file whose name ends in .d.ts.',
      ],
      [['codegen', '--colour'], "Unknown option '--colour'"],
    ] as [string[], string][],
    async ([args, message]) => {
      const { code, stderr } = await codegen(args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
      expect(stderr).toContain('Usage: gogreen-client codegen');
    },
  );
});

test('a key that is rejected, another server, and none at all: exit code 1 with one sentence, and the file stays', async () => {
  const fake = await startFakeGoGreen(flags);
  const folder = await temporaryFolder();
  const out = path.join(folder, 'flags.d.ts');
  await writeFile(out, 'before');
  const write = (url: string) => codegen(['codegen', '--url', url, '--key', 'k', '--out', out]);
  fake.troubles.set('*', { status: 401 });
  expect(await write(fake.url)).toMatchObject({
    code: 1,
    stderr: 'GoGreen answered 401: This is the trouble 401.\n',
  });
  fake.troubles.set('*', { status: 200, body: '{"hello":1}' });
  expect(await write(fake.url)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('answered with what is not a ruleset'),
  });
  await fake.stop();
  expect(await write(fake.url)).toMatchObject({ code: 1, stderr: expect.stringContaining('ECONNREFUSED') });
  expect(await write('gogreen')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('url must be the address'),
  });
  expect(await readFile(out, 'utf8')).toBe('before');
});

describe('types of JSON values', () => {
  const typeOf = (...values: (typeof flags)[string]['variations'][number]['value'][]) => {
    const variations = values.map((value, index) => ({ key: `v${index}`, value }));
    const ruleset = {
      format: 1,
      project: 'p',
      environment: 'e',
      version: 1,
      epoch: 'x',
      targetingKey: 't',
    } as const;
    const text = printModule({ ...ruleset, flags: { f: { ...flagOf('JSON', null), variations } } });
    return /"f": (.*?);\n {2}\}\n\}/s.exec(text)?.[1]?.replaceAll(/\s+/g, ' ');
  };

  test('simple values, lists and objects: their union', () => {
    expect(typeOf(1, 'a', true, null)).toBe('boolean | number | string | null');
    expect(typeOf([])).toBe('unknown[]');
    expect(typeOf([], [1], ['a', null])).toBe('Array<number | string | null>');
    expect(typeOf([{ a: 1 }, { b: 2 }])).toBe('Array<{ "a"?: number; "b"?: number; }>');
    expect(typeOf({}, {})).toBe('Record<string, unknown>');
    expect(typeOf({ a: {} }, 1)).toBe('number | { "a": Record<string, unknown>; }');
  });

  test('names that are not identifiers, and those of methods: quoted', () => {
    expect(typeOf(JSON.parse('{"__proto__":1,"a\\"b":2,"constructor":3,"é 1":4}'))).toBe(
      '{ "__proto__": number; "a\\"b": number; "constructor": number; "é 1": number; }',
    );
  });
});

test('keys of flags as they can be: quoted, and sorted', () => {
  const text = printModule({
    format: 1,
    project: 'p',
    environment: 'e',
    version: 1,
    epoch: 'x',
    targetingKey: 't',
    flags: Object.fromEntries([
      ['b', flag('yes')],
      ['__proto__', flag('yes')],
      ['a"b', flag('yes')],
    ]),
  });
  expect(text).toContain('    "__proto__": boolean;\n    "a\\"b": boolean;\n    "b": boolean;\n');
});
