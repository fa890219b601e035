/**
 * Everything of the other project, in a process of its own, so that only the product is shared: the endpoint that never
 * answers, and the client that sends the operations. Arguments: the port to listen on, the URL of the product, and its admin token.
 *
 * Told by POST: `/open` makes a new project and answers with the names of what it can do, `/start` with a name does that
 * again and again, `/stop` ends it and disables the webhooks. What is POSTed to `/hook` is never answered.
 */

import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { print } from 'graphql';
import { type LoudProject, openLoudProject } from '#test/support/loud-project.ts';

/** How often it is done; not while two are under way. */
const EVERY_MS = 500;
const MAX_UNDER_WAY = 2;

type Runner = Parameters<typeof openLoudProject>[0]['run'];

const [port = '', url = '', token = ''] = process.argv.slice(2);
const underWay = new Set<Promise<unknown>>();
let works: LoudProject['works'] = {};
let timer: NodeJS.Timeout | undefined;
let round = 0;
let projects = 0;
let key = '';

async function open(): Promise<string> {
  projects += 1;
  key = `loud-${projects}`;
  const project = await openLoudProject({ run }, url, {
    key,
    hanging: `http://127.0.0.1:${port}/hook`,
    unansweredDomain: 'unanswered.test',
  });
  works = {
    ...project.works,
    'all of it': async (number) => {
      const answers = await Promise.all(Object.values(project.works).map((work) => work(number)));
      return answers[0] ?? {};
    },
  };
  return JSON.stringify(Object.keys(works));
}

const run: Runner = (document, variables) => send(print(document), variables);

async function send<Data>(query: string, variables: unknown): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
  return data as Data;
}

async function start(name: string): Promise<string> {
  const work = works[name];
  if (!work) throw new Error(`it cannot do "${name}"`);
  timer = setInterval(() => {
    if (underWay.size >= MAX_UNDER_WAY) return;
    const done = work(round++).finally(() => underWay.delete(done));
    underWay.add(done);
  }, EVERY_MS);
  return '';
}

async function stop(): Promise<string> {
  clearInterval(timer);
  await Promise.all(underWay);
  const { project } = await send<{ project: { integrations: { id: string }[] } }>(INTEGRATIONS, { key });
  for (const { id } of project.integrations) await send(DISABLE, { id });
  return '';
}

const commands: Record<string, (request: IncomingMessage) => Promise<string>> = {
  '/health/ready': async () => '',
  '/open': open,
  '/start': async (request) => start(await text(request)),
  '/stop': stop,
};

const INTEGRATIONS = `query LoudIntegrations($key: String!) { project(key: $key) { integrations { id } } }`;
const DISABLE = `mutation LoudDisable($id: ID!) {
  updateIntegration(input: { integrationId: $id, enabled: false }) { __typename }
}`;

const server = createServer(async (request, response) => {
  const command = commands[request.url ?? ''];
  if (command) response.end(await command(request));
  else request.resume();
});
// Only the client ends a request.
server.requestTimeout = 0;
server.listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
