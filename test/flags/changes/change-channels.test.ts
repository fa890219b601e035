import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { getNamedType, isAbstractType, isObjectType, parse } from 'graphql';
import { afterAll, describe, expect } from 'vitest';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import type { LiveSubscription } from '#test/support/live-results.ts';
import { act, allCases, arrange, EVENT, type ShownEvent } from '#test/support/make-change.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { plainFieldsOf, printedSchema } from '#test/support/selection.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';

const projectKey = 'shop';
const test = testWithReceiver();
let live: LiveSubscription<{ flagChanged: ShownEvent }>;

test.beforeAll(async ({ gogreen, receiver }) => {
  await createProject(gogreen, { key: projectKey });
  await createWebhook(gogreen, { projectKey, url: receiver.url, payloadFormat: 'TGGL' });
  live = await subscribeSse(gogreen.url, FlagChanged, { projectKey });
});
afterAll(async () => {
  await live?.leave();
});

const FlagChanged = parse(
  `subscription ($projectKey: String!) { flagChanged(projectKey: $projectKey) ${EVENT} }`,
) as TypedDocumentNode<{ flagChanged: ShownEvent }, { projectKey: string }>;

interface TgglBody {
  logId: string;
  flagSlug: string;
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  changes: Record<string, unknown>[];
}

describe.each(allCases)('$member: $says', ({ member, key, change }) => {
  test('the change that subscribers get equals that of the payload, and TGGL webhooks have each of its fields', async ({
    gogreen,
    receiver,
  }) => {
    const ruleIds = await arrange(gogreen, projectKey, key, change);
    const event = await act(gogreen, projectKey, key, change, ruleIds);
    const seen = () =>
      live.results.map(({ data }) => data?.flagChanged).find((item) => item?.id === event.id);
    await live.waitFor(() => seen() !== undefined);
    expect(seen()).toEqual(event);

    const bodyOf = () => bodies(receiver).find(({ logId }) => logId === event.id);
    await receiver.waitFor(() => bodyOf() !== undefined);
    const body = bodyOf();

    expect(body?.changes).toHaveLength(1);
    for (const sent of body?.changes ?? []) expectFieldsOf(member, sent);
    expect(body?.changes).toStrictEqual(event.changes);
    expect(body).toMatchObject({
      flagSlug: key,
      codeLikeBefore: event.codeLikeBefore,
      codeLikeAfter: event.codeLikeAfter,
    });
  });
});

function bodies(receiver: Receiver): TgglBody[] {
  return receiver.requests.map(({ body }) => JSON.parse(body.toString()));
}

/** Field names of the value and of all plain objects below it are those of its type: none missing, none more. */
function expectFieldsOf(typeName: string, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) expectFieldsOf(typeName, item);
    return;
  }
  const type = printedSchema.getType(typeName);
  if (value === null || !(isObjectType(type) || isAbstractType(type))) return;
  const { __typename: named, ...fields } = value as Record<string, unknown>;
  // A member of a union says which one it is, as it does in GraphQL.
  const object = isAbstractType(type) ? printedSchema.getType(String(named)) : type;
  if (!isObjectType(object)) throw new Error(`${String(named)} is no type of ${typeName}`);
  expect([typeName, ...Object.keys(fields).toSorted()]).toEqual([
    typeName,
    ...Object.keys(object.getFields()).toSorted(),
  ]);
  expect(plainFieldsOf(object)).toHaveLength(Object.keys(object.getFields()).length);
  for (const [name, field] of Object.entries(object.getFields())) {
    expectFieldsOf(getNamedType(field.type).name, fields[name]);
  }
}
