import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag } from '#test/support/approvals.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { conversions, recordResults, startedExperiment } from '#test/support/experiments.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });

interface Item {
  kind: string;
  title: string;
  detail: string;
  url: string;
}

async function attention(gogreen: TestApp, token?: string): Promise<Item[]> {
  const { data, errors } = await gogreen.send(
    '{ viewer { attention(first: 200) { kind subjectId title detail since url project { key } } } }',
    {},
    token,
  );
  expect(errors).toBeUndefined();
  const viewer = data?.['viewer'] as { attention: Item[] } | undefined;
  return viewer?.attention ?? [];
}

describe('attention', () => {
  test('has what waits for the viewer first, what fails and what is ready, of projects that may be read', async ({
    gogreen,
  }) => {
    const { place, projectKey } = await guardedFlag(gogreen);
    const editor = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const reader = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const elsewhere = await addService(gogreen);
    const ofOthers = await command(gogreen, 'proposeFlagChange', {
      ...place,
      enabled: true,
      title: 'Of others',
    });
    await command(editor.as, 'proposeFlagChange', { ...place, enabled: true, title: 'Mine' });
    const { id } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/', name: 'Broken' });
    await gogreen.app.database.pool.query(
      `UPDATE integrations SET consecutive_failures = 3, last_error = 'It answered 503', failing_since = now() WHERE id = $1`,
      [id],
    );
    const wrong = await startedExperiment(gogreen, place, { name: 'Wrongly split' });
    await recordResults(gogreen, {
      experimentId: wrong.id,
      variations: conversions({ off: [5_000, 400], on: [60, 3] }),
    });
    const ready = await startedExperiment(gogreen, place, { name: 'Decided' });
    await recordResults(gogreen, {
      experimentId: ready.id,
      variations: conversions({ off: [5_000, 300], on: [5_040, 374] }),
    });
    await startedExperiment(gogreen, place, { name: 'Without results' });

    const items = await attention(gogreen, editor.token);
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      ['CHANGE_TO_APPROVE', 'Of others'],
      ['CHANGE_WAITING', 'Mine'],
      ['INTEGRATION_FAILING', 'Broken'],
      ['EXPERIMENT_MISTRUSTED', 'Wrongly split'],
      ['EXPERIMENT_READY', 'Decided'],
    ]);
    expect(items[2]).toMatchObject({ detail: 'It answered 503', project: { key: projectKey } });
    expect(items[4]?.url).toBe(`${gogreen.app.publicUrl}/projects/${projectKey}/experiments/${ready.id}`);
    expect((await attention(gogreen, reader.token)).map(({ kind }) => kind)).toEqual([
      'CHANGE_WAITING',
      'CHANGE_WAITING',
      'INTEGRATION_FAILING',
      'EXPERIMENT_MISTRUSTED',
      'EXPERIMENT_READY',
    ]);
    expect(await attention(gogreen, elsewhere.token)).toEqual([]);

    await command(editor.as, 'approveChangeRequest', { changeRequestId: ofOthers.changeRequest?.id });
    expect((await attention(gogreen, editor.token))[0]).toMatchObject({
      kind: 'CHANGE_TO_APPLY',
      title: 'Of others',
    });
  });

  test('has scheduled changes that could not be applied, and not those that somebody cancelled', async ({
    gogreen,
  }) => {
    const ada = await addUser(gogreen, 'Ada');
    const { place, projectKey } = await guardedFlag(gogreen);
    const editor = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
    const failed = await ada.propose({ ...place, enabled: true, title: 'Failed', scheduledAt });
    const cancelled = await ada.propose({ ...place, enabled: true, title: 'Cancelled', scheduledAt });
    await ada.carryOut('cancelChangeRequest', { changeRequestId: cancelled });
    await gogreen.app.database.pool.query(
      `UPDATE change_requests SET state = 'CANCELLED', reason = 'It could not be applied at 12:00: it had 0 approvals.', closed_at = now() WHERE id = $1`,
      [failed],
    );
    expect(await attention(gogreen, editor.token)).toMatchObject([
      { kind: 'CHANGE_NOT_APPLIED', title: 'Failed', detail: expect.stringContaining('it had 0 approvals') },
    ]);
    await gogreen.app.database.pool.query(
      `UPDATE change_requests SET closed_at = now() - interval '8 days' WHERE id = $1`,
      [failed],
    );
    expect(await attention(gogreen, editor.token)).toEqual([]);
  });

  test('takes the same number of statements, however much there is', async ({ gogreen }) => {
    const { place, projectKey } = await guardedFlag(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const count = () => statementsOf(gogreen.app.database.pool, () => attention(gogreen, token));
    await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    await count();
    const one = await count();
    for (let n = 0; n < 5; n += 1) await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    expect(await count()).toHaveLength(one.length);
  });
});

describe('search', () => {
  const SEARCH =
    'query ($text: String!, $projectKey: String, $first: Int! = 20) { search(text: $text, projectKey: $projectKey, first: $first) { kind id title subtitle url project { key } } }';

  test('finds flags, change requests, experiments and integrations, only of projects that may be read', async ({
    gogreen,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: hidden } = await createProject(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const flag = { key: 'zebra-crossing', name: 'Crossing 100%' };
    await createFlag(gogreen, { projectKey, ...flag });
    await createFlag(gogreen, { projectKey: hidden, ...flag });
    const place = { projectKey, flagKey: 'zebra-crossing', environmentKey: 'production' };
    await command(gogreen, 'proposeFlagChange', { ...place, enabled: true, title: 'Open the Zebra' });
    await startedExperiment(gogreen, place, { name: 'Zebra or not' });
    const { id } = await createWebhook(gogreen, {
      projectKey,
      url: 'http://127.0.0.1:9/',
      name: 'zebra hook',
    });
    const find = async (text: string) => {
      const { data, errors } = await gogreen.send(SEARCH, { text, projectKey }, token);
      expect(errors).toBeUndefined();
      return (data?.['search'] ?? []) as { kind: string; title: string; url: string }[];
    };
    const hits = await find('ZEBRA');
    expect(hits.map(({ kind }) => kind)).toEqual(['FLAG', 'CHANGE_REQUEST', 'EXPERIMENT', 'INTEGRATION']);
    expect(hits[0]?.url).toBe(`${gogreen.app.publicUrl}/projects/${projectKey}/flags/zebra-crossing`);
    expect(hits[3]?.url).toContain(id);
    expect(await find('100%')).toHaveLength(1);
    expect(await find('100_')).toEqual([]);
    expect(await find('  ')).toEqual([]);
    const all = await gogreen.send(SEARCH, { text: 'zebra-crossing' });
    expect(all.data?.['search']).toMatchObject([{ kind: 'FLAG' }, { kind: 'FLAG' }]);
  });

  test('refuses texts that are too long and pages that are too large', async ({ gogreen }) => {
    for (const variables of [{ text: 'x'.repeat(201) }, { text: 'x', first: 0 }, { text: 'x', first: 51 }]) {
      const { errors } = await gogreen.send(SEARCH, variables);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
    }
  });
});
