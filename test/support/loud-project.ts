/** A project that does all that limits and shares are for, without an end. */

import { addService } from '#test/support/accounts.ts';
import type { TestApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  updateFlag,
  updateFlagEnvironment,
} from '#test/support/builders.ts';

const HANGING_WEBHOOKS = 40;
const UNANSWERED_NAMES = 6;
const LARGE_VALUE_BYTES = 90 * 1024;
const LONG_ATTRIBUTE = 60_000;
const LONG_LIST = 20_000;
const PATTERNS = 30;
const LARGE_EVENTS = 20;

export interface Answered {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

export interface LoudProject {
  /** What it does, named by what is heavy about it. `round` differs each time. Every one may be refused. */
  works: Record<string, (round: number) => Promise<Answered>>;
}

interface LoudOptions {
  /** Key of the project. */
  key: string;
  /** URL of an endpoint that never answers. */
  hanging: string;
  /** Names below it have a name server that never answers. */
  unansweredDomain: string;
}

/** Makes the project, with a credential of its own: shares are by project and by credential. */
export async function openLoudProject(
  api: Pick<TestApp, 'run'>,
  url: string,
  { key: projectKey, hanging, unansweredDomain }: LoudOptions,
): Promise<LoudProject> {
  await createProject(api, { key: projectKey });
  await createFlag(api, { projectKey, key: 'noise' });
  await createFlag(api, { projectKey, key: 'large', kind: 'JSON', variations: largeVariations(0) });
  await createFlag(api, { projectKey, key: 'patterns' });
  await updateFlagEnvironment(api, {
    projectKey,
    flagKey: 'patterns',
    environmentKey: 'production',
    enabled: true,
    rules: [
      { clauses: Array.from({ length: PATTERNS }, (_, n) => patternClause(n)), serve: { variation: 'on' } },
    ],
  });
  // So that the log has large events before there are webhooks that are told of them.
  for (let round = 1; round <= LARGE_EVENTS; round += 1)
    await updateFlag(api, { projectKey, key: 'large', variations: largeVariations(round) });
  for (let n = 0; n < HANGING_WEBHOOKS; n += 1)
    await createWebhook(api, { projectKey, name: `Hangs ${n}`, url: hanging });
  for (let n = 0; n < UNANSWERED_NAMES; n += 1)
    await createWebhook(api, { projectKey, url: `http://n${n}.${unansweredDomain}:8080/` });
  // Only its token is of interest; the app around it is not there.
  const { token } = await addService(api as TestApp, { [projectKey]: 'ADMIN' });

  async function post(query: string, variables: object = {}): Promise<Answered> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answered;
  }
  const command = (name: string, input: object) =>
    post(
      `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
        ${name}(input: $input) { __typename ... on Error { message } }
      }`,
      { input },
    );
  const evaluate = `evaluateFlags(projectKey: "${projectKey}", environmentKey: "production", context: $context`;

  return {
    works: {
      'large events are read under ten aliases': () =>
        post(
          `{ project(key: "${projectKey}") { ${aliases(10, 'events(first: 100) { edges { node { ... on FlagEvent { changes { ... on FlagChangeSummary { summary } } } } } }')} } }`,
        ),
      'a flag with large values is changed': (round) =>
        command('updateFlag', { projectKey, key: 'large', variations: largeVariations(round) }),
      'all flags are evaluated under fifty aliases, with a long attribute for patterns': () =>
        post(`query ($context: JSON!) { ${aliases(50, `${evaluate}) { value }`)} }`, {
          context: { email: 'a'.repeat(LONG_ATTRIBUTE) },
        }),
      'long lists of keys are evaluated': (round) =>
        post(
          `query ($context: JSON!, $flagKeys: [String!]) { ${evaluate}, flagKeys: $flagKeys) { value } }`,
          { context: {}, flagKeys: Array.from({ length: LONG_LIST + round }, (_, at) => `flag-${at}`) },
        ),
      'webhooks are made for names that do not exist': (round) =>
        command('createIntegration', {
          projectKey,
          name: 'Nowhere',
          provider: { webhook: { url: `https://host-${round}.invalid/` } },
        }),
      'deliveries are listed below integrations': () =>
        post(
          `{ project(key: "${projectKey}") { integrations { deliveries(first: 50) { edges { node { attempts { number } } } } } } }`,
        ),
      'a flag is switched for webhooks that hang': (round) =>
        command('setFlagEnabled', {
          projectKey,
          flagKey: 'noise',
          environmentKey: 'production',
          enabled: round % 2 === 0,
        }),
    },
  };
}

function aliases(count: number, selection: string): string {
  return Array.from({ length: count }, (_, at) => `a${at}: ${selection}`).join(' ');
}

function largeVariations(round: number) {
  return ['a', 'b'].map((key) => ({ key, value: { text: `${round}${'x'.repeat(LARGE_VALUE_BYTES)}` } }));
}

function patternClause(number: number) {
  return {
    attribute: 'email',
    operator: 'MATCHES_REGEX' as const,
    values: [`^(a|aa|aaa){1,${1 + (number % 9)}}b$`],
    negate: true,
  };
}
