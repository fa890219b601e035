import { once } from 'node:events';
import { connect } from 'node:net';
import { runInNewContext } from 'node:vm';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';
import { printedSchema } from '#test/support/selection.ts';
import { connectWs } from '#test/support/subscribe-ws.ts';
import { addHolder } from '#test/support/tokens.ts';

let gogreen: TestApp;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false });
});
afterAll(() => gogreen?.close());

const authorization = `Bearer ${ADMIN_TOKEN}`;

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gogreen.url}${path}`, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function post(body: string, headers: Record<string, string>) {
  const response = await fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

describe('GraphiQL', () => {
  test('is the response to a browser, with the tabs of the tour', async () => {
    const { status, headers, text } = await get('/graphiql', { accept: 'text/html,application/xhtml+xml' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(text).toContain('<title>GoGreen</title>');
    for (const operation of ['ToggleFlag', 'WatchFlags', 'DeliveryLog']) expect(text).toContain(operation);
  });

  test('contains all it needs: no tag, style or script of the page points to another host', async () => {
    const { text } = await get('/graphiql');
    const markup = text.replaceAll(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1</script>');
    const loads = [...markup.matchAll(/\b(?:src|href|srcset|poster|data|action)\s*=\s*["']?([^"'\s>]+)/g)];
    expect(loads.map(([, address]) => address).filter((address) => !address?.startsWith('data:'))).toEqual(
      [],
    );
    expect([...text.matchAll(/@import|url\(["']?https?:[^)]*/g)].map(([found]) => found)).toEqual([]);
  });

  test('is what start page and flag pages redirect to, with a valid query', async () => {
    expect((await get('/')).headers.get('location')).toBe('graphiql');
    const { key } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey: key, key: 'new-checkout', name: 'New checkout' });
    const { status, headers } = await get(`/projects/${key}/flags/new-checkout`);
    expect(status).toBe(302);
    const page = new URL(headers.get('location') ?? '', `${gogreen.url}/projects/${key}/flags/new-checkout`);
    expect(page.pathname).toBe('/graphiql');
    const { data, errors } = await gogreen.send(page.searchParams.get('query') ?? '');
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      flag: { name: 'New checkout', events: { edges: [{ node: { sequence: 1 } }] } },
    });
  });

  test('from the link of an event: has a query for it', async () => {
    const { key } = await createProject(gogreen);
    const { event } = await createFlag(gogreen, { projectKey: key });
    const { headers } = await get(`/projects/${key}/events/1`);
    const query = new URL(headers.get('location') ?? '', gogreen.url).searchParams.get('query') ?? '';
    expect(await gogreen.send(query)).toMatchObject({ data: { project: { event: { id: event?.id } } } });
  });

  test('from the link of an integration: has a query for it', async () => {
    const { key } = await createProject(gogreen);
    const { id } = await createWebhook(gogreen, { projectKey: key, url: 'http://127.0.0.1:9/' });
    const { status, headers } = await get(`/projects/${key}/integrations/${id}`);
    expect(status).toBe(302);
    const query = new URL(headers.get('location') ?? '', gogreen.url).searchParams.get('query') ?? '';
    expect(await gogreen.send(query)).toEqual({
      status: 200,
      data: { node: expect.objectContaining({ name: 'Webhook', enabled: true, deliveries: { edges: [] } }) },
    });
    const other = await get(`/projects/${key}/integrations/%22%5C`);
    const asked = new URL(other.headers.get('location') ?? '', gogreen.url).searchParams.get('query') ?? '';
    expect(await gogreen.send(asked)).toEqual({ status: 200, data: { node: null } });
  });

  test('from the link of a change request: has a query for it, with the mutations to decide on it', async () => {
    const { key } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey: key });
    const place = { projectKey: key, flagKey, environmentKey: 'production' };
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    for (const [id, node] of [
      [changeRequest?.id, expect.objectContaining({ state: 'PENDING', flagKey, approvals: [] })],
      ['%22%5C', null],
    ]) {
      const { status, headers } = await get(`/projects/${key}/changes/${id}`);
      expect(status).toBe(302);
      const query = new URL(headers.get('location') ?? '', gogreen.url).searchParams.get('query') ?? '';
      const [first = ''] = query.split('\n\nmutation');
      expect(await gogreen.send(first)).toEqual({ status: 200, data: { node } });
      expect(validate(printedSchema, parse(query))).toEqual([]);
    }
  });

  test('from the link of a change request: its approval is for the first revision, not for later edits', async () => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const place = { projectKey, flagKey, environmentKey: 'production' };
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const { headers } = await get(`/projects/${projectKey}/changes/${changeRequest?.id}`);
    const query = new URL(headers.get('location') ?? '', gogreen.url).searchParams.get('query') ?? '';
    const approval = query.split('\n\n').find((operation) => operation.startsWith('mutation Approve')) ?? '';
    const { token } = await addHolder(gogreen, { owner: true });
    const edit = { changeRequestId: changeRequest?.id, fallthrough: { variation: 'off' } };
    await command(gogreen, 'updateChangeRequest', edit);
    expect((await gogreen.send(approval, {}, token)).data).toMatchObject({
      approveChangeRequest: {
        __typename: 'ConflictError',
        message: expect.stringContaining('is at revision 2, not 1'),
      },
    });
  });

  test('from the link of a flag: the flag key in the URL cannot add anything to the query', async () => {
    const { headers } = await get(
      `/projects/${encodeURIComponent('a") { id } x: flag(key: "')}/flags/%22%5C`,
    );
    const query = new URL(headers.get('location') ?? '', gogreen.url).searchParams.get('query') ?? '';
    expect(await gogreen.send(query)).toEqual({ status: 200, data: { flag: null } });
  });
});

test('a browser at /graphql is led to GraphiQL, with the query of its link', async () => {
  const { status, headers } = await get('/graphql?query=%7B__typename%7D&x=1', { accept: 'text/html' });
  expect([status, headers.get('location')]).toEqual([302, 'graphiql?query=%7B__typename%7D&x=1']);
});

test('GraphiQL sends the code of its link to /session and takes it out of the address, but no token', async () => {
  const { text } = await get('/graphiql');
  const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '';
  const visit = (hash: string) => {
    const page = {
      location: { hash, pathname: '/graphiql', search: '?query=x' },
      history: { replaceState: vi.fn() },
      localStorage: { removeItem: vi.fn(), getItem: () => null },
      fetch: vi.fn(async () => ({ ok: true })),
    };
    runInNewContext(script, { ...page, URLSearchParams });
    return page;
  };
  const { history, fetch } = visit('#code=a-b');
  expect(history.replaceState).toHaveBeenCalledWith(null, '', '/graphiql?query=x');
  expect(fetch).toHaveBeenCalledWith('session', expect.objectContaining({ body: '{"code":"a-b"}' }));
  expect(visit('#token=gogreen_at_x').fetch).not.toHaveBeenCalled();
  expect(visit('').fetch).not.toHaveBeenCalled();
  expect(visit('').localStorage.removeItem).toHaveBeenCalledWith('gogreen:token');
});

test('GraphiQL reopens the last tab, unless a link contains a query', async () => {
  const { text } = await get('/graphiql');
  const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '';
  const tabs = [{ query: '{ first }' }, { query: 'query Second { __typename }', variables: '{"a":1}' }];
  const visit = (search: string, stored = new Map<string, string>()) => {
    runInNewContext(script, {
      location: { hash: '', pathname: '/graphiql', search },
      localStorage: {
        setItem: (key: string, value: string) => void stored.set(key, value),
        getItem: (key: string) => stored.get(key) ?? null,
        removeItem: () => undefined,
      },
      URLSearchParams,
    });
    return Object.fromEntries(stored);
  };
  const tabState = JSON.stringify({ tabs, activeTabIndex: 1 });
  expect(visit('', new Map([['graphiql:tabState', tabState]]))).toEqual({
    'graphiql:tabState': tabState,
    'graphiql:query': 'query Second { __typename }',
    'graphiql:variables': '{"a":1}',
    'graphiql:headers': '',
  });
  expect(visit('?query=x', new Map([['graphiql:tabState', tabState]]))).toEqual({
    'graphiql:tabState': tabState,
  });
  expect(visit('')).toEqual({});
});

describe('health and metrics', () => {
  test('report liveness, readiness and the metrics of the process', async () => {
    expect(await get('/health/live')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await get('/health/ready')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    const { headers, text } = await get('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(/^# TYPE gogreen_attempts_total counter$/m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
  });
});

describe('rejected over HTTP:', () => {
  const query = '{ __typename }';

  test('a body over the limit: 413', async () => {
    const large = JSON.stringify({ query, variables: { text: 'x'.repeat(4 * 1024 * 1024) } });
    expect(await post(large, { 'content-type': 'application/json', authorization })).toMatchObject({
      status: 413,
    });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('a body of %s, which a form of another site could send: 415', async (contentType) => {
    const body = contentType.startsWith('application/x-www') ? `query=${encodeURIComponent(query)}` : query;
    expect(await post(body, { 'content-type': contentType, authorization })).toMatchObject({ status: 415 });
  });

  test('a body that is not JSON, or JSON but no operation: 400', async () => {
    const headers = { 'content-type': 'application/json', authorization };
    expect(await post('{"query":', headers)).toMatchObject({ status: 400 });
    expect(await post('{"query":1}', headers)).toMatchObject({ status: 400 });
    expect(await post('{}', headers)).toMatchObject({ status: 400 });
    expect(await post('[]', headers)).toMatchObject({ status: 400 });
  });

  test('a mutation by GET, which an image of another site could send: 405, and nothing is executed', async () => {
    const mutation = 'mutation { createProject(input: { key: "by-get", name: "x" }) { __typename } }';
    const path = `/graphql?query=${encodeURIComponent(mutation)}`;
    expect(await get(path, { authorization })).toMatchObject({ status: 405 });
    const { data } = await gogreen.send('{ project(key: "by-get") { id } }');
    expect(data).toEqual({ project: null });
  });

  test('requests without a token or with a wrong one: UNAUTHENTICATED, and pages of other sites get no permission', async () => {
    const operation = '{ projects { edges { node { id } } } }';
    for (const token of [null, 'not-the-token-0123456789']) {
      expect(await gogreen.send(operation, {}, token)).toMatchObject({
        status: 401,
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
    const { headers } = await get('/graphql?query={__typename}', { origin: 'https://elsewhere.test' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('unknown paths: 404, and the inbox exists in embedded mode only', async () => {
    expect(await get('/nowhere')).toMatchObject({ status: 404 });
    expect(await get('/inbox')).toMatchObject({ status: 404 });
    expect(await get('/graphql/nowhere')).toMatchObject({ status: 404 });
  });
});

describe('rejected over WebSocket:', () => {
  const address = () => gogreen.url.replace('http', 'ws');

  async function closeOf(socket: WebSocket): Promise<number> {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  }

  test('an upgrade at another path: 404', async () => {
    const socket = new WebSocket(`${address()}/elsewhere`, 'graphql-transport-ws');
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 404');
  });

  test('an upgrade at another path by a client that disconnects at once does not end the server', async () => {
    const { port } = new URL(gogreen.url);
    for (let n = 0; n < 20; n++) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.resetAndDestroy();
      await once(socket, 'close');
    }
    expect(await get('/health/live')).toMatchObject({ status: 200 });
  });

  test('an upgrade without our subprotocol: 4406', async () => {
    const socket = new WebSocket(`${address()}/graphql`);
    expect(await closeOf(socket)).toBe(4406);
  });

  test('a wrong token: 4403; an operation before the connection is set up: 4401', async () => {
    const wrong = new WebSocket(`${address()}/graphql`, 'graphql-transport-ws');
    wrong.on('open', () =>
      wrong.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer wrong' } })),
    );
    expect(await closeOf(wrong)).toBe(4403);
    const early = new WebSocket(`${address()}/graphql`, 'graphql-transport-ws');
    early.on('open', () =>
      early.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } })),
    );
    expect(await closeOf(early)).toBe(4401);
  });

  test('a message over the limit ends that connection alone', async () => {
    const socket = new WebSocket(`${address()}/graphql`, 'graphql-transport-ws');
    socket.on('open', () => socket.send('x'.repeat(1024 * 1024 + 1)));
    expect(await closeOf(socket)).toBe(1009);
    expect(await get('/health/live')).toMatchObject({ status: 200 });
  });
});

test('an unexpected error is masked over every transport: the client gets only the id of the log entry', async () => {
  const { project } = gogreen.app.database.prisma;
  const { findUnique } = project;
  const breaks = () => Promise.reject(new Error('password=hunter2'));
  Object.defineProperty(project, 'findUnique', { value: breaks, configurable: true });
  onTestFinished(() => {
    Object.defineProperty(project, 'findUnique', { value: findUnique, configurable: true });
  });
  const answers = [await gogreen.send('{ project(key: "x") { id } }')];
  for (const { subscribe } of transports) {
    const subscription = await subscribe(gogreen.url, WatchEvents, { projectKey: 'x' });
    const [answer] = await subscription.waitFor(1);
    if (answer) answers.push({ status: 200, ...answer });
    await subscription.leave();
  }
  const { client } = connectWs(gogreen.url);
  for await (const { data, errors } of client.iterate({ query: '{ project(key: "x") { id } }' })) {
    answers.push({ status: 200, data, errors } as never);
  }
  await client.dispose();
  expect(answers).toHaveLength(4);
  for (const { errors } of answers) {
    expect(JSON.stringify(errors)).not.toContain('hunter2');
    expect(errors).toMatchObject([
      { extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) } },
    ]);
  }
});
