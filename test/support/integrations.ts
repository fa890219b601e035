/** The mutations on integrations, each answering with its payload or error as it came. */

import { graphql } from '#generated/graphql/gql.ts';
import type {
  CheckIntegrationInput,
  CreateIntegrationInput,
  PreviewIntegrationInput,
  RotateSigningSecretInput,
  TestIntegrationDraftInput,
  UpdateIntegrationInput,
} from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';

type Gogreen = Pick<TestApp, 'run'>;

export async function tryCreateIntegration(gogreen: Gogreen, input: CreateIntegrationInput) {
  return (await gogreen.run(Create, { input })).createIntegration;
}

export async function updateIntegration(gogreen: Gogreen, input: UpdateIntegrationInput) {
  return (await gogreen.run(Update, { input })).updateIntegration;
}

export async function deleteIntegration(gogreen: Gogreen, integrationId: string) {
  return (await gogreen.run(Delete, { input: { integrationId } })).deleteIntegration;
}

export async function rotateSigningSecret(gogreen: Gogreen, input: RotateSigningSecretInput) {
  return (await gogreen.run(Rotate, { input })).rotateSigningSecret;
}

export async function previewIntegration(gogreen: Gogreen, input: PreviewIntegrationInput) {
  return (await gogreen.run(Preview, { input })).previewIntegration;
}

export async function testIntegration(gogreen: Gogreen, integrationId: string, eventId?: string) {
  return (await gogreen.run(Test, { input: { integrationId, eventId: eventId ?? null } })).testIntegration;
}

export async function testDraft(gogreen: Gogreen, input: TestIntegrationDraftInput) {
  return (await gogreen.run(TestDraft, { input })).testIntegrationDraft;
}

export async function checkIntegration(gogreen: Gogreen, input: CheckIntegrationInput) {
  return (await gogreen.run(Check, { input })).checkIntegration;
}

/** The integrations of a project, oldest first. */
export async function readIntegrations(gogreen: Gogreen, projectKey: string) {
  return (await gogreen.run(Integrations, { projectKey })).project?.integrations ?? [];
}

const Integrations = graphql(`
  query SupportIntegrations($projectKey: String!) {
    project(key: $projectKey) {
      integrations {
        id name provider enabled eventTypes
        environments { key }
        health { status }
        ... on WebhookIntegration { url payloadFormat headerNames }
      }
    }
  }
`);

const Create = graphql(`
  mutation SupportCreateIntegration($input: CreateIntegrationInput!) {
    createIntegration(input: $input) {
      __typename
      ... on CreateIntegrationPayload { signingSecret integration { id name enabled } }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);

const Update = graphql(`
  mutation SupportUpdateIntegration($input: UpdateIntegrationInput!) {
    updateIntegration(input: $input) {
      __typename
      ... on UpdateIntegrationPayload {
        integration {
          id name enabled eventTypes
          environments { key }
          ... on WebhookIntegration { url payloadFormat headerNames }
        }
      }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);

const Delete = graphql(`
  mutation SupportDeleteIntegration($input: DeleteIntegrationInput!) {
    deleteIntegration(input: $input) {
      __typename
      ... on DeleteIntegrationPayload { integrationId }
      ... on Error { code message }
    }
  }
`);

const Rotate = graphql(`
  mutation SupportRotateSigningSecret($input: RotateSigningSecretInput!) {
    rotateSigningSecret(input: $input) {
      __typename
      ... on RotateSigningSecretPayload { signingSecret integration { id } }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);

const Preview = graphql(`
  mutation SupportPreviewIntegration($input: PreviewIntegrationInput!) {
    previewIntegration(input: $input) {
      __typename
      ... on PreviewIntegrationPayload {
        refusal
        event { id sequence type test }
        previews { target bodyBytes request { url body } }
        requests { method url body headers { name value } }
      }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);

const Test = graphql(`
  mutation SupportTestIntegration($input: TestIntegrationInput!) {
    testIntegration(input: $input) {
      __typename
      ... on TestIntegrationPayload {
        delivery { id status attemptCount nextAttemptAt completedAt event { id sequence test } }
        deliveries { id target status attempts { number trigger error { class message } } }
        attempt {
          number trigger nextAttemptAt
          error { class message }
          request { method url body headers { name value } }
          response { status body }
        }
        results { target deliveryId error { class } request { body } }
      }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);

const Check = graphql(`
  mutation SupportCheckIntegration($input: CheckIntegrationInput!) {
    checkIntegration(input: $input) {
      __typename
      ... on CheckIntegrationPayload { ok reason request { url body } response { status } }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);

const TestDraft = graphql(`
  mutation SupportTestIntegrationDraft($input: TestIntegrationDraftInput!) {
    testIntegrationDraft(input: $input) {
      __typename
      ... on TestIntegrationDraftPayload {
        results {
          target deliveryId durationMs address
          error { class message }
          request { method url body headers { name value } }
          response { status body }
          exchanges { request { url } response { status } }
        }
      }
      ... on Error { code message }
      ... on InvalidInputError { issues { path message } }
    }
  }
`);
