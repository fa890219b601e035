/** Asking a root field for a place, and what came of it in one word. */

import { type GraphQLField, getNamedType, isLeafType } from 'graphql';
import { expect } from 'vitest';
import type { AccessRule } from '#test/support/access-rules.ts';
import type { Place } from '#test/support/access-world.ts';
import type { TestApp } from '#test/support/app.ts';
import { eventually } from '#test/support/eventually.ts';
import { printedSchema } from '#test/support/selection.ts';

export type Kind = 'query' | 'mutation' | 'subscription';

export interface RootField {
  kind: Kind;
  name: string;
  field: GraphQLField<unknown, unknown>;
}

/** Every root field of the schema. */
export const rootFields: RootField[] = (
  [
    ['query', printedSchema.getQueryType()],
    ['mutation', printedSchema.getMutationType()],
    ['subscription', printedSchema.getSubscriptionType()],
  ] as const
).flatMap(([kind, type]) =>
  Object.values(type?.getFields() ?? {}).map((field) => ({ kind, name: field.name, field })),
);

/** `DONE`: it was let through; whatever may be wrong with what was asked is not the gate's. */
export type Outcome = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'DONE';

export interface Answer {
  outcome: Outcome;
  status: number;
  /** All that came back. Of a subscription that stands, nothing. */
  body: string;
  message: string | null;
}

/** Asks with this `Authorization`. A subscription that stands is left at once. */
export async function ask(
  gogreen: TestApp,
  authorization: string | null,
  { kind, name, field }: RootField,
  rule: AccessRule,
  place: Place,
  { spoiled = false } = {},
): Promise<Answer> {
  const asked = rule.asks(place) as { input?: object };
  const variables = spoiled && rule.spoiled ? { input: { ...asked.input, ...rule.spoiled } } : asked;
  const leaving = new AbortController();
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: kind === 'subscription' ? 'text/event-stream' : 'application/json',
      ...(authorization ? { authorization } : {}),
    },
    body: JSON.stringify({ query: render(kind, name, field, Object.keys(variables)), variables }),
    signal: leaving.signal,
  });
  const body = kind === 'subscription' ? await readUnlessLive(gogreen, response) : await response.text();
  leaving.abort();
  // Or the next one that asks would take it for its own.
  await eventually(() => expect(gogreen.serving.liveViewers.count()).toBe(0));
  return { status: response.status, body: body ?? '', ...judge(name, body) };
}

function render(kind: Kind, name: string, field: GraphQLField<unknown, unknown>, given: string[]): string {
  const args = field.args.filter((arg) => given.includes(arg.name));
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type))
    ? ''
    : `{ __typename ${kind === 'mutation' ? '... on Error { message code }' : ''} }`;
  return `${kind}${declared && ` (${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`;
}

/** Null once the subscription stands: it is held then. */
async function readUnlessLive({ serving }: TestApp, response: Response): Promise<string | null> {
  let text: string | null = null;
  // What is left at once breaks off, and says nothing.
  response.text().then(
    (all) => {
      text = all;
    },
    () => undefined,
  );
  await eventually(() => expect(text !== null || serving.liveViewers.count() > 0).toBe(true));
  return text;
}

function judge(name: string, body: string | null): Pick<Answer, 'outcome' | 'message'> {
  if (body === null) return { outcome: 'DONE', message: null };
  const json = /^(?:data: ?)?(\{.*\})$/m.exec(body)?.[1];
  if (!json) throw new Error(`no answer but: ${body}`);
  const { data, errors } = JSON.parse(json) as {
    data?: Record<string, { code?: string; message?: string } | null> | null;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const refusal = errors?.[0]
    ? { code: errors[0].extensions?.code, message: errors[0].message }
    : (data?.[name] ?? { code: 'NOT_FOUND' });
  const { code, message = null } = refusal;
  if (errors && !code) throw new Error(`failed without a code: ${body}`);
  const isOfTheGate = code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' || code === 'NOT_FOUND';
  return { outcome: isOfTheGate ? code : 'DONE', message };
}
