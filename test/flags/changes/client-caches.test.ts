import { getNamedType, isAbstractType, isObjectType } from 'graphql';
import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { addUser, changeDirectly, guardedFlag } from '#test/support/approvals.ts';
import { createFlag, createProject, updateFlag, updateFlagEnvironment } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { cachingClients, withoutTypenames } from '#test/support/normalized-caches.ts';
import { printedSchema } from '#test/support/selection.ts';

const test = testWithApp({ worker: false });

const inCountry = (...values: string[]) => ({
  clauses: [{ attribute: 'country', operator: 'IN' as const, values }],
  serve: { variation: 'on' },
});

const RULE =
  'description clauses { attribute operator values negate } serve { ... on VariationServe { variation { key value } } }';
const VARIATION = 'key name description value';
const CHANGES = `changes {
  ... on FlagConditionCreated { ruleAfter { ruleId ${RULE} } }
  ... on FlagConditionChanged { ruleBefore { ruleId ${RULE} } ruleAfter { ruleId ${RULE} } }
  ... on FlagVariationChanged { variationBefore { ${VARIATION} } variationAfter { ${VARIATION} } }
}`;

describe.each(Object.entries(cachingClients))('the cache of %s', (_name, connect) => {
  test('shows both states of every change of the history, beside the flag as it is now', async ({
    gogreen,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const place = { projectKey, flagKey: key, environmentKey: 'production' };
    for (const countries of [['FR'], ['DE'], ['DE', 'IT']])
      await updateFlagEnvironment(gogreen, { ...place, rules: [inCountry(...countries)] });
    const variations = (name: string) => [
      { key: 'on', name, value: true },
      { key: 'off', name: 'Off', value: false },
    ];
    await updateFlag(gogreen, { projectKey, key, variations: variations('Ready') });
    const query = `{ flag(projectKey: "${projectKey}", key: "${key}") {
      id variations { ${VARIATION} }
      environment(key: "production") { rules { id ${RULE} } }
      events(first: 20) { edges { node { id sequence ... on FlagEvent { ${CHANGES} } } } }
    } }`;
    const { data } = await gogreen.send(query);
    expect(JSON.stringify(data)).toMatch(/"ruleBefore":.*"DE"\].*"ruleAfter":.*"DE","IT"\]/);

    const client = connect(gogreen);
    await client.fetch(query);
    expect(withoutTypenames(client.read(query))).toEqual(withoutTypenames(data));
  });

  test('shows the rule as it is now after a proposal to change it was read', async ({ gogreen }) => {
    const author = await addUser(gogreen, 'Ann');
    const { projectKey, flagKey, place } = await guardedFlag(gogreen);
    await changeDirectly(gogreen, place, { rules: [inCountry('FR')] });
    const id = await author.propose({ ...place, title: 'Italy', rules: [inCountry('FR', 'IT')] });
    const flag = `{ flag(projectKey: "${projectKey}", key: "${flagKey}") { id environment(key: "production") { rules { id ${RULE} } } } }`;
    const proposal = `{ node(id: "${id}") { id ... on ChangeRequest { author { actorId name } ${CHANGES} } } }`;
    const answers = [(await gogreen.send(flag)).data, (await gogreen.send(proposal)).data];
    expect(JSON.stringify(answers[1])).toContain('"IT"');

    const client = connect(gogreen);
    await client.fetch(flag);
    await client.fetch(proposal);
    expect([client.read(flag), client.read(proposal)].map(withoutTypenames)).toEqual(
      answers.map(withoutTypenames),
    );
  });

  test('shows each event with the name that its actor had then', async ({ gogreen }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const author = await addUser(gogreen, 'Ann');
    for (const name of ['Ann', 'Anna']) {
      await command(gogreen, 'updateUser', { userId: author.actor.id, name });
      await author.carryOut('updateFlag', { projectKey, key, description: `by ${name}` });
    }
    const query = `{ flag(projectKey: "${projectKey}", key: "${key}") {
      id events(first: 2) { edges { node { id actor { actorId name } } } } } }`;
    const client = connect(gogreen);
    await client.fetch(query);
    const shown = JSON.stringify(withoutTypenames(client.read(query)));
    expect(shown).toMatch(/"Anna".*"Ann"/);
  });
});

test('no type of the past has an id: of all that an actor or a change of a flag leads to', () => {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const type = printedSchema.getType(name);
    if (seen.has(name)) return;
    if (isAbstractType(type)) for (const member of printedSchema.getPossibleTypes(type)) visit(member.name);
    if (!isObjectType(type)) return;
    seen.add(name);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type).name);
  };
  for (const name of ['FlagChange', 'Actor', 'Approval']) visit(name);
  expect(seen.size).toBeGreaterThan(20);
  const withId = [...seen].filter((name) => {
    const type = printedSchema.getType(name);
    return isObjectType(type) && (type.getFields()['id'] || type.getFields()['_id']);
  });
  expect(withId).toEqual([]);
});
