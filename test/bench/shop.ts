/** The operations that the scenarios send, and the project that they work on. */

import type { Product } from '#test/bench/product.ts';

export const PROJECT = 'bench';
export const ENVIRONMENT = 'production';

/** A project with boolean flags named `flag-0`, `flag-1`… */
export async function makeProject(product: Product, flags: number): Promise<void> {
  await product.send(CREATE_PROJECT, { input: { key: PROJECT, name: 'Bench' } });
  for (let number = 0; number < flags; number++) {
    await product.send(CREATE_FLAG, {
      input: { projectKey: PROJECT, key: flagKey(number), kind: 'BOOLEAN' },
    });
  }
}

/** A webhook for everything that happens in the project. */
export async function makeWebhook(product: Product, url: string): Promise<void> {
  const { createIntegration } = await product.send<{ createIntegration: { __typename: string } }>(
    CREATE_INTEGRATION,
    { input: { projectKey: PROJECT, name: 'Bench', provider: { webhook: { url } } } },
  );
  if (createIntegration.__typename !== 'CreateIntegrationPayload') {
    throw new Error(`the integration was refused: ${JSON.stringify(createIntegration)}`);
  }
}

/** Switches a flag. Answers with the id of the event, once the change is committed. */
export function setEnabled(product: Product, flag: number, enabled: boolean): Promise<string> {
  return send(product, SET_FLAG_ENABLED, flag, enabled);
}

/** The same without asking for the flag: faster, where only the event is of interest. */
export function makeEvent(product: Product, flag: number, enabled: boolean): Promise<string> {
  return send(product, MAKE_EVENT, flag, enabled);
}

async function send(product: Product, query: string, flag: number, enabled: boolean): Promise<string> {
  const input = { projectKey: PROJECT, flagKey: flagKey(flag), environmentKey: ENVIRONMENT, enabled };
  const { setFlagEnabled } = await product.send<{ setFlagEnabled: { event?: { id: string } } }>(query, {
    input,
  });
  const id = setFlagEnabled.event?.id;
  if (!id) throw new Error(`the flag was not switched: ${JSON.stringify(setFlagEnabled)}`);
  return id;
}

/** How many deliveries, up to a hundred, are in one of these states. */
export async function countDeliveries(product: Product, statuses: string[]): Promise<number> {
  const { project } = await product.send<{ project: { deliveries: { edges: unknown[] } } }>(DELIVERIES, {
    key: PROJECT,
    filter: { statuses },
  });
  return project.deliveries.edges.length;
}

export function flagKey(number: number): string {
  return `flag-${number}`;
}

const CREATE_PROJECT = `mutation BenchCreateProject($input: CreateProjectInput!) {
  createProject(input: $input) { __typename }
}`;

const CREATE_FLAG = `mutation BenchCreateFlag($input: CreateFlagInput!) {
  createFlag(input: $input) { __typename }
}`;

const CREATE_INTEGRATION = `mutation BenchCreateIntegration($input: CreateIntegrationInput!) {
  createIntegration(input: $input) { __typename ... on Error { message } }
}`;

/** What a client would ask for: the flag as it is now, and the event. */
const SET_FLAG_ENABLED = `mutation BenchSetFlagEnabled($input: SetFlagEnabledInput!) {
  setFlagEnabled(input: $input) {
    __typename
    ... on SetFlagEnabledPayload {
      flag { key version environment(key: "${ENVIRONMENT}") { enabled } }
      event { id sequence }
    }
    ... on Error { message }
  }
}`;

const MAKE_EVENT = `mutation BenchMakeEvent($input: SetFlagEnabledInput!) {
  setFlagEnabled(input: $input) {
    __typename
    ... on SetFlagEnabledPayload { event { id } }
    ... on Error { message }
  }
}`;

const DELIVERIES = `query BenchDeliveries($key: String!, $filter: DeliveryFilter) {
  project(key: $key) { deliveries(first: 100, filter: $filter) { edges { node { id } } } }
}`;
