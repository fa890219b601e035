/** How both clients get and keep their flags, whatever the network and the server do. */

import { ClientError, type ClientState, RulesetClient, ValuesClient } from 'gogreen-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '#test/support/eventually.ts';
import { FakeGoGreen, flag, flagOf, quickTiming, startFakeGoGreen } from '#test/support/fake-gogreen.ts';

interface Kind {
  name: string;
  stream: string;
  state: string;
  wholeEvent: string;
  /** How the first state is asked for: paths, and what streams name as their position. */
  first: { paths: string[]; position: string | undefined };
  create: (fake: FakeGoGreen, timing?: object) => RulesetClient | ValuesClient;
}

const kinds: Kind[] = [
  {
    name: 'a ruleset client',
    stream: '/sdk/v1/stream',
    state: '/sdk/v1/ruleset',
    wholeEvent: 'ruleset',
    first: { paths: ['/sdk/v1/ruleset', '/sdk/v1/stream'], position: 'one.1' },
    create: ({ url }, timing) =>
      new RulesetClient({ url, key: 'gogreen_sk_1', usage: false, timing: { ...quickTiming, ...timing } }),
  },
  {
    name: 'a values client',
    stream: '/sdk/v1/values',
    state: '/sdk/v1/values',
    wholeEvent: 'values',
    first: { paths: ['/sdk/v1/values'], position: undefined },
    create: ({ url }, timing) =>
      new ValuesClient({ url, key: 'gogreen_ck_1', usage: false, timing: { ...quickTiming, ...timing } }),
  },
];

test('a ruleset that arrives in pieces, slowly and without a silence, is waited for', async () => {
  const fake = await startFakeGoGreen();
  fake.troubles.set('/sdk/v1/ruleset', { status: 'slow', everyMs: 150 });
  const client = new RulesetClient({
    url: fake.url,
    key: 'gogreen_sk_1',
    usage: false,
    timing: { ...quickTiming, silenceMs: 700 },
  });
  onTestFinished(() => client.close());
  await client.start();
  expect(fake.requests.filter(({ path }) => path === '/sdk/v1/ruleset')).toHaveLength(1);
  expect(client.value('f', false)).toBe(true);
});

describe.each(kinds)('$name', ({ create, stream, state, wholeEvent, first }) => {
  /** A client with what happened to it. */
  function watch(fake: FakeGoGreen, timing?: object) {
    const client = create(fake, timing);
    const states: ClientState[] = [];
    const changes: string[][] = [];
    client.on('state', (now) => states.push(now));
    client.on('change', ({ flagsChanged }) => changes.push(flagsChanged));
    onTestFinished(() => client.close());
    return { client, states, changes };
  }
  const isOn = (client: RulesetClient | ValuesClient) => client.value('f', false);
  const opened = (fake: FakeGoGreen) =>
    fake.requests.filter(({ path, headers }) => path === stream && headers.accept === 'text/event-stream');

  test('started: it asks once for the flags, with the key, and then only for what changes', async () => {
    const fake = await startFakeGoGreen();
    const { client, states, changes } = watch(fake);
    await start(fake, client);
    expect([isOn(client), client.state, client.position]).toEqual([true, 'ready', 'one.1']);
    expect([states, changes]).toEqual([['ready'], [['f']]]);
    await eventually(() => expect(fake.requests.map(({ path }) => path)).toEqual(first.paths));
    expect(fake.requests[0]?.headers.authorization).toMatch(/^Bearer gogreen_[sc]k_1$/);
  });

  test('changes on the stream: flags are added, changed and deleted, and each change names them', async () => {
    const fake = await startFakeGoGreen();
    const { client, changes } = watch(fake);
    await start(fake, client);
    fake.change({ f: flag('no'), g: flag('yes') });
    await eventually(() => expect(client.position).toBe('one.2'));
    expect([client.value('f', true), client.value('g', false)]).toEqual([false, true]);
    fake.change({ g: null });
    await eventually(() => expect(client.position).toBe('one.3'));
    expect(client.details('g', 'boolean')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
    expect(changes).toEqual([['f'], ['f', 'g'], ['g']]);
  });

  test('an environment without flags: it is ready', async () => {
    const fake = await startFakeGoGreen({});
    const { client } = watch(fake);
    await start(fake, client);
    expect([client.state, client.details('f', 'boolean')]).toMatchObject([
      'ready',
      { errorCode: 'FLAG_NOT_FOUND' },
    ]);
  });

  test('a stream that is cut: stale at once, flags answer as before, then it resumes with what changed and no whole state', async () => {
    const fake = await startFakeGoGreen({ f: flag('yes'), g: flagOf('STRING', 'x'.repeat(10_000)) });
    const { client, states, changes } = watch(fake);
    await start(fake, client);
    fake.change({ f: flag('no') }, { unseen: true });
    fake.cut();
    await eventually(() => expect(states).toContain('stale'));
    await eventually(() => expect(client.position).toBe('one.2'));
    expect([isOn(client), client.state, states]).toEqual([false, 'ready', ['ready', 'stale', 'ready']]);
    expect(changes.slice(1)).toEqual([['f']]);
    expect(opened(fake).map(({ headers }) => headers['last-event-id'])).toEqual([first.position, 'one.1']);
  });

  test('a cut stream and nothing new: ready again as soon as the server accepts the stream', async () => {
    const fake = await startFakeGoGreen();
    const { client, states, changes } = watch(fake);
    await start(fake, client);
    fake.fallSilent();
    fake.cut();
    await eventually(() => expect(states).toEqual(['ready', 'stale', 'ready']));
    expect(changes).toHaveLength(1);
  });

  test('a stream that falls silent: lost after the time of two pings, and opened again', async () => {
    const fake = await startFakeGoGreen();
    const { client, states } = watch(fake);
    await start(fake, client);
    fake.fallSilent();
    await eventually(() => expect(opened(fake).length).toBeGreaterThan(1));
    expect(states.slice(0, 2)).toEqual(['ready', 'stale']);
    const [first, second] = opened(fake);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(quickTiming.silenceMs - 5);
    expect(isOn(client)).toBe(true);
  });

  test('the server stops and starts again at its address: flags answer meanwhile, and the client is current again', async () => {
    const fake = await startFakeGoGreen();
    const { client } = watch(fake);
    await start(fake, client);
    await fake.stop();
    await eventually(() => expect(client.state).toBe('stale'));
    expect(client.error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(isOn(client)).toBe(true);
    const second = await startAt(fake, { f: flag('no') });
    await eventually(() => expect(client.state).toBe('ready'));
    await eventually(() => expect(isOn(client)).toBe(false));
    expect(client.position).toBe(`${second.ruleset.epoch}.1`);
  });

  test.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
  ])('answer %i at the start: it is fatal, and there is no second attempt', async (status, code) => {
    const fake = await startFakeGoGreen();
    fake.troubles.set('*', { status });
    const { client, states } = watch(fake);
    const error = await client.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(`This is the trouble ${status}.`) });
    expect([client.state, states]).toEqual(['fatal', ['fatal']]);
    expect(client.details('f', 'boolean')).toMatchObject({ errorCode: 'PROVIDER_NOT_READY' });
    await expect(client.start()).rejects.toThrow(String(status));
    expect(fake.requests).toHaveLength(1);
  });

  test('a key that is revoked later: fatal, and flags answer as before with the reason STALE', async () => {
    const fake = await startFakeGoGreen();
    const { client } = watch(fake);
    await start(fake, client);
    fake.troubles.set('*', { status: 401 });
    fake.cut();
    await eventually(() => expect(client.state).toBe('fatal'));
    expect(client.details('f', 'boolean')).toMatchObject({ value: true, reason: 'STALE' });
    expect(opened(fake)).toHaveLength(2);
  });

  test.each([429, 503])(
    'answer %i with Retry-After: no request before that, and then it goes on',
    async (status) => {
      const fake = await startFakeGoGreen();
      fake.troubles.set('*', { status, headers: { 'retry-after': '1' } });
      const { client } = watch(fake);
      const started = client.start();
      await eventually(() => expect(client.error).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 1000 }));
      fake.troubles.clear();
      await started;
      expect(fake.requests).toHaveLength(2);
      const [refused, accepted] = fake.requests;
      expect((accepted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThan(990);
    },
  );

  test.each([
    ['500', { status: 500 }],
    ['404', { status: 404, body: 'not here' }],
    ['a page of another server', { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }],
  ])(
    'answer %s instead of a stream: flags answer as before, and it goes on trying',
    async (_name, trouble) => {
      const fake = await startFakeGoGreen();
      const { client } = watch(fake);
      await start(fake, client);
      fake.troubles.set('*', trouble);
      fake.cut();
      await eventually(() => expect(fake.requests.length).toBeGreaterThan(4));
      expect([client.state, isOn(client)]).toEqual(['stale', true]);
      fake.troubles.clear();
      await eventually(() => expect(client.state).toBe('ready'));
    },
  );

  test('streams that fail three times in a row: the state is polled meanwhile, and no longer when a stream works', async () => {
    const fake = await startFakeGoGreen();
    const { client } = watch(fake, { silenceMs: 60 });
    await start(fake, client);
    fake.troubles.set('stream', { status: 'silence' });
    fake.cut();
    const polls = () =>
      fake.requests
        .slice(first.paths.length)
        .filter((request) => request.path === state && !opened(fake).includes(request));
    await eventually(() => expect(polls().length).toBeGreaterThan(2));
    expect(opened(fake).filter(({ at }) => at < (polls()[0]?.at ?? 0)).length).toBeGreaterThanOrEqual(3);
    fake.change({ f: flag('no') }, { unseen: true });
    await eventually(() => expect(client.value('f', true)).toBe(false));
    expect(client.state).toBe('ready');
    fake.troubles.clear();
    await eventually(() => expect(fake.streams).toBe(1));
    fake.change({ f: flag('yes') });
    await eventually(() => expect(isOn(client)).toBe(true));
    const count = polls().length;
    // Long enough for further polls.
    fake.cut();
    await eventually(() => expect(opened(fake).at(-1)?.headers['last-event-id']).toBe('one.3'));
    expect(polls()).toHaveLength(count);
  });

  test('polls that answer with the same state: they carry its ETag where there is one, and change nothing', async () => {
    const fake = await startFakeGoGreen();
    const { client, changes } = watch(fake, { silenceMs: 60 });
    await start(fake, client);
    fake.troubles.set('stream', { status: 503 });
    fake.cut();
    const polls = () =>
      fake.requests
        .slice(first.paths.length)
        .filter((request) => request.path === state && !opened(fake).includes(request));
    await eventually(() => expect(polls().length).toBeGreaterThan(2));
    expect(new Set(polls().map(({ headers }) => headers['if-none-match']))).toEqual(new Set(['"one.1"']));
    expect([client.state, changes]).toEqual(['ready', [['f']]]);
  });

  test('changes from a later version than ours: the whole state is read, and the stream goes on', async () => {
    const fake = await startFakeGoGreen();
    const { client, states } = watch(fake);
    await start(fake, client);
    fake.change({ g: flag('yes') }, { unseen: true });
    fake.change({ f: flag('no') }, { unseen: true });
    fake.send('event: changes\ndata: {"epoch":"one","from":2,"to":3,"flags":{"f":null}}\n\n');
    await eventually(() => expect(client.position).toBe('one.3'));
    expect([client.value('f', true), client.value('g', false)]).toEqual([false, true]);
    expect([states, fake.streams]).toEqual([['ready'], 1]);
    fake.change({ f: flag('yes') });
    await eventually(() => expect(isOn(client)).toBe(true));
  });

  test('changes of another epoch: the whole state is read, whatever its version is', async () => {
    const fake = await startFakeGoGreen();
    const { client } = watch(fake);
    await start(fake, client);
    fake.change({ f: flag('yes') });
    await eventually(() => expect(client.position).toBe('one.2'));
    fake.changeEpoch('two', { f: flag('no') });
    fake.send('event: changes\ndata: {"epoch":"two","from":0,"to":1,"flags":{}}\n\n');
    await eventually(() => expect(client.position).toBe('two.1'));
    expect(isOn(client)).toBe(false);
  });

  test('changes that end where we are, and a whole state of before: they are left', async () => {
    const fake = await startFakeGoGreen();
    const { client, changes } = watch(fake);
    await start(fake, client);
    const older = JSON.stringify(
      wholeEvent === 'ruleset' ? { ...fake.ruleset, flags: {} } : { epoch: 'one', version: 1, flags: {} },
    );
    fake.change({ f: flag('yes') });
    await eventually(() => expect(client.position).toBe('one.2'));
    fake.send('event: changes\ndata: {"epoch":"one","from":1,"to":2,"flags":{"f":null}}\n\n');
    fake.send(`event: ${wholeEvent}\ndata: ${older}\n\n`);
    fake.change({ g: flag('yes') });
    await eventually(() => expect(client.value('g', false)).toBe(true));
    expect([isOn(client), changes]).toEqual([true, [['f'], ['f'], ['g']]]);
  });

  test.each([
    'nothing',
    '{}',
    '[]',
    'null',
    '{"format":1,"epoch":"one","version":9}',
    '{"format":2,"project":"p","environment":"e","targetingKey":"t","epoch":"one","version":9}',
    '{"epoch":"one","version":9,"flags":[]}',
    '{"epoch":"one","version":9,"flags":{"f":1},"targetingKey":3}',
  ])('a whole state that is %s: flags stay as they are, and the stream is opened again', async (data) => {
    const fake = await startFakeGoGreen();
    const { client, states } = watch(fake);
    await start(fake, client);
    fake.send(`event: ${wholeEvent}\ndata: ${data}\n\n`);
    await eventually(() => expect(states).toEqual(['ready', 'stale', 'ready']));
    expect([isOn(client), client.position]).toEqual([true, 'one.1']);
  });

  test.each([
    '{',
    '{"epoch":"one","from":1}',
    '{"epoch":"one","from":1,"to":9}',
    '{"epoch":"one","from":1,"to":9,"flags":{"f":3}}',
  ])('changes that are %s: flags stay as they are, and the stream is opened again', async (data) => {
    const fake = await startFakeGoGreen();
    const { client, states } = watch(fake);
    await start(fake, client);
    fake.send(`event: changes\ndata: ${data}\n\n`);
    await eventually(() => expect(states).toEqual(['ready', 'stale', 'ready']));
    expect([isOn(client), client.position]).toEqual([true, 'one.1']);
  });

  test('half an event before the stream is cut: it is not used', async () => {
    const fake = await startFakeGoGreen();
    const { client, states, changes } = watch(fake);
    await start(fake, client);
    fake.send('event: changes\ndata: {"epoch":"one","from":1,"to":2,"flags":{"f":null}}\n');
    fake.cut();
    await eventually(() => expect(states).toEqual(['ready', 'stale', 'ready']));
    expect([isOn(client), client.position, changes.length]).toEqual([true, 'one.1', 1]);
  });

  test('events of a type that is not known yet: they are left', async () => {
    const fake = await startFakeGoGreen();
    const { client, states } = watch(fake);
    await start(fake, client);
    fake.send('event: segments\ndata: {"later":true}\n\n');
    fake.change({ f: flag('no') });
    await eventually(() => expect(isOn(client)).toBe(false));
    expect(states).toEqual(['ready']);
  });

  test('a loss that lasts: the state becomes error, with what is wrong, and ready when it is over', async () => {
    const fake = await startFakeGoGreen();
    const { client, states } = watch(fake, { errorAfterMs: 150 });
    await start(fake, client);
    fake.troubles.set('*', { status: 500 });
    fake.cut();
    await eventually(() => expect(client.state).toBe('error'));
    expect(client.error?.message).toContain('This is the trouble 500.');
    expect(client.details('f', 'boolean')).toMatchObject({ value: true, reason: 'STALE' });
    fake.troubles.clear();
    await eventually(() => expect(client.state).toBe('ready'));
    expect(states).toEqual(['ready', 'stale', 'error', 'ready']);
    expect(client.details('f', 'boolean')).toMatchObject({ value: true, reason: 'STATIC' });
  });

  test('a server that is away at the start: start fails in time, and the flags arrive when it is there', async () => {
    const fake = await startFakeGoGreen();
    await fake.stop();
    const { client } = watch(fake);
    await expect(client.start({ timeoutMs: 100 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect([client.state, client.value('f', false)]).toEqual(['connecting', false]);
    await startAt(fake, { f: flag('yes') });
    await client.start();
    expect([client.state, isOn(client)]).toEqual(['ready', true]);
  });

  test('a listener that throws: the others are called, and the client goes on', async () => {
    const fake = await startFakeGoGreen();
    const client = create(fake);
    onTestFinished(() => client.close());
    client.on('change', () => {
      throw new Error('of the application');
    });
    const seen: unknown[] = [];
    client.on('change', (change) => seen.push(change));
    await start(fake, client);
    fake.change({ f: flag('no') });
    await eventually(() => expect(isOn(client)).toBe(false));
    expect([seen.length, client.state, fake.streams]).toEqual([2, 'ready', 1]);
  });

  test('closed: the stream ends, no other is opened, and flags answer as before', async () => {
    const fake = await startFakeGoGreen();
    const { client } = watch(fake);
    await start(fake, client);
    await client.close();
    await eventually(() => expect(fake.streams).toBe(0));
    expect([client.state, isOn(client)]).toEqual(['closed', true]);
    await expect(client.start()).resolves.toBeUndefined();
    expect(opened(fake)).toHaveLength(1);
  });
});

/** Resolves when the client has its flags and its stream. */
async function start(fake: FakeGoGreen, client: RulesetClient | ValuesClient): Promise<void> {
  await client.start();
  await eventually(() => expect(fake.streams).toBe(1));
}

/** Another server at the address of one that was stopped. */
async function startAt(stopped: FakeGoGreen, flags: FakeGoGreen['ruleset']['flags']): Promise<FakeGoGreen> {
  const next = new FakeGoGreen(flags);
  next.changeEpoch('next', flags);
  await next.listen(Number(new URL(stopped.url).port));
  onTestFinished(() => next.stop());
  return next;
}
