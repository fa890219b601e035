import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';

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
