/** Users beside the admin, with tokens of their own, all made through the API. */

import { print } from 'graphql';
import { graphql } from '#generated/graphql/gql.ts';
import type {
  CreateAccessTokenInput,
  CreateClientKeyInput,
  CreateServerKeyInput,
  ProjectRole,
  SetProjectRoleInput,
} from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { freshKey, succeeded } from '#test/support/builders.ts';
import type { TestIssuer } from '#test/support/oidc-issuer.ts';

/** The same app, asked with this token in place of the admin's. */
export function actAs(gogreen: TestApp, token: string): TestApp {
  const send: TestApp['send'] = (query, variables, other = token) => gogreen.send(query, variables, other);
  return {
    ...gogreen,
    send,
    async run(document, variables) {
      const { data, errors } = await send(print(document), variables);
      if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
      return data as never;
    },
  };
}

/** A program with a token of its own, and these roles by project key. */
export async function addService(gogreen: TestApp, roles: Record<string, ProjectRole> = {}) {
  const { createServiceAccount: result } = await gogreen.run(CreateServiceAccount, {
    input: { name: freshKey('service') },
  });
  const { user } = succeeded(result);
  for (const [projectKey, role] of Object.entries(roles))
    await setRole(gogreen, { projectKey, userId: user.id, role });
  const { token, accessToken } = await createToken(gogreen, { userId: user.id });
  return { ...user, token, tokenId: accessToken.id, as: actAs(gogreen, token) };
}

/** A person who signed in by the issuer and made a token. */
export async function addPerson(
  gogreen: TestApp,
  issuer: TestIssuer,
  { owner = false, roles = {} as Record<string, ProjectRole> } = {},
) {
  const name = freshKey('person');
  const email = `${name}@example.com`;
  const { createUser: result } = await gogreen.run(CreateUser, { input: { email, name, owner } });
  const { user } = succeeded(result);
  for (const [projectKey, role] of Object.entries(roles)) await setRole(gogreen, { projectKey, email, role });
  const { token, accessToken } = await createToken(actAs(gogreen, await issuer.sign({ email })));
  return { ...user, email, token, tokenId: accessToken.id, as: actAs(gogreen, token) };
}

export async function createToken(gogreen: TestApp, input: Partial<CreateAccessTokenInput> = {}) {
  const { createAccessToken: result } = await gogreen.run(CreateAccessToken, {
    input: { name: 'Token', ...input },
  });
  return succeeded(result);
}

export async function createClientKey(
  gogreen: Pick<TestApp, 'run'>,
  input: Partial<CreateClientKeyInput> & { projectKey: string },
) {
  const { createClientKey: result } = await gogreen.run(CreateClientKey, {
    input: { name: 'Shop window', environmentKey: 'production', ...input },
  });
  return succeeded(result);
}

export async function createServerKey(
  gogreen: Pick<TestApp, 'run'>,
  input: Partial<CreateServerKeyInput> & { projectKey: string },
) {
  const { createServerKey: result } = await gogreen.run(CreateServerKey, {
    input: { name: 'Checkout', environmentKey: 'production', ...input },
  });
  return succeeded(result);
}

export async function setRole(gogreen: TestApp, input: SetProjectRoleInput) {
  return succeeded((await gogreen.run(SetProjectRole, { input })).setProjectRole);
}

const CreateUser = graphql(`
  mutation SupportCreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      __typename
      ... on CreateUserPayload { user { id name } }
      ... on Error { message }
    }
  }
`);

const CreateServiceAccount = graphql(`
  mutation SupportCreateServiceAccount($input: CreateServiceAccountInput!) {
    createServiceAccount(input: $input) {
      __typename
      ... on CreateServiceAccountPayload { user { id name } }
      ... on Error { message }
    }
  }
`);

const CreateAccessToken = graphql(`
  mutation SupportCreateAccessToken($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      __typename
      ... on CreateAccessTokenPayload { token accessToken { id lastFour } }
      ... on Error { message }
    }
  }
`);

const CreateClientKey = graphql(`
  mutation SupportCreateClientKey($input: CreateClientKeyInput!) {
    createClientKey(input: $input) {
      __typename
      ... on CreateClientKeyPayload { key clientKey { id lastFour } }
      ... on Error { message }
    }
  }
`);

const CreateServerKey = graphql(`
  mutation SupportCreateServerKey($input: CreateServerKeyInput!) {
    createServerKey(input: $input) {
      __typename
      ... on CreateServerKeyPayload { key serverKey { id lastFour } }
      ... on Error { message }
    }
  }
`);

const SetProjectRole = graphql(`
  mutation SupportSetProjectRole($input: SetProjectRoleInput!) {
    setProjectRole(input: $input) {
      __typename
      ... on SetProjectRolePayload { role user { id name email } project { key } }
      ... on Error { message }
    }
  }
`);
