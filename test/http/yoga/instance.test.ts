import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { command } from '#test/support/command.ts';
import { addHolder } from '#test/support/tokens.ts';

const time = new Date('2026-11-30T12:00:00Z');
const test = testWithApp({ worker: false, now: () => time, settings: { RETENTION_DAYS: '7' } });

test('everybody may know what a page needs before somebody signs in', async ({ gogreen }) => {
  const query =
    '{ instance { version publicUrl embedded retentionDays time signIn { token oidcLabel } graphiql } }';
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(await gogreen.send(query, {}, null)).toEqual({
    status: 200,
    data: {
      instance: {
        version,
        publicUrl: 'https://gogreen.test',
        embedded: false,
        retentionDays: 7,
        time: '2026-11-30T12:00:00.000Z',
        signIn: { token: true, oidcLabel: null },
        graphiql: true,
      },
    },
  });
});

test('only owners may know how the process is set up, and it tells no secret', async ({ gogreen }) => {
  const query =
    '{ instance { setup { role postgresVersion databasePoolSize redis egressAllowed egressProxy oidcIssuer operationsPerMinute sessionHours sessionIdleHours } } }';
  const shown = await gogreen.send(query);
  expect(shown.data?.['instance']).toEqual({
    setup: {
      role: 'all',
      postgresVersion: expect.stringMatching(/^\d+\.\d+/),
      databasePoolSize: expect.any(Number),
      redis: expect.any(Boolean),
      egressAllowed: expect.any(Array),
      egressProxy: false,
      oidcIssuer: null,
      operationsPerMinute: expect.any(Number),
      sessionHours: expect.any(Number),
      sessionIdleHours: expect.any(Number),
    },
  });
  const { token } = await addHolder(gogreen);
  for (const other of [token, null])
    expect((await gogreen.send(query, {}, other)).data).toEqual({ instance: { setup: null } });
});

test('the tour of the dashboard is closed for one person, and opened again', async ({ gogreen }) => {
  const one = await addHolder(gogreen);
  const other = await addHolder(gogreen);
  const isClosed = async ({ token }: { token: string }) =>
    (await gogreen.send('{ viewer { tourClosed } }', {}, token)).data?.['viewer'];
  await command(gogreen, 'setTourClosed', { closed: true }, one.token);
  expect([await isClosed(one), await isClosed(other)]).toEqual([{ tourClosed: true }, { tourClosed: false }]);
  await command(gogreen, 'setTourClosed', { closed: false }, one.token);
  expect(await isClosed(one)).toEqual({ tourClosed: false });
});
