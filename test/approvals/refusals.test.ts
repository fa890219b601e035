/** What is refused, by everyone whom it is refused to; and that nothing is written then. */

import { describe, expect } from 'vitest';
import { addService, createToken, setRole } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag, readChangeRequest, type TestUser } from '#test/support/approvals.ts';
import { command, fingerprint, refusal, refusedIssues } from '#test/support/command.ts';
import { addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
let ada: TestUser;
let grace: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
  grace = await addUser(gogreen, 'Grace');
});

const DAY_MS = 24 * 3_600_000;

describe('a proposal is refused', () => {
  test('a proposal that would change nothing is rejected', async ({ gogreen }) => {
    const { place, flagKey } = await guardedFlag(gogreen);
    const message = `would change nothing: "${flagKey}" behaves so in "production" already. Send what is to be different`;
    for (const change of [{}, { enabled: false }, { rules: [] }, { enabled: null, fallthrough: null }]) {
      const answer = await refusal(gogreen, 'proposeFlagChange', { ...place, ...change });
      expect(answer).toMatchObject({ __typename: 'InvalidInputError', issues: [{ path: '', message }] });
    }
  });

  test('a proposal is rejected for the same reasons as the direct change', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const wrong = {
      rules: [
        { clauses: [{ attribute: '', operator: 'IN', values: [] }], serve: { variation: 'on' } },
        {
          clauses: [{ attribute: 'a', operator: 'EXISTS', values: [] }],
          serve: { variation: 'red' },
        },
      ],
      offVariation: 'blue',
    };
    const direct = await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, ...wrong });
    expect(await refusedIssues(gogreen, 'proposeFlagChange', { ...place, ...wrong })).toEqual(direct);
    expect(Object.keys(direct)).toContain('rules.1.serve.variation');
  });

  test.for([
    ['title', '', 'must not be empty'],
    ['title', 'x'.repeat(201), 'must be at most 200 characters long'],
    ['comment', 'x'.repeat(2_001), 'must be at most 2000 characters long'],
    ['scheduledAt', '2020-01-01T00:00:00Z', 'must be in the future'],
    ['scheduledAt', new Date(Date.now() + 366 * DAY_MS).toISOString(), 'must be at most 365 days away'],
  ] as const)('when its %s is %j', async ([field, value, message], { gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const issues = await refusedIssues(gogreen, 'proposeFlagChange', {
      ...place,
      enabled: true,
      [field]: value,
    });
    expect(issues).toEqual({ [field]: expect.stringContaining(message) });
  });

  test.for([
    ['projectKey', 'There is no project with the key "nothing"'],
    ['flagKey', 'has no flag with the key "nothing"'],
    ['environmentKey', 'has no environment with the key "nothing"'],
  ] as const)('when there is nothing by its %s', async ([field, message], { gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const answer = await refusal(gogreen, 'proposeFlagChange', {
      ...place,
      enabled: true,
      [field]: 'nothing',
    });
    expect(answer).toMatchObject({
      __typename: 'NotFoundError',
      message: expect.stringContaining(message),
    });
  });

  test('a proposal with an outdated expectedVersion is rejected', async ({ gogreen }) => {
    const { place, flagKey } = await guardedFlag(gogreen);
    const answer = await refusal(gogreen, 'proposeFlagChange', {
      ...place,
      enabled: true,
      expectedVersion: 2,
    });
    expect(answer).toMatchObject({ __typename: 'ConflictError', currentFlag: { key: flagKey, version: 1 } });
  });
});

describe('an environment refuses', () => {
  test.for([0, -1, 11])(
    '%i as the number of approvals it asks for',
    async (minimumApprovals, { gogreen }) => {
      const { projectKey } = await guardedFlag(gogreen);
      for (const [mutation, input] of [
        ['updateEnvironment', { projectKey, key: 'production' }],
        ['createEnvironment', { projectKey, key: 'staging', name: 'Staging' }],
      ] as const) {
        const issues = await refusedIssues(gogreen, mutation, { ...input, minimumApprovals });
        expect(issues).toEqual({ minimumApprovals: expect.stringContaining('must be 1 to 10') });
      }
    },
  );
});

/** Runs a command of another user that must fail and write nothing. */
async function refused(gogreen: TestApp, user: TestUser, name: string, input: object) {
  const before = await fingerprint(gogreen);
  const { __typename: type, code, message } = await user.try(name, input);
  expect(await fingerprint(gogreen)).toEqual(before);
  expect(type).toMatch(/Error$/);
  return { code, message };
}

describe('nobody', () => {
  test('the author can neither approve nor reject the own change request', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    expect(await refused(gogreen, ada, 'approveChangeRequest', { changeRequestId })).toEqual({
      code: 'FORBIDDEN',
      message: 'Nobody can approve their own change request. Ask somebody else.',
    });
    expect(
      await refused(gogreen, ada, 'rejectChangeRequest', { changeRequestId, comment: 'No' }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    expect(
      await refusal(gogreen, 'approveChangeRequest', { changeRequestId: changeRequest?.id }),
    ).toMatchObject({ __typename: 'ForbiddenError', code: 'FORBIDDEN' });
  });

  test('the author cannot approve with another own token; a service account can', async ({ gogreen }) => {
    const { place, projectKey } = await guardedFlag(gogreen);
    const person = await addHolder(gogreen);
    await setRole(gogreen, { projectKey, userId: person.userId, role: 'EDITOR' });
    const { token } = await createToken(gogreen, { userId: person.userId });
    const proposal = { ...place, enabled: true };
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', proposal, person.token);
    const input = { changeRequestId: changeRequest?.id };
    expect(await command(gogreen, 'approveChangeRequest', input, token)).toMatchObject({
      __typename: 'ForbiddenError',
      message: 'Nobody can approve their own change request. Ask somebody else.',
    });
    const service = await addService(gogreen, { [projectKey]: 'EDITOR' });
    expect(await command(gogreen, 'approveChangeRequest', input, service.token)).toMatchObject({
      changeRequest: { state: 'APPROVED' },
    });
  });

  test('only the author edits a change request, and only the author or an admin cancels it', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen);
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    expect(
      await refused(gogreen, grace, 'updateChangeRequest', { changeRequestId, title: 'Mine' }),
    ).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('Only its author'),
    });
    expect(await refused(gogreen, grace, 'cancelChangeRequest', { changeRequestId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await command(gogreen, 'cancelChangeRequest', { changeRequestId })).toMatchObject({
      event: { type: 'APPROVAL_CANCELLED' },
      changeRequest: { state: 'CANCELLED' },
    });
  });

  test('only an admin can bypass the approvals of a change request', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    const input = { changeRequestId, bypass: true, comment: 'Now!' };
    expect(await refused(gogreen, grace, 'applyChangeRequest', input)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a decision is refused', () => {
  test.for([
    ['rejectChangeRequest', { comment: ' ' }],
    ['applyChangeRequest', { bypass: true }],
    ['applyChangeRequest', { bypass: true, comment: ' ' }],
  ] as const)('by %s with %j, as it needs words', async ([mutation, input], { gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    const issues = await refusedIssues(gogreen, mutation, { changeRequestId, ...input });
    expect(issues).toEqual({ comment: expect.stringMatching(/must/) });
  });

  test.for([
    ['updateChangeRequest', {}],
    ['approveChangeRequest', {}],
    ['rejectChangeRequest', { comment: 'No' }],
    ['cancelChangeRequest', {}],
    ['applyChangeRequest', {}],
    ['applyChangeRequest', { bypass: true, comment: 'Now!' }],
  ] as const)(
    'by %s with %j where there is no such change request, or it is closed',
    async ([mutation, input], { gogreen }) => {
      for (const id of ['cr_01h455vb4pex5vsknk084sn02q', 'nothing', '']) {
        const answer = await refusal(gogreen, mutation, { changeRequestId: id, ...input });
        expect(answer).toMatchObject({
          __typename: 'NotFoundError',
          message: expect.stringContaining(`There is no change request "${id}"`),
        });
      }
      const { place } = await guardedFlag(gogreen);
      const changeRequestId = await ada.propose({ ...place, enabled: true });
      await command(gogreen, 'rejectChangeRequest', { changeRequestId, comment: 'No' });
      expect(await refusal(gogreen, mutation, { changeRequestId, ...input })).toMatchObject({
        __typename: 'ConflictError',
        message: 'This change request is REJECTED and stays so. Make a new one with proposeFlagChange.',
        currentChangeRequest: { id: changeRequestId, state: 'REJECTED' },
      });
      expect(await readChangeRequest(gogreen, changeRequestId)).toMatchObject({
        closedAt: expect.any(String),
      });
    },
  );

  test('a decision about an outdated revision is rejected', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    await ada.edit(changeRequestId, { title: 'Another title' });
    for (const [mutation, input] of [
      ['approveChangeRequest', {}],
      ['rejectChangeRequest', { comment: 'No' }],
      ['applyChangeRequest', { bypass: true, comment: 'Now!' }],
    ] as const) {
      const asked = { changeRequestId, expectedRevision: 1, ...input };
      expect(await refusal(gogreen, mutation, asked)).toMatchObject({
        __typename: 'ConflictError',
        message: expect.stringContaining('is at revision 2, not 1'),
        currentChangeRequest: { revision: 2 },
      });
    }
  });
});
