/** What most tests start from: a project, a flag, an integration, a switch. Made through the API; keys are made up where they do not matter. */

import { graphql } from '#generated/graphql/gql.ts';
import type {
  CreateFlagInput,
  CreateIntegrationInput,
  CreateProjectInput,
  SetFlagEnabledInput,
  UpdateFlagEnvironmentInput,
  UpdateFlagInput,
  WebhookInput,
} from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';

type Gogreen = Pick<TestApp, 'run'>;

/** The member of a result union that is the payload. Fails, with what the API said, when it is an error. */
export function succeeded<Result extends { __typename?: string }>(
  result: Result,
): Extract<Result, { __typename: `${string}Payload` }> {
  if (!result.__typename?.endsWith('Payload')) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as Extract<Result, { __typename: `${string}Payload` }>;
}

/** A project; with the environments development and production unless others are asked for. */
export async function createProject(gogreen: Gogreen, input: Partial<CreateProjectInput> = {}) {
  const key = input.key ?? freshKey('project');
  const { createProject: result } = await gogreen.run(CreateProject, { input: { name: key, ...input, key } });
  return succeeded(result).project;
}

/** A BOOLEAN flag with the variations on and off, unless something else is asked for. */
export async function createFlag(
  gogreen: Gogreen,
  input: Partial<CreateFlagInput> & Pick<CreateFlagInput, 'projectKey'>,
) {
  const key = input.key ?? freshKey('flag');
  const { createFlag: result } = await gogreen.run(CreateFlag, { input: { kind: 'BOOLEAN', ...input, key } });
  const { flag, event } = succeeded(result);
  return { ...flag, event };
}

/** A webhook integration that is told about everything, unless something else is asked for. */
export async function createWebhook(
  gogreen: Gogreen,
  {
    url,
    payloadFormat,
    headers,
    signingSecret,
    maxInFlight,
    maxPerSecond,
    ...input
  }: Omit<Partial<CreateIntegrationInput>, 'provider'> &
    Pick<CreateIntegrationInput, 'projectKey'> &
    WebhookInput,
) {
  const webhook = {
    url,
    ...(payloadFormat ? { payloadFormat } : {}),
    ...(headers ? { headers } : {}),
    ...(signingSecret ? { signingSecret } : {}),
    ...(maxInFlight === undefined ? {} : { maxInFlight }),
    ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
  };
  const { createIntegration: result } = await gogreen.run(CreateIntegration, {
    input: { name: 'Webhook', ...input, provider: { webhook } },
  });
  const { integration, signingSecret: shown } = succeeded(result);
  return { id: integration.id, name: integration.name, signingSecret: shown ?? '' };
}

/** Switches a flag; the event is null when it was so already. */
export async function setFlagEnabled(gogreen: Gogreen, input: SetFlagEnabledInput) {
  return succeeded((await gogreen.run(SetFlagEnabled, { input })).setFlagEnabled);
}

export async function updateFlag(gogreen: Gogreen, input: UpdateFlagInput) {
  return succeeded((await gogreen.run(UpdateFlag, { input })).updateFlag);
}

export async function updateFlagEnvironment(gogreen: Gogreen, input: UpdateFlagEnvironmentInput) {
  return succeeded((await gogreen.run(UpdateFlagEnvironment, { input })).updateFlagEnvironment);
}

export async function deleteFlag(gogreen: Gogreen, input: { projectKey: string; key: string }) {
  return succeeded((await gogreen.run(DeleteFlag, { input })).deleteFlag);
}

let made = 0;

/** A key that nothing else in this process has, such as `flag-7`. */
export function freshKey(noun: string): string {
  made += 1;
  return `${noun}-${made}`;
}

const CreateProject = graphql(`
  mutation BuilderCreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      __typename
      ... on CreateProjectPayload { project { id key name environments { id key name } } }
      ... on Error { message }
    }
  }
`);

const CreateFlag = graphql(`
  mutation BuilderCreateFlag($input: CreateFlagInput!) {
    createFlag(input: $input) {
      __typename
      ... on CreateFlagPayload { flag { id key name version } event { id sequence } }
      ... on Error { message }
    }
  }
`);

const CreateIntegration = graphql(`
  mutation BuilderCreateIntegration($input: CreateIntegrationInput!) {
    createIntegration(input: $input) {
      __typename
      ... on CreateIntegrationPayload { integration { id name } signingSecret }
      ... on Error { message }
    }
  }
`);

const SetFlagEnabled = graphql(`
  mutation BuilderSetFlagEnabled($input: SetFlagEnabledInput!) {
    setFlagEnabled(input: $input) {
      __typename
      ... on SetFlagEnabledPayload { flag { id key version } event { id sequence } }
      ... on Error { message }
    }
  }
`);

const UpdateFlag = graphql(`
  mutation BuilderUpdateFlag($input: UpdateFlagInput!) {
    updateFlag(input: $input) {
      __typename
      ... on UpdateFlagPayload { flag { id key version } event { id sequence } }
      ... on Error { message }
    }
  }
`);

const UpdateFlagEnvironment = graphql(`
  mutation BuilderUpdateFlagEnvironment($input: UpdateFlagEnvironmentInput!) {
    updateFlagEnvironment(input: $input) {
      __typename
      ... on UpdateFlagEnvironmentPayload { flag { id key version } event { id sequence } }
      ... on Error { message }
    }
  }
`);

const DeleteFlag = graphql(`
  mutation BuilderDeleteFlag($input: DeleteFlagInput!) {
    deleteFlag(input: $input) {
      __typename
      ... on DeleteFlagPayload { flagKey event { id sequence } }
      ... on Error { message }
    }
  }
`);
