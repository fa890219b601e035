/** OFREP as any client speaks it, and an environment with a flag for every way to decide. */

import { createClientKey, createServerKey } from '#test/support/accounts.ts';
import type { TestApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  setFlagEnabled,
  updateFlag,
  updateFlagEnvironment,
} from '#test/support/builders.ts';

export interface OfrepAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** Null when there is no body. */
  json: Record<string, unknown> | null;
}

interface Ask {
  /** After `/ofrep/v1/`. */
  path?: string;
  key?: string | null;
  method?: string;
  /** Sent as it is; without: JSON with `context`. */
  body?: string | Uint8Array<ArrayBuffer> | null;
  context?: unknown;
  headers?: Record<string, string>;
}

export const BULK = 'evaluate/flags';

export async function askOfrep(url: string, ask: Ask): Promise<OfrepAnswer> {
  const { path = BULK, key = null, method = 'POST', context, headers = {} } = ask;
  const { body = JSON.stringify({ context }) } = ask;
  const response = await fetch(`${url}/ofrep/v1/${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(method === 'POST' && body !== null ? { body } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text ? JSON.parse(text) : null };
}

export interface OfrepShop {
  projectKey: string;
  environmentId: string;
  clientKey: string;
  clientKeyId: string;
  serverKey: string;
  serverKeyId: string;
}

const proOnly = [{ attribute: 'plan', operator: 'IN', values: ['pro'] }] as const;

/** Its production has a flag for each reason, named for it. */
export async function createOfrepShop(gogreen: Pick<TestApp, 'run'>): Promise<OfrepShop> {
  const project = await createProject(gogreen);
  const projectKey = project.key;
  const place = { projectKey, environmentKey: 'production' };
  const add = async (key: string, behaviour: object | null, flag: object = {}) => {
    await createFlag(gogreen, { projectKey, key, ...flag });
    if (behaviour)
      await updateFlagEnvironment(gogreen, { ...place, flagKey: key, enabled: true, ...behaviour });
  };
  await add('off', null);
  await add('static', {});
  await add('rule', { rules: [{ clauses: [...proOnly], serve: { variation: 'off' } }] });
  await add('rollout', {
    fallthrough: {
      rollout: {
        bucketBy: 'userId',
        weights: [
          { variation: 'off', weight: 50 },
          { variation: 'on', weight: 50 },
        ],
      },
    },
  });
  await add('archived', {});
  await updateFlag(gogreen, { projectKey, key: 'archived', lifecycle: 'ARCHIVED' });
  for (const [key, kind, value] of [
    ['text', 'STRING', 'blue'],
    ['integer', 'NUMBER', 10],
    ['fraction', 'NUMBER', 0.5],
    ['object', 'JSON', { colour: 'blue', sizes: [1, 2] }],
    ['list', 'JSON', [1, 'two', null]],
  ] as const)
    await add(key, {}, { kind, variations: [{ key: 'one', value }] });
  const client = await createClientKey(gogreen, place);
  const server = await createServerKey(gogreen, place);
  return {
    projectKey,
    environmentId: project.environments.find(({ key }) => key === 'production')?.id ?? '',
    clientKey: client.key,
    clientKeyId: client.clientKey.id,
    serverKey: server.key,
    serverKeyId: server.serverKey.id,
  };
}

/** Switches a flag of the shop's production. Answers with the sequence of the event. */
export async function switchFlag(
  gogreen: Pick<TestApp, 'run'>,
  { projectKey }: Pick<OfrepShop, 'projectKey'>,
  flagKey: string,
  enabled: boolean,
): Promise<number> {
  const { event } = await setFlagEnabled(gogreen, {
    projectKey,
    flagKey,
    environmentKey: 'production',
    enabled,
  });
  if (!event) throw new Error(`${flagKey} was already ${enabled ? 'on' : 'off'}`);
  return event.sequence;
}
