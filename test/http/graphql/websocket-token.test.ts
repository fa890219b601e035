import { once } from 'node:events';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';

const test = testWithApp({ worker: false });
const token = `Bearer ${ADMIN_TOKEN}`;
const wrong = 'Bearer gogreen_at_wrong';

/** The `__typename` of the viewer, the message of its error, or the code that the socket is closed with. */
async function viewerOver(
  gogreen: TestApp,
  params: unknown,
  headers: Record<string, string>,
): Promise<unknown> {
  const socket = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers,
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', ...(params === null ? {} : { payload: params }) }));
  const answered = new Promise((resolve) => {
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack') {
        const query = '{ projects { edges { cursor } } viewer { __typename } }';
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
      }
      if (type === 'next') resolve(payload.errors?.[0].message ?? payload.data.viewer.__typename);
      if (type === 'error') resolve(payload[0].message);
    });
  });
  const result = await Promise.race([answered, closed]);
  socket.terminate();
  return result;
}

test.for<[where: string, params: unknown, headers: Record<string, string>]>([
  ['in the header of the upgrade', null, { authorization: token }],
  ['in the header of the upgrade, with other parameters', { client: 'x' }, { authorization: token }],
  ['as authorization', { authorization: token }, {}],
  ['as Authorization', { Authorization: token }, {}],
  ['in the object headers', { headers: { authorization: token } }, {}],
  ['in the object headers, in capitals', { headers: { AUTHORIZATION: token } }, {}],
  [
    'together with an Authorization header of a proxy',
    { authorization: token },
    { authorization: 'Basic dXNlcjpwYXNz' },
  ],
])('a token over WebSocket is accepted %s', async ([_where, params, headers], { gogreen }) => {
  expect(await viewerOver(gogreen, params, headers)).toBe('Viewer');
});

test.for<[where: string, params: unknown, headers: Record<string, string>]>([
  ['in the header of the upgrade', null, { authorization: wrong }],
  ['as authorization', { authorization: wrong }, { authorization: token }],
  ['in the object headers', { headers: { Authorization: wrong } }, {}],
])(
  'a wrong token over WebSocket %s closes the connection',
  async ([_where, params, headers], { gogreen }) => {
    expect(await viewerOver(gogreen, params, headers)).toBe(4403);
  },
);

test('an operation over WebSocket without a token: the error says where to send it', async ({ gogreen }) => {
  expect(await viewerOver(gogreen, { token }, {})).toBe(
    'Send an access token: Authorization: Bearer <token>, over WebSocket also as "authorization" in connectionParams.',
  );
});
