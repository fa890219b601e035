/** A flag behaves again as after any event of its past, by an ordinary change. */

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { changeDirectly, guardedFlag, readChangeRequest } from '#test/support/approvals.ts';
import { createFlag, createProject, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { type CommandAnswer, command, fingerprint, refusal, refusedIssues } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';
import { preview } from '#test/support/preview.ts';

const test = testWithApp({ worker: false });

const COLOURS = ['red', 'green', 'blue'].map((key) => ({ key, value: key }));

async function newFlag(gogreen: TestApp) {
  const { key: projectKey } = await createProject(gogreen);
  const flag = { kind: 'STRING', variations: COLOURS } as const;
  const { key: flagKey } = await createFlag(gogreen, { projectKey, ...flag });
  return { projectKey, flagKey, environmentKey: 'production' };
}

type Place = Awaited<ReturnType<typeof newFlag>>;

async function stateOf(gogreen: TestApp, { projectKey, flagKey, environmentKey }: Place): Promise<string> {
  const { data } = await gogreen.send(
    `query ($projectKey: String!, $key: String!, $environment: String!) {
      flag(projectKey: $projectKey, key: $key) { environment(key: $environment) { codeLike } }
    }`,
    { projectKey, key: flagKey, environment: environmentKey },
  );
  return (data as { flag: { environment: { codeLike: string } } }).flag.environment.codeLike;
}

async function made(answer: Promise<CommandAnswer>): Promise<CommandAnswer> {
  const done = await answer;
  if (!done.__typename.endsWith('Payload')) throw new Error(`refused: ${JSON.stringify(done)}`);
  return done;
}

const change = (gogreen: TestApp, place: Place, input: object) =>
  made(command(gogreen, 'updateFlagEnvironment', { ...place, ...input }));

const rule = (colour: string, country: string) => ({
  description: `for ${country}`,
  clauses: [{ attribute: 'country', operator: 'EQUALS', values: [country] }],
  serve: { variation: colour },
});

describe('restoreFlag', () => {
  test('any event of any history: the flag reads as it did after it, here and nowhere else', async ({
    gogreen,
  }) => {
    const step = fc.record(
      {
        enabled: fc.boolean(),
        offVariation: fc.constantFrom('red', 'green', 'blue'),
        fallthrough: fc.constantFrom({ variation: 'green' }, { variation: 'blue' }),
        rules: fc.array(
          fc
            .tuple(fc.constantFrom('red', 'blue'), fc.constantFrom('DE', 'FR', 'AT'))
            .map(([a, b]) => rule(a, b)),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), fc.nat(), async (steps, pick) => {
        const place = await newFlag(gogreen);
        const past: { eventId: string; state: string }[] = [];
        for (const asked of steps) {
          const { event } = await change(gogreen, place, asked);
          if (event) past.push({ eventId: event.id, state: await stateOf(gogreen, place) });
          await change(gogreen, { ...place, environmentKey: 'development' }, asked);
        }
        const elsewhere = await stateOf(gogreen, { ...place, environmentKey: 'development' });
        const chosen = past[pick % Math.max(1, past.length)];
        if (!chosen) return;
        const input = { ...place, eventId: chosen.eventId };
        const shown = await preview(gogreen, 'previewFlagRestore', input);
        expect(shown.codeLikeAfter).toBe(chosen.state);
        const { event } = await made(command(gogreen, 'restoreFlag', input));
        expect(event === null).toBe(shown.changes.length === 0);
        expect(await stateOf(gogreen, place)).toBe(chosen.state);
        expect(await stateOf(gogreen, { ...place, environmentKey: 'development' })).toBe(elsewhere);
      }),
      { numRuns: 25 },
    );
  });

  test('the creation, and an event of another environment: the state of this one at that time', async ({
    gogreen,
  }) => {
    const place = await newFlag(gogreen);
    const untouched = await stateOf(gogreen, place);
    await change(gogreen, place, { enabled: true });
    const { event } = await change(gogreen, { ...place, environmentKey: 'development' }, { enabled: true });
    const then = await stateOf(gogreen, place);
    await change(gogreen, place, { enabled: false, rules: [rule('red', 'DE')] });

    await made(command(gogreen, 'restoreFlag', { ...place, eventId: event?.id }));
    expect(await stateOf(gogreen, place)).toBe(then);
    const created = await firstEvent(gogreen, place);
    await made(command(gogreen, 'restoreFlag', { ...place, eventId: created }));
    expect(await stateOf(gogreen, place)).toBe(untouched);
  });

  test('an ordinary change: one event with its comment, which can itself be undone by restoring', async ({
    gogreen,
  }) => {
    const place = await newFlag(gogreen);
    const first = await change(gogreen, place, { enabled: true, rules: [rule('red', 'DE')] });
    const second = await change(gogreen, place, { rules: [] });
    const without = await stateOf(gogreen, place);
    const comment = 'Bring the rule back for WEB-7';
    const restored = await made(
      command(gogreen, 'restoreFlag', { ...place, eventId: first.event?.id, comment }),
    );
    expect(restored.event).toMatchObject({
      type: 'FLAG_UPDATED',
      sequence: (second.event?.sequence ?? 0) + 1,
    });
    await made(command(gogreen, 'restoreFlag', { ...place, eventId: second.event?.id }));
    expect(await stateOf(gogreen, place)).toBe(without);
    const again = await made(command(gogreen, 'restoreFlag', { ...place, eventId: second.event?.id }));
    expect(again.event).toBeNull();
  });

  test('a variation that is gone: an issue at eventId, in the preview as well, and nothing is written', async ({
    gogreen,
  }) => {
    const place = await newFlag(gogreen);
    const { projectKey, flagKey: key } = place;
    const { event } = await change(gogreen, place, { fallthrough: { variation: 'blue' } });
    await change(gogreen, place, { fallthrough: { variation: 'red' } });
    await updateFlag(gogreen, { projectKey, key, variations: COLOURS.slice(0, 2) });
    const input = { ...place, eventId: event?.id ?? '' };
    const issues = await refusedIssues(gogreen, 'restoreFlag', input);
    expect(issues).toEqual({ eventId: expect.stringContaining('the flag has no variation "blue"') });
    const shown = await preview(gogreen, 'previewFlagRestore', input);
    expect(shown).toMatchObject({
      changes: [],
      issues: [{ path: 'eventId', message: issues['eventId'] }],
    });
  });

  test('another version than expected, an event of another flag, an unknown environment: refused', async ({
    gogreen,
  }) => {
    const place = await newFlag(gogreen);
    const other = await newFlag(gogreen);
    const { event } = await change(gogreen, place, { enabled: true });
    const foreign = await change(gogreen, other, { enabled: true });
    await change(gogreen, place, { enabled: false });
    const input = { ...place, eventId: event?.id };
    const refused: [object, string][] = [
      [{ ...input, expectedVersion: 1 }, 'CONFLICT'],
      [{ ...input, eventId: foreign.event?.id }, 'NOT_FOUND'],
      [{ ...input, eventId: 'evt_1' }, 'NOT_FOUND'],
      [{ ...input, environmentKey: 'nowhere' }, 'NOT_FOUND'],
      [{ ...input, flagKey: 'missing' }, 'NOT_FOUND'],
    ];
    await everyRow(refused, async ([asked, code]) => {
      expect(await refusal(gogreen, 'restoreFlag', asked)).toMatchObject({ code });
    });
    const shown = await preview(gogreen, 'previewFlagRestore', { ...input, expectedVersion: 1 });
    expect(shown).toMatchObject({ isConflict: true, changes: [expect.anything()] });
  });

  test('where changes must be confirmed: only with the key of the environment', async ({ gogreen }) => {
    const place = await newFlag(gogreen);
    const { projectKey, environmentKey } = place;
    const { event } = await change(gogreen, place, { enabled: true });
    await change(gogreen, place, { enabled: false });
    await command(gogreen, 'updateEnvironment', { projectKey, key: environmentKey, confirmChanges: true });
    const input = { ...place, eventId: event?.id ?? '' };
    expect(Object.keys(await refusedIssues(gogreen, 'restoreFlag', input))).toEqual(['confirm']);
    expect((await preview(gogreen, 'previewFlagRestore', input)).confirm).toEqual([environmentKey]);
    await made(command(gogreen, 'restoreFlag', { ...input, confirm: environmentKey }));
  });
});

describe('where changes need an approval', () => {
  test('restoreFlag is refused; proposeFlagRestore makes a change request of the same', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen);
    const before = await stateOf(gogreen, place);
    const created = await firstEvent(gogreen, place);
    await changeDirectly(gogreen, place, { enabled: true });
    const input = { ...place, eventId: created };
    expect(await refusal(gogreen, 'restoreFlag', input)).toMatchObject({ code: 'APPROVAL_REQUIRED' });
    const shown = await preview(gogreen, 'previewFlagRestore', input);
    expect(shown).toMatchObject({ requiresApproval: true, minimumApprovals: 1, codeLikeAfter: before });

    const { changeRequest } = await made(
      command(gogreen, 'proposeFlagRestore', { ...input, comment: 'Undo', title: 'Back to off' }),
    );
    const stored = await readChangeRequest(gogreen, changeRequest?.id ?? '');
    expect(stored).toMatchObject({ state: 'PENDING', title: 'Back to off', comment: 'Undo' });
    expect(stored.codeLikeAfter).toBe(before);
  });

  test('a proposal that would change nothing, or is scheduled for the past: refused', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const input = { ...place, eventId: await firstEvent(gogreen, place) };
    expect(await refusal(gogreen, 'proposeFlagRestore', input)).toMatchObject({ code: 'INVALID_INPUT' });
    await changeDirectly(gogreen, place, { enabled: true });
    const past = { ...input, scheduledAt: '2020-01-01T00:00:00Z' };
    expect(Object.keys(await refusedIssues(gogreen, 'proposeFlagRestore', past))).toEqual(['scheduledAt']);
  });
});

test('previewFlagRestore writes nothing', async ({ gogreen }) => {
  const place = await newFlag(gogreen);
  await setFlagEnabled(gogreen, { ...place, enabled: true });
  const before = await fingerprint(gogreen);
  await preview(gogreen, 'previewFlagRestore', { ...place, eventId: await firstEvent(gogreen, place) });
  expect(await fingerprint(gogreen)).toEqual(before);
});

async function firstEvent({ app }: TestApp, { projectKey, flagKey }: Place): Promise<string> {
  const { rows } = await app.database.pool.query<{ id: string }>(
    `SELECT e.id FROM events e JOIN projects p ON p.id = e.project_id
     WHERE p.key = $1 AND e.flag_key = $2 ORDER BY e.sequence LIMIT 1`,
    [projectKey, flagKey],
  );
  return rows[0]?.id ?? '';
}
