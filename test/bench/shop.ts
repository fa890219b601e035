/** The operations that the scenarios send, and the project that they work on. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Product } from '#test/bench/product.ts';

export const PROJECT = 'bench';
export const ENVIRONMENT = 'production';

/** A project with boolean flags named `flag-0`, `flag-1`… */
export async function makeProject(product: Product, flags: number, projectKey = PROJECT): Promise<void> {
  await product.send(CREATE_PROJECT, { input: { key: projectKey, name: 'Bench' } });
  for (let number = 0; number < flags; number++) {
    await product.send(CREATE_FLAG, { input: { projectKey, key: flagKey(number), kind: 'BOOLEAN' } });
  }
}

/** A webhook for everything that happens in the project. Answers with the id of the integration. */
export async function makeWebhook(
  product: Product,
  url: string,
  { enabled = true, projectKey = PROJECT, maxInFlight = 25 } = {},
): Promise<string> {
  const { createIntegration } = await product.send<{ createIntegration: IntegrationResult }>(
    CREATE_INTEGRATION,
    { input: { projectKey, name: 'Bench', enabled, provider: { webhook: { url, maxInFlight } } } },
  );
  return idOf(createIntegration);
}

export async function enableIntegration(product: Product, integrationId: string): Promise<void> {
  const { updateIntegration } = await product.send<{ updateIntegration: IntegrationResult }>(
    UPDATE_INTEGRATION,
    { input: { integrationId, enabled: true } },
  );
  idOf(updateIntegration);
}

interface IntegrationResult {
  integration?: { id: string };
}

function idOf(result: IntegrationResult): string {
  if (!result.integration) throw new Error(`the integration was refused: ${JSON.stringify(result)}`);
  return result.integration.id;
}

/** Switches one flag after the other on, then one after the other off, and so on: each call is a change. */
export function switchFlags(product: Product, flags: number, change = setEnabled): () => Promise<string> {
  let switched = 0;
  return () => {
    const number = switched++;
    return change(product, number % flags, Math.floor(number / flags) % 2 === 0);
  };
}

/** Switches a flag. Answers with the id of the event, once the change is committed. */
export function setEnabled(
  product: Product,
  flag: number,
  enabled: boolean,
  projectKey = PROJECT,
): Promise<string> {
  return send(product, SET_FLAG_ENABLED, flag, enabled, projectKey);
}

/** The same without asking for the flag: faster, where only the event is of interest. */
export function makeEvent(product: Product, flag: number, enabled: boolean): Promise<string> {
  return send(product, MAKE_EVENT, flag, enabled);
}

async function send(
  product: Product,
  query: string,
  flag: number,
  enabled: boolean,
  projectKey = PROJECT,
): Promise<string> {
  const input = { projectKey, flagKey: flagKey(flag), environmentKey: ENVIRONMENT, enabled };
  const { setFlagEnabled } = await product.send<{ setFlagEnabled: { event?: { id: string } } }>(query, {
    input,
  });
  const id = setFlagEnabled.event?.id;
  if (!id) throw new Error(`the flag was not switched: ${JSON.stringify(setFlagEnabled)}`);
  return id;
}

/** The end of the project's log. */
export async function lastSequence(product: Product): Promise<number> {
  const { project } = await product.send<{ project: { lastSequence: number } }>(LAST_SEQUENCE, {
    key: PROJECT,
  });
  return project.lastSequence;
}

/**
 * Resolves when all deliveries so far, to one integration or to all of them, are DELIVERED. Every event makes its
 * deliveries before the first of them arrives, so after the arrivals there are no more to come.
 */
export async function untilDelivered(product: Product, integrationId?: string): Promise<void> {
  const isAny = async (statuses: string[]) => {
    const filter = integrationId === undefined ? { statuses } : { statuses, integrationId };
    const { project } = await product.send<{ project: { deliveries: { edges: unknown[] } } }>(DELIVERIES, {
      key: PROJECT,
      filter,
    });
    return project.deliveries.edges.length > 0;
  };
  while (await isAny(['PENDING', 'SENDING'])) await delay(20);
  if (await isAny(['FAILED', 'CANCELLED'])) throw new Error('Some deliveries were not delivered.');
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
  createIntegration(input: $input) {
    ... on CreateIntegrationPayload { integration { id } }
    ... on Error { message }
  }
}`;

const UPDATE_INTEGRATION = `mutation BenchUpdateIntegration($input: UpdateIntegrationInput!) {
  updateIntegration(input: $input) {
    ... on UpdateIntegrationPayload { integration { id } }
    ... on Error { message }
  }
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

const LAST_SEQUENCE = `query BenchLastSequence($key: String!) { project(key: $key) { lastSequence } }`;

const DELIVERIES = `query BenchDeliveries($key: String!, $filter: DeliveryFilter) {
  project(key: $key) { deliveries(first: 1, filter: $filter) { edges { node { id } } } }
}`;
