/** One change of several flags: each is changed or refused by itself, and the preview says which before. */

import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { UpdateFlagsInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey, setFlagEnabled } from '#test/support/builders.ts';
import { command, fingerprint, refusal, refusedIssues } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';
import { preview, previewAll } from '#test/support/preview.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });

/** Production needs an approval, and changes in staging must be confirmed. */
async function newProject(gogreen: TestApp, flagCount = 3) {
  const { key: projectKey } = await createProject(gogreen, {
    environments: ['development', 'staging', 'production'].map((key) => ({ key, name: key })),
  });
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'staging', confirmChanges: true });
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: true });
  const flagKeys: string[] = [];
  for (let n = 0; n < flagCount; n += 1)
    flagKeys.push((await createFlag(gogreen, { projectKey, key: freshKey('flag'), tags: ['shop'] })).key);
  return { projectKey, flagKeys };
}

const UPDATE = graphql(`
  mutation UpdateSeveralFlags($input: UpdateFlagsInput!) {
    updateFlags(input: $input) {
      __typename
      ... on UpdateFlagsPayload {
        results {
          flagKey
          flag { key tags owner lifecycle environments { enabled } }
          event { sequence type comment changes { ... on FlagChangeSummary { summary } } }
          refusal { code message issues { path message } }
        }
      }
      ... on Error { message }
    }
  }
`);

async function update(gogreen: TestApp, input: UpdateFlagsInput) {
  const { updateFlags } = await gogreen.run(UPDATE, { input });
  if (updateFlags.__typename !== 'UpdateFlagsPayload') throw new Error(updateFlags.message);
  return updateFlags.results;
}

const on = (environmentKey: string) => ({ enabled: { environmentKey, enabled: true } });
const summaries = (results: { event: { changes: object[] } | null }[]) =>
  results.map(({ event }) => event?.changes.map((change) => ('summary' in change ? change.summary : '')));

describe('updateFlags', () => {
  test('switches flags: an event for each, with the comment, and none for those that are on already', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen);
    const [first = '', second = '', third = ''] = flagKeys;
    await setFlagEnabled(gogreen, {
      projectKey,
      flagKey: second,
      environmentKey: 'development',
      enabled: true,
    });
    const results = await update(gogreen, {
      projectKey,
      flagKeys: [third, second, first, third],
      change: on('development'),
      comment: 'Launch',
    });
    expect(results.map(({ flagKey, refusal }) => [flagKey, refusal])).toEqual([
      [third, null],
      [second, null],
      [first, null],
    ]);
    expect(results.map(({ flag }) => flag?.environments.map(({ enabled }) => enabled))).toEqual(
      Array(3).fill([true, false, false]),
    );
    expect(results.map(({ event }) => event?.comment)).toEqual(['Launch', undefined, 'Launch']);
  });

  test('adds and removes tags, sets and removes an owner, and archives: what else the flags are stays', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 2);
    const [first = ''] = flagKeys;
    await command(gogreen, 'updateFlag', { projectKey, key: first, tags: ['shop', 'old', 'q4'] });
    const tagged = await update(gogreen, {
      projectKey,
      flagKeys,
      change: { tags: { add: ['q4', 'web'], remove: ['old'] } },
    });
    expect(tagged.map(({ flag }) => flag?.tags)).toEqual([
      ['shop', 'q4', 'web'],
      ['shop', 'q4', 'web'],
    ]);
    const owned = await update(gogreen, { projectKey, flagKeys, change: { owner: { name: 'growth' } } });
    expect(owned.map(({ flag }) => [flag?.owner, flag?.tags.length])).toEqual(Array(2).fill(['growth', 3]));
    const disowned = await update(gogreen, { projectKey, flagKeys, change: { owner: {} } });
    expect(disowned.map(({ flag }) => flag?.owner)).toEqual([null, null]);
    const archived = await update(gogreen, { projectKey, flagKeys, change: { lifecycle: 'ARCHIVED' } });
    expect(archived.map(({ flag, event }) => [flag?.lifecycle, event?.type])).toEqual(
      Array(2).fill(['ARCHIVED', 'FLAG_ARCHIVED']),
    );
  });

  test('refuses a flag that cannot be changed, with the error of the mutation on one flag, and changes the others', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 2);
    const [first = '', second = ''] = flagKeys;
    await command(gogreen, 'updateFlag', {
      projectKey,
      key: first,
      tags: Array.from({ length: 50 }, (_each, index) => `tag-${index}`),
    });
    const results = await update(gogreen, {
      projectKey,
      flagKeys: [first, 'missing', second],
      change: { tags: { add: ['one-more'] } },
    });
    expect(results).toMatchObject([
      { flag: null, event: null, refusal: { issues: [{ path: 'change.tags.add' }] } },
      { flag: null, event: null, refusal: { code: 'NOT_FOUND' } },
      { flag: { tags: ['shop', 'one-more'] }, refusal: null },
    ]);
  });

  test('where changes need an approval: every flag that would change there is refused', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 2);
    const [first = '', second = ''] = flagKeys;
    const proposal = { projectKey, flagKey: first, environmentKey: 'production' };
    const before = await fingerprint(gogreen);
    const results = await update(gogreen, { projectKey, flagKeys, change: on('production') });
    expect(results.map(({ refusal: error }) => error?.code)).toEqual([
      'APPROVAL_REQUIRED',
      'APPROVAL_REQUIRED',
    ]);
    const one = await refusal(gogreen, 'setFlagEnabled', { ...proposal, enabled: true });
    expect(results[0]?.refusal?.message).toBe(one.message);
    expect(await fingerprint(gogreen)).toEqual(before);

    // Archived flags serve what they serve while off, so one that is off may be archived.
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: false });
    await setFlagEnabled(gogreen, { ...proposal, enabled: true });
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: true });
    const archived = await update(gogreen, { projectKey, flagKeys, change: { lifecycle: 'ARCHIVED' } });
    expect(archived.map(({ flagKey, refusal }) => [flagKey, refusal?.code])).toEqual([
      [first, 'APPROVAL_REQUIRED'],
      [second, undefined],
    ]);
  });

  test('where changes must be confirmed: refused at confirm without the key, made with it', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 2);
    const input = { projectKey, flagKeys, change: on('staging') };
    const refused = await update(gogreen, input);
    expect(refused).toMatchObject(Array(2).fill({ refusal: { issues: [{ path: 'confirm' }] } }));
    const made = await update(gogreen, { ...input, confirm: ['staging'] });
    expect(made.map(({ refusal: error, event }) => [error, event?.type])).toEqual(
      Array(2).fill([null, 'FLAG_UPDATED']),
    );
  });

  test('a hundred flags: each is changed, in three transactions at most', async ({ gogreen }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 100);
    let results: Awaited<ReturnType<typeof update>> = [];
    const sent = await statementsOf(gogreen.app.database.pool, async () => {
      results = await update(gogreen, { projectKey, flagKeys, change: on('development') });
    });
    expect(results.filter(({ event }) => event !== null)).toHaveLength(100);
    expect(sent.filter((text) => text === 'write-flag-changes').length).toBeLessThanOrEqual(3);
    const sequences = results.map(({ event }) => event?.sequence);
    expect(new Set(sequences).size).toBe(100);
  });

  test('an input that no flag could take: refused as a whole, and nothing is written', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 1);
    const change = { owner: { name: 'growth' } };
    const bad: [object, string][] = [
      [{ flagKeys: [], change }, 'flagKeys'],
      [{ flagKeys: Array.from({ length: 101 }, (_each, n) => `flag-${n}`), change }, 'flagKeys'],
      [{ flagKeys, change: { tags: {} } }, 'change.tags'],
      [{ flagKeys, change: { tags: { add: ['a'], remove: ['a'] } } }, 'change.tags'],
      [{ flagKeys, change: { owner: { name: ' ' } } }, 'change.owner.name'],
      [{ flagKeys, change, comment: 'x'.repeat(2_001) }, 'comment'],
    ];
    await everyRow(bad, async ([input, path]) => {
      expect(Object.keys(await refusedIssues(gogreen, 'updateFlags', { projectKey, ...input }))).toEqual([
        path,
      ]);
    });
    const nowhere = await refusal(gogreen, 'updateFlags', { projectKey, flagKeys, change: on('nowhere') });
    expect(nowhere).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('"nowhere"') });
  });
});

describe('previewFlagsUpdate', () => {
  test('says for each flag what the update then does, what is refused and what to confirm, and writes nothing', async ({
    gogreen,
  }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 2);
    const change = on('staging');
    const before = await fingerprint(gogreen);
    const shown = await previewAll(gogreen, { projectKey, flagKeys: [...flagKeys, 'missing'], change });
    expect(await fingerprint(gogreen)).toEqual(before);
    expect(shown.map(({ flagKey, confirm, refusal }) => [flagKey, confirm, refusal])).toEqual(
      flagKeys.map((key) => [key, ['staging'], null]),
    );
    const made = await update(gogreen, { projectKey, flagKeys, change, confirm: ['staging'] });
    expect(shown.map(({ changes }) => changes.map(({ summary }) => summary))).toEqual(summaries(made));

    const again = await previewAll(gogreen, { projectKey, flagKeys, change });
    expect(again.map(({ changes, confirm }) => [changes, confirm])).toEqual(Array(2).fill([[], []]));
    const [guarded] = await previewAll(gogreen, { projectKey, flagKeys, change: on('production') });
    expect(guarded).toMatchObject({ requiresApproval: true, minimumApprovals: 1 });
  });

  test('is the preview of the mutation on one flag', async ({ gogreen }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 1);
    const [flagKey = ''] = flagKeys;
    const [several] = await previewAll(gogreen, { projectKey, flagKeys, change: on('production') });
    const place = { projectKey, flagKey, environmentKey: 'production' };
    expect(several).toEqual(await preview(gogreen, 'previewFlagChange', { ...place, enabled: true }));
    const [archived] = await previewAll(gogreen, { projectKey, flagKeys, change: { lifecycle: 'ARCHIVED' } });
    const one = { projectKey, key: flagKey, lifecycle: 'ARCHIVED' };
    expect(archived).toEqual(await preview(gogreen, 'previewFlagUpdate', one));
  });

  test('three statements, however many flags there are', async ({ gogreen }) => {
    const { projectKey, flagKeys } = await newProject(gogreen, 20);
    const document = `query ($input: UpdateFlagsInput!) { previewFlagsUpdate(input: $input) { flagKey codeLikeDiff confirm refusal } }`;
    const sent = await statementsOf(gogreen.app.database.pool, () =>
      gogreen.send(document, { input: { projectKey, flagKeys, change: on('production') } }),
    );
    expect(sent).toMatchInlineSnapshot(`
      [
        "find-project-id",
        "SELECT environments",
        "read-stored-flags",
      ]
    `);
  });
});
