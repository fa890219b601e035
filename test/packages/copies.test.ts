/** The copy of the flags that clients start from while GoGreen is away. */

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type ClientOptions,
  RulesetClient,
  type SnapshotStore,
  ValuesClient,
  webStore,
} from 'gogreen-client';
import { fileStore } from 'gogreen-client/file';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '#test/support/eventually.ts';
import { type FakeGoGreen, flag, flagOf, quickTiming, startFakeGoGreen } from '#test/support/fake-gogreen.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-copy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, 'flags.json');
}

/** A storage as browsers have it. */
function createStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

function options(
  { url }: FakeGoGreen,
  store: SnapshotStore,
  more: Partial<ClientOptions> = {},
): ClientOptions {
  return { url, key: 'gogreen_sk_1', usage: false, timing: quickTiming, store, ...more };
}

const kinds = [
  { name: 'a ruleset client', create: (given: ClientOptions) => new RulesetClient(given) },
  {
    name: 'a values client',
    create: (given: ClientOptions) => new ValuesClient({ ...given, context: { plan: 'pro' } }),
  },
];

describe.each(kinds)('$name', ({ create }) => {
  async function leaveCopy(fake: FakeGoGreen, store: SnapshotStore) {
    const client = create(options(fake, store));
    await client.start();
    await client.close();
  }
  function open(given: ClientOptions) {
    const client = create(given);
    onTestFinished(() => client.close());
    return client;
  }

  test('GoGreen is away: it starts from the copy with the reason CACHED, and is current when GoGreen is back', async () => {
    const file = await temporaryFile();
    const fake = await startFakeGoGreen();
    await leaveCopy(fake, fileStore(file));
    fake.troubles.set('*', { status: 503 });
    const client = open(options(fake, fileStore(file)));
    await client.start();
    expect(client.details('f', 'boolean')).toMatchObject({ value: true, variation: 'yes', reason: 'CACHED' });
    expect([client.state, client.position]).toEqual(['connecting', 'one.1']);
    await eventually(() => expect(client.state).toBe('stale'));
    fake.troubles.clear();
    await eventually(() => expect(client.details('f', 'boolean')).toMatchObject({ reason: 'STATIC' }));
    expect(client.state).toBe('ready');
  });

  test('the copy is still current: the server sends no state again', async () => {
    const fake = await startFakeGoGreen({ f: flag('yes') });
    const storage = createStorage();
    await leaveCopy(fake, webStore(storage));
    const client = open(options(fake, webStore(storage)));
    const changes = vi.fn<() => void>();
    client.on('change', changes);
    await client.start();
    await eventually(() => expect(client.state).toBe('ready'));
    expect(client.details('f', 'boolean')).toMatchObject({ value: true, reason: 'STATIC' });
    const streams = fake.requests.filter(({ headers }) => headers.accept === 'text/event-stream');
    expect(streams.at(-1)?.headers['last-event-id']).toBe('one.1');
    expect(fake.requests.filter(({ path }) => path === '/sdk/v1/ruleset').length).toBeLessThan(2);
    expect(changes).not.toHaveBeenCalled();
  });

  test.each<[string, Partial<ClientOptions>]>([
    ['key', { key: 'gogreen_sk_2' }],
    ['address', { url: 'http://127.0.0.1:9' }],
  ])('a copy of another %s: it is not used', async (_name, other) => {
    const fake = await startFakeGoGreen();
    const storage = createStorage();
    await leaveCopy(fake, webStore(storage));
    fake.troubles.set('*', { status: 503 });
    const client = open(options(fake, webStore(storage), other));
    await expect(client.start({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  test.each(['', 'no JSON', '{}', 'null', '{"format":1}', '{"format":9,"owner":"x","state":"{}"}'])(
    'a copy that is %j: it is not used, and is replaced',
    async (text) => {
      const fake = await startFakeGoGreen();
      const storage = createStorage();
      storage.setItem('gogreen.flags', text);
      const client = open(options(fake, webStore(storage)));
      await client.start();
      expect(client.value('f', false)).toBe(true);
      await client.close();
      expect(storage.getItem('gogreen.flags')).toContain('\\"epoch\\":\\"one\\"');
    },
  );

  test('a store that fails: flags work without it, and a warning says why', async () => {
    const fake = await startFakeGoGreen();
    const warn = vi.fn<(message: string) => void>();
    const store: SnapshotStore = {
      load: () => {
        throw new Error('locked');
      },
      save: () => Promise.reject(new Error('full')),
    };
    const client = open(options(fake, store, { logger: { warn } }));
    await client.start();
    expect(client.value('f', false)).toBe(true);
    await client.close();
    expect(warn.mock.calls.flat()).toEqual([
      'The copy of the flags cannot be read: Error: locked',
      'The copy of the flags cannot be saved: Error: full',
    ]);
  });

  test('many changes: the copy is saved at most once a second, and the last one at the end', async () => {
    const fake = await startFakeGoGreen();
    const saved: string[] = [];
    const client = open(options(fake, { load: () => null, save: (text) => void saved.push(text) }));
    await client.start();
    for (let count = 0; count < 20; count++) fake.change({ f: flag(count % 2 ? 'yes' : 'no') });
    await eventually(() => expect(client.position).toBe('one.21'));
    await client.close();
    expect(saved.length).toBeLessThan(3);
    expect(saved.at(-1)).toContain('\\"version\\":21');
  });
});

test('a values client whose context is another than that of the copy: the copy is not used', async () => {
  const fake = await startFakeGoGreen();
  const storage = createStorage();
  const first = new ValuesClient({
    ...options(fake, webStore(storage)),
    context: { targetingKey: 'a', plan: 'pro' },
  });
  await first.start();
  await first.close();
  fake.troubles.set('*', { status: 503 });
  const second = new ValuesClient({
    ...options(fake, webStore(storage)),
    context: { targetingKey: 'a', plan: 'free' },
  });
  onTestFinished(() => second.close());
  await expect(second.start({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
});

test('a values client with a copy of 31 days: it is not used', async () => {
  const fake = await startFakeGoGreen();
  const storage = createStorage();
  const first = new ValuesClient(options(fake, webStore(storage)));
  await first.start();
  await first.close();
  const copy = JSON.parse(storage.getItem('gogreen.flags') ?? '');
  const old = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
  storage.setItem('gogreen.flags', JSON.stringify({ ...copy, savedAt: old }));
  fake.troubles.set('*', { status: 503 });
  const second = new ValuesClient(options(fake, webStore(storage)));
  onTestFinished(() => second.close());
  await expect(second.start({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
});

test('the copy of a values client: the context cannot be read from it', async () => {
  const fake = await startFakeGoGreen();
  const storage = createStorage();
  const context = { targetingKey: 'ann@example.com' };
  const client = new ValuesClient({ ...options(fake, webStore(storage)), context });
  await client.start();
  await client.close();
  expect([...storage.items.values()].join()).toContain('variation');
  expect([...storage.items.values()].join()).not.toContain('ann');
});

test('copies: the key cannot be read from them', async () => {
  const fake = await startFakeGoGreen();
  const storage = createStorage();
  const client = new RulesetClient(options(fake, webStore(storage), { key: 'gogreen_sk_SECRETSECRET' }));
  await client.start();
  await client.close();
  expect([...storage.items.values()].join()).not.toContain('SECRET');
});

describe('fileStore', () => {
  test('saved: its owner alone may read the file, and nothing else is left in the folder', async () => {
    const file = await temporaryFile();
    await fileStore(file).save('one');
    await fileStore(file).save('two');
    expect(await fileStore(file).load()).toBe('two');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['flags.json']);
  });

  test('many saves at once: the file is always one of them as a whole', async () => {
    const file = await temporaryFile();
    const store = fileStore(file);
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(100_000));
    const saves = Promise.all(texts.map((text) => store.save(text)));
    let isDone = false;
    void saves.then(() => {
      isDone = true;
    });
    while (!isDone) {
      const now = await store.load();
      expect(now === null || texts.includes(now)).toBe(true);
    }
    expect(await readdir(path.dirname(file))).toEqual(['flags.json']);
  });

  test('a file that is not there: no copy; a folder in its place: it fails', async () => {
    const file = await temporaryFile();
    expect(await fileStore(file).load()).toBeNull();
    await expect(fileStore(path.dirname(file)).load()).rejects.toThrow('EISDIR');
    await expect(fileStore(path.join(file, 'below')).save('x')).rejects.toThrow('ENOENT');
  });

  test('a save that cannot replace the file: the file of before is left, and no other', async () => {
    const file = await temporaryFile();
    await writeFile(file, 'before');
    await expect(fileStore(path.dirname(file)).save('x')).rejects.toThrow();
    expect(await readFile(file, 'utf8')).toBe('before');
    expect(await readdir(path.dirname(file))).toEqual(['flags.json']);
  });
});

test('a large ruleset: the copy holds all of it', async () => {
  const file = await temporaryFile();
  const flags = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`f${index}`, flagOf('NUMBER', index)]),
  );
  const fake = await startFakeGoGreen(flags);
  const first = new RulesetClient(options(fake, fileStore(file)));
  await first.start();
  await first.close();
  fake.troubles.set('*', { status: 503 });
  const second = new RulesetClient(options(fake, fileStore(file)));
  onTestFinished(() => second.close());
  await second.start();
  const read = Object.keys(flags).map((key) => second.value(key, -1));
  expect(read).toEqual(Array.from({ length: 500 }, (_, index) => index));
});
