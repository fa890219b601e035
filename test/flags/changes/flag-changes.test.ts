import { describe, expect } from 'vitest';
import { changes } from '#src/flags/changes/registry.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { caseFlag } from '#test/support/change-case.ts';
import { changeCases } from '#test/support/flag-change-cases.ts';
import {
  act,
  allCases,
  arrange,
  changedLines,
  EVENT,
  mutate,
  numberRules,
  type ShownEvent,
} from '#test/support/make-change.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

test('every member of the union FlagChange has test cases', () => {
  expect(Object.keys(changeCases).toSorted()).toEqual(changes.map(({ name }) => name).toSorted());
  expect(Object.values(changeCases).filter((cases) => cases.length === 0)).toEqual([]);
});

describe.each(allCases)('$member: $says', ({ member, key, change }) => {
  test('the change is in the payload, and the same in the log', async ({ gogreen }) => {
    const ruleIds = await arrange(gogreen, projectKey, key, change);
    const before = await newestEvent(gogreen);
    const event = await act(gogreen, projectKey, key, change, ruleIds);

    expect(numberRules(event.changes, ruleIds)).toEqual([{ __typename: member, ...change.change }]);
    expect(event).toMatchObject({
      type: change.type ?? 'FLAG_UPDATED',
      flagKey: key,
      sequence: (before?.sequence ?? 0) + 1,
      environment: change.diff ? { key: 'production' } : null,
    });
    expect(changedLines(event.codeLikeDiff)).toEqual(change.diff);
    expect(await newestEvent(gogreen)).toEqual(event);
  });
});

describe('one mutation that changes several things makes one event that lists them all', () => {
  test('updateFlag with several changes makes one event that lists all of them', async ({ gogreen }) => {
    await createFlag(gogreen, { projectKey, key: 'many', ...caseFlag, tags: ['a'] });
    const event = await mutate(gogreen, 'updateFlag', {
      projectKey,
      key: 'many',
      name: 'Many',
      description: 'More',
      owner: 'ada',
      tags: [],
      lifecycle: 'ARCHIVED',
      variations: [
        { key: 'variant-b', value: 'b' },
        { key: 'variant-a', value: 'aa' },
        { key: 'control', value: 'control', name: 'Control' },
      ],
    });
    expect(event.type).toBe('FLAG_ARCHIVED');
    expect(event.flagName).toBe('Many');
    expect(
      event.changes.map((change) => `${change['__typename']}: ${change['summary']}`),
    ).toMatchInlineSnapshot(`
      [
        "FlagLifecycleChanged: Archived the flag.",
        "FlagVariationCreated: Added the variation "variant-b" with the value "b".",
        "FlagVariationChanged: Changed the value of the variation "variant-a" from "a" to "aa".",
        "FlagVariationsReordered: Reordered the variations: "variant-b", "variant-a", "control".",
        "FlagNameChanged: Renamed the flag from "many" to "Many".",
        "FlagDescriptionChanged: Added a description.",
        "FlagTagsChanged: Changed the tags: removed "a".",
        "FlagOwnerChanged: Made "ada" the owner.",
      ]
    `);
    expect(await newestEvent(gogreen)).toEqual(event);
  });

  test('updateFlagEnvironment with several changes makes one event that lists all of them', async ({
    gogreen,
  }) => {
    await createFlag(gogreen, { projectKey, key: 'many-there', ...caseFlag });
    const event = await mutate(gogreen, 'updateFlagEnvironment', {
      projectKey,
      flagKey: 'many-there',
      environmentKey: 'production',
      enabled: true,
      fallthrough: { variation: 'variant-a' },
      offVariation: 'variant-a',
      rules: [
        {
          description: 'Only in Europe',
          clauses: [
            { attribute: 'country', operator: 'IN', values: ['FR', 'DE'] },
            { attribute: 'email', operator: 'ENDS_WITH', values: ['@acme.com'], negate: true },
          ],
          serve: { variation: 'variant-a' },
        },
      ],
    });
    expect(
      event.changes.map((change) => `${change['__typename']}: ${change['summary']}`),
    ).toMatchInlineSnapshot(`
      [
        "FlagEnabledChanged: Switched the flag on in Production.",
        "FlagConditionCreated: Added rule 1 in Production: IF country IN ("FR", "DE") AND email DOES NOT END WITH "@acme.com" THEN "variant-a".",
        "FlagFallthroughChanged: Changed what is served when no rule matches in Production from "control" to "variant-a".",
        "FlagOffVariationChanged: Changed the off variation in Production from "control" to "variant-a".",
      ]
    `);
    expect(event.codeLikeDiff).toMatchInlineSnapshot(`
      "--- before
      +++ after
      @@ -1,2 +1,5 @@
      -OFF: "control"
      -SERVE "control"
      +// Only in Europe
      +IF country IN ("FR", "DE")
      +AND email DOES NOT END WITH "@acme.com"
      +THEN "variant-a"
      +ELSE "variant-a""
    `);
    expect(await newestEvent(gogreen)).toEqual(event);
  });
});

async function newestEvent(gogreen: TestApp): Promise<ShownEvent | undefined> {
  const { data } = await gogreen.send(
    `query ($key: String!) { project(key: $key) { events(first: 1) { edges { node ${EVENT} } } } }`,
    { key: projectKey },
  );
  const { project } = data as { project: { events: { edges: { node: ShownEvent }[] } } };
  return project.events.edges[0]?.node;
}
