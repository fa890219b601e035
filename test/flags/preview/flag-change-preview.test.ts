/** A preview says what the write then does, and writes nothing. */

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { guardedFlag } from '#test/support/approvals.ts';
import { createFlag, createProject, updateFlag } from '#test/support/builders.ts';
import { caseFlag } from '#test/support/change-case.ts';
import { command, fingerprint } from '#test/support/command.ts';
import { act, allCases, arrange, mutate, numberRules } from '#test/support/make-change.ts';
import { preview } from '#test/support/preview.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

const previewOf = {
  updateFlag: 'previewFlagUpdate',
  updateFlagEnvironment: 'previewFlagChange',
  setFlagEnabled: 'previewFlagChange',
} as const;
const previewable = allCases.filter(({ change }) => change.mutation in previewOf);

describe.each(previewable)('$member: $says', ({ key, change }) => {
  test('the preview shows the change that is then made', async ({ gogreen }) => {
    const ruleIds = await arrange(gogreen, projectKey, key, change);
    const field = previewOf[change.mutation as keyof typeof previewOf];
    const named = field === 'previewFlagChange' ? { flagKey: key, environmentKey: 'production' } : { key };
    const asked = typeof change.input === 'function' ? change.input(ruleIds) : change.input;
    const before = await fingerprint(gogreen);
    const shown = await preview(gogreen, field, { projectKey, ...named, ...asked });
    expect(await fingerprint(gogreen)).toEqual(before);

    const { changes, codeLikeBefore, codeLikeAfter, codeLikeDiff } = await act(
      gogreen,
      projectKey,
      key,
      change,
      ruleIds,
    );
    expect(numberRules(shown, ruleIds)).toMatchObject({
      changes: numberRules(changes, ruleIds),
      codeLikeBefore,
      codeLikeAfter,
      codeLikeDiff,
      issues: [],
      isConflict: false,
      requiresApproval: false,
      refusal: null,
    });
  });
});

test('previewFlagChange for drafts of all kinds: the changes or the issues of updateFlagEnvironment', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey, key: 'drafts', ...caseFlag });
  const place = { projectKey, flagKey: 'drafts', environmentKey: 'production' };
  await fc.assert(
    fc.asyncProperty(draft, async (asked) => {
      const shown = await preview(gogreen, 'previewFlagChange', { ...place, ...asked });
      const { data } = await gogreen.send(WRITE, { input: { ...place, ...asked } });
      const written = data as { updateFlagEnvironment: Written };
      const { __typename, event = null, issues = [] } = written.updateFlagEnvironment;
      expect(__typename).toBe(shown.issues.length > 0 ? 'InvalidInputError' : 'UpdateFlagEnvironmentPayload');
      expect(shown.issues).toEqual(issues);
      expect(shown.changes.map(({ summary }) => summary)).toEqual(
        event?.changes.map(({ summary }) => summary) ?? [],
      );
      expect(shown.codeLikeDiff).toBe(event?.codeLikeDiff ?? null);
    }),
    { numRuns: 60 },
  );
});

test('a preview for another version: a conflict, with the changes to the flag as it is', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey, key: 'moved' });
  await updateFlag(gogreen, { projectKey, key: 'moved', name: 'Moved' });
  const input = { projectKey, key: 'moved', name: 'New', expectedVersion: 1 };
  expect(await preview(gogreen, 'previewFlagUpdate', input)).toMatchObject({
    flagVersion: 2,
    isConflict: true,
    changes: [{ nameBefore: 'Moved', nameAfter: 'New' }],
  });
  expect(await preview(gogreen, 'previewFlagUpdate', { ...input, expectedVersion: 2 })).toMatchObject({
    isConflict: false,
  });
});

test('a preview that would change nothing: no changes, and the code-like as it is', async ({ gogreen }) => {
  await createFlag(gogreen, { projectKey, key: 'same' });
  const place = { projectKey, flagKey: 'same', environmentKey: 'production' };
  expect(await preview(gogreen, 'previewFlagChange', { ...place, enabled: false })).toMatchObject({
    changes: [],
    codeLikeBefore: 'OFF: "off"\nSERVE "on"',
    codeLikeAfter: 'OFF: "off"\nSERVE "on"',
    codeLikeDiff: null,
    notifies: [],
  });
});

test('a preview with a comment that names a Jira issue: no more changes than the write', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey, key: 'commented' });
  const input = { projectKey, key: 'commented', owner: 'ada', comment: 'For WEB-1' };
  const shown = await preview(gogreen, 'previewFlagUpdate', input);
  expect(shown.changes).toEqual((await mutate(gogreen, 'updateFlag', input)).changes);
});

describe('where changes need an approval', () => {
  test('previewFlagChange: says so, and how many', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen, { minimumApprovals: 2 });
    const shown = await preview(gogreen, 'previewFlagChange', { ...place, enabled: true });
    expect(shown).toMatchObject({ requiresApproval: true, minimumApprovals: 2 });
    const { message } = await command(gogreen, 'updateFlagEnvironment', { ...place, enabled: true });
    expect(shown.refusal).toBe(message);
  });

  test('previewFlagUpdate of what is served there: the refusal of updateFlag', async ({ gogreen }) => {
    const { projectKey, flagKey } = await guardedFlag(gogreen);
    const values = [false, true].map((value) => ({ key: value ? 'off' : 'on', value }));
    const input = { projectKey, key: flagKey, variations: values };
    const shown = await preview(gogreen, 'previewFlagUpdate', input);
    const { message, code } = await command(gogreen, 'updateFlag', input);
    expect(code).toBe('APPROVAL_REQUIRED');
    expect(shown).toMatchObject({ requiresApproval: true, refusal: message, minimumApprovals: null });
    const renamed = await preview(gogreen, 'previewFlagUpdate', { projectKey, key: flagKey, name: 'New' });
    expect(renamed).toMatchObject({ requiresApproval: false, refusal: null });
  });

  test('previewFlagChange with a schedule in the past: an issue at scheduledAt', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const input = { ...place, enabled: true, scheduledAt: '2020-01-01T00:00:00Z' };
    const { issues } = await preview(gogreen, 'previewFlagChange', input);
    expect(issues).toMatchObject([{ path: 'scheduledAt' }]);
  });
});

test('a preview about a flag or an environment that does not exist: NOT_FOUND', async ({ gogreen }) => {
  const ask = (flagKey: string, environmentKey: string) =>
    preview(gogreen, 'previewFlagChange', { projectKey, flagKey, environmentKey, enabled: true });
  await createFlag(gogreen, { projectKey, key: 'there' });
  await expect(ask('missing', 'production')).rejects.toThrow('NOT_FOUND');
  await expect(ask('there', 'missing')).rejects.toThrow('NOT_FOUND');
});

interface Written {
  __typename: string;
  event?: { changes: { summary: string }[]; codeLikeDiff: string | null };
  issues?: { path: string; message: string }[];
}

const WRITE = `mutation ($input: UpdateFlagEnvironmentInput!) {
  updateFlagEnvironment(input: $input) {
    __typename
    ... on UpdateFlagEnvironmentPayload { event { changes { ... on FlagChangeSummary { summary } } codeLikeDiff } }
    ... on InvalidInputError { issues { path message } }
  }
}`;

/** Variations, values and weights that are fine, and some that are not. */
const variation = fc.constantFrom('control', 'variant-a', 'variant-a', 'missing');
const serve = fc.oneof(
  variation.map((key) => ({ variation: key })),
  fc.constantFrom(0, 10, 50, 99.5, 100.5).map((weight) => ({
    rollout: {
      bucketBy: 'userId',
      weights: [
        { variation: 'control', weight },
        { variation: 'variant-a', weight: 100 - weight },
      ],
    },
  })),
);
const clause = fc.record({
  attribute: fc.constantFrom('country', 'age', ''),
  operator: fc.constantFrom('IN', 'EXISTS', 'NUMBER_GREATER', 'MATCHES_REGEX'),
  values: fc.constantFrom([], ['FR'], [18], ['(']),
  negate: fc.boolean(),
});
const rule = fc.record({ clauses: fc.array(clause, { maxLength: 2 }), serve });
const validRule = fc.constantFrom('FR', 'DE', 'IT').map((country) => ({
  clauses: [{ attribute: 'country', operator: 'IN', values: [country] }],
  serve: { variation: 'variant-a' },
}));
const draft = fc.record(
  {
    enabled: fc.boolean(),
    rules: fc.oneof(
      { weight: 2, arbitrary: fc.array(validRule, { maxLength: 3 }) },
      fc.array(rule, { maxLength: 2 }),
    ),
    fallthrough: serve,
    offVariation: variation,
    comment: fc.constantFrom('Because', 'x'.repeat(2_001)),
  },
  { requiredKeys: [] },
);
