import { describe, expect } from 'vitest';
import { loadProject } from '#src/rulesets/read-project.ts';
import { createServerKey } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { command, refusal } from '#test/support/command.ts';
import { conversions, recordResults, startedExperiment } from '#test/support/experiments.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { addClientKey } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });

/** Reads a field of the answer, which must be without errors. */
async function read<Answer>(gogreen: TestApp, query: string, variables: object): Promise<Answer> {
  const { data, errors } = await gogreen.send(query, variables);
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0] as Answer;
}

async function environmentsOf(gogreen: TestApp, key: string) {
  const { environments } = await read<{ environments: { key: string }[] }>(
    gogreen,
    'query ($key: String!) { project(key: $key) { environments { key } } }',
    { key },
  );
  return environments.map((environment) => environment.key);
}

async function succeed(gogreen: TestApp, mutation: string, input: object): Promise<void> {
  const answer = await command(gogreen, mutation, input);
  expect(answer.__typename, answer.message).toMatch(/Payload$/);
}

test('a project gets another name, which the audit log has; the same name changes nothing', async ({
  gogreen,
}) => {
  const { key } = await createProject(gogreen, { name: 'Shop' });
  await succeed(gogreen, 'updateProject', { key, name: 'Store' });
  await succeed(gogreen, 'updateProject', { key, name: 'Store' });
  const entries = await readAudit(gogreen, key, { subjects: ['PROJECT'], actions: ['CHANGED'] });
  expect(entries).toMatchObject([{ before: { name: 'Shop' }, after: { name: 'Store' } }]);
  expect(await refusal(gogreen, 'updateProject', { key, name: ' ' })).toMatchObject({
    issues: [{ path: 'name' }],
  });
});

test('environments are moved, keep their order in flags, and new ones come last', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  await succeed(gogreen, 'createEnvironment', { projectKey, key: 'staging', name: 'Staging' });
  await succeed(gogreen, 'moveEnvironment', { projectKey, key: 'staging', position: 1 });
  expect(await environmentsOf(gogreen, projectKey)).toEqual(['staging', 'development', 'production']);
  await succeed(gogreen, 'createEnvironment', { projectKey, key: 'qa', name: 'QA' });
  await succeed(gogreen, 'moveEnvironment', { projectKey, key: 'development', position: 3 });
  const order = ['staging', 'production', 'development', 'qa'];
  expect(await environmentsOf(gogreen, projectKey)).toEqual(order);
  const flag = await createFlag(gogreen, { projectKey });
  const { environments } = await read<{ environments: { environment: { key: string } }[] }>(
    gogreen,
    'query ($projectKey: String!, $key: String!) { flag(projectKey: $projectKey, key: $key) { environments { environment { key } } } }',
    { projectKey, key: flag.key },
  );
  expect(environments.map(({ environment }) => environment.key)).toEqual(order);
  for (const position of [0, 5])
    expect(await refusal(gogreen, 'moveEnvironment', { projectKey, key: 'qa', position })).toMatchObject({
      issues: [{ path: 'position', message: 'must be 1 to 4, the number of environments' }],
    });
  const entries = await readAudit(gogreen, projectKey, { subjects: ['ENVIRONMENT'], actions: ['CHANGED'] });
  expect(entries).toMatchObject([
    { before: { position: 2 }, after: { position: 3 } },
    { before: { position: 3 }, after: { position: 1 } },
  ]);
});

describe('the deletion of an environment', () => {
  test('needs its key, takes the keys that it names with it, and leaves events and flags', async ({
    gogreen,
  }) => {
    const { key: projectKey, environments } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'development', enabled: true });
    const { token } = await addClientKey(
      gogreen,
      environments.find(({ key }) => key === 'development')?.id ?? '',
    );
    await createServerKey(gogreen, { projectKey, environmentKey: 'development' });
    await createServerKey(gogreen, { projectKey, environmentKey: 'development' });
    const counted = await read<{ environments: object[] }>(
      gogreen,
      'query ($key: String!) { project(key: $key) { environments { key contents { clientKeys serverKeys changeRequests experiments } } } }',
      { key: projectKey },
    );
    expect(counted.environments).toContainEqual({
      key: 'development',
      contents: { clientKeys: 1, serverKeys: 2, changeRequests: 0, experiments: 0 },
    });
    const place = { projectKey, key: 'development' };
    expect(await refusal(gogreen, 'deleteEnvironment', { ...place, confirm: 'Development' })).toMatchObject({
      issues: [{ path: 'confirm' }],
    });
    await succeed(gogreen, 'deleteEnvironment', { ...place, confirm: 'development' });
    expect(await environmentsOf(gogreen, projectKey)).toEqual(['production']);
    expect((await gogreen.send('{ viewer { id } }', {}, token)).errors?.[0]).toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
    });
    const { data, errors } = await gogreen.send(
      'query ($key: String!) { project(key: $key) { flags { edges { node { environments { environment { key } } } } } events { edges { node { type environment { key } } } } } }',
      { key: projectKey },
    );
    expect(errors).toBeUndefined();
    expect(data?.['project']).toMatchObject({
      flags: { edges: [{ node: { environments: [{ environment: { key: 'production' } }] } }] },
      events: {
        edges: [{ node: { type: 'FLAG_UPDATED', environment: null } }, { node: { type: 'FLAG_CREATED' } }],
      },
    });
    const entries = await readAudit(gogreen, projectKey, { actions: ['DELETED'] });
    expect(entries).toMatchObject([
      { subject: 'ENVIRONMENT', before: { key: 'development', name: 'Development' }, after: null },
    ]);
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
  });

  test('leaves its events its own: other environments keep their version, and their integrations do not get them', async ({
    gogreen,
  }) => {
    const { pool } = gogreen.app.database;
    const { key: projectKey, id, environments } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    await createWebhook(gogreen, {
      projectKey,
      url: 'http://127.0.0.1:9/',
      environmentKeys: ['production'],
    });
    const place = { projectKey, flagKey };
    await setFlagEnabled(gogreen, { ...place, environmentKey: 'development', enabled: true });
    await setFlagEnabled(gogreen, { ...place, environmentKey: 'production', enabled: true });
    await setFlagEnabled(gogreen, { ...place, environmentKey: 'development', enabled: false });
    await succeed(gogreen, 'deleteEnvironment', { projectKey, key: 'development', confirm: 'development' });
    await runJobs(gogreen);
    const { rows: events } = await pool.query(
      `SELECT e.sequence, e.environment_id, d.id IS NOT NULL AS "isTold" FROM events e LEFT JOIN deliveries d ON d.event_id = e.id
       WHERE e.project_id = $1 AND e.type = 'FLAG_UPDATED' ORDER BY 1`,
      [id],
    );
    const idOf = (key: string) => environments.find((environment) => environment.key === key)?.id;
    expect(events).toEqual([
      { sequence: 2, environment_id: idOf('development'), isTold: false },
      { sequence: 3, environment_id: idOf('production'), isTold: true },
      { sequence: 4, environment_id: idOf('development'), isTold: false },
    ]);
    expect((await loadProject(pool, id))?.environments).toMatchObject([{ key: 'production', version: 3 }]);
  });

  test('is refused while something needs it, which is named, and of the only one', async ({ gogreen }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const place = { projectKey, flagKey, environmentKey: 'production' };
    await command(gogreen, 'proposeFlagChange', { ...place, enabled: true, title: 'Turn it on' });
    await startedExperiment(gogreen, place);
    await createWebhook(gogreen, {
      projectKey,
      url: 'http://127.0.0.1:9/',
      name: 'Hook',
      environmentKeys: ['production'],
    });
    const input = { projectKey, key: 'production', confirm: 'production' };
    const { message } = await refusal(gogreen, 'deleteEnvironment', input);
    expect(message).toContain('the change request "Turn it on"');
    expect(message).toContain('the experiment "Shorter checkout"');
    expect(message).toContain('the integration "Hook"');
    await succeed(gogreen, 'deleteEnvironment', { projectKey, key: 'development', confirm: 'development' });
    expect((await refusal(gogreen, 'deleteEnvironment', input)).message).toContain('the only environment');
  });
});

describe('the deletion of a project', () => {
  test('needs its key, takes all that it says with it, leaves other projects and the audit entries', async ({
    gogreen,
  }) => {
    const { key: projectKey, id } = await createProject(gogreen);
    const other = await createProject(gogreen);
    await createFlag(gogreen, { projectKey: other.key, key: 'stays' });
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const place = { projectKey, flagKey, environmentKey: 'production' };
    await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
    await setFlagEnabled(gogreen, { ...place, enabled: true });
    const { id: experimentId } = await startedExperiment(gogreen, place);
    await recordResults(gogreen, { experimentId, variations: conversions({ off: [10, 1], on: [10, 1] }) });
    const proposal = await command(gogreen, 'proposeFlagChange', { ...place, enabled: false });
    await command(gogreen, 'commentOnChangeRequest', {
      changeRequestId: proposal.changeRequest?.id,
      text: 'Why?',
    });
    await runJobs(gogreen);
    const { contents } = await read<{ contents: Record<string, number> }>(
      gogreen,
      'query ($key: String!) { project(key: $key) { contents { flags events integrations deliveries changeRequests experiments } } }',
      { key: projectKey },
    );
    expect(contents).toMatchObject({ flags: 1, integrations: 1, changeRequests: 1, experiments: 1 });
    expect(contents['deliveries']).toBeGreaterThan(0);

    expect(await refusal(gogreen, 'deleteProject', { key: projectKey, confirm: 'other' })).toMatchObject({
      issues: [{ path: 'confirm' }],
    });
    await succeed(gogreen, 'deleteProject', { key: projectKey, confirm: projectKey });
    const { rows } = await gogreen.app.database.pool.query(
      `SELECT (SELECT count(*)::int FROM projects WHERE id = $1) + (SELECT count(*)::int FROM flags WHERE project_id = $1)
        + (SELECT count(*)::int FROM deliveries WHERE project_id = $1) + (SELECT count(*)::int FROM events WHERE project_id = $1) AS left`,
      [id],
    );
    expect(rows).toEqual([{ left: 0 }]);
    const entries = await gogreen.send(
      '{ auditLog(first: 1, filter: { actions: [DELETED], subjects: [PROJECT] }) { edges { node { subjectId before project { key } } } } }',
    );
    expect(entries.data?.['auditLog']).toMatchObject({
      edges: [{ node: { subjectId: id, before: { key: projectKey, ...contents }, project: null } }],
    });
    expect(await environmentsOf(gogreen, other.key)).toHaveLength(2);
    // Jobs of what is gone have nothing to do.
    await runJobs(gogreen);
  });

  test('that is interrupted has ended its deliveries and removed them, and goes on when it is called again', async ({
    gogreen,
  }) => {
    const { pool } = gogreen.app.database;
    const { key, id } = await createProject(gogreen);
    await createWebhook(gogreen, { projectKey: key, url: 'http://127.0.0.1:9/', name: 'Hook' });
    const { key: flagKey } = await createFlag(gogreen, { projectKey: key });
    await runJobs(gogreen);
    const { rows: old } = await pool.query('SELECT FROM deliveries WHERE project_id = $1', [id]);
    expect(old.length).toBeGreaterThan(0);
    await pool.query(
      `INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor, payload, fanned_out)
       SELECT 'evt_filler' || n, e.project_id, n, e.type, e.occurred_at, e.environment_id, e.flag_id, e.flag_key, e.actor, e.payload, true
       FROM events e, generate_series(2, 1700) AS n WHERE e.project_id = $1 AND e.sequence = 1`,
      [id],
    );
    await pool.query('UPDATE projects SET last_sequence = 1700 WHERE id = $1', [id]);
    const remove = () =>
      gogreen.send(
        'mutation ($key: String!) { deleteProject(input: { key: $key, confirm: $key }) { __typename } }',
        { key },
      );
    const audited = async () =>
      (
        await pool.query(
          'SELECT subject FROM audit_entries WHERE project_id = $1 AND action = $2 ORDER BY id',
          [id, 'DELETED'],
        )
      ).rows.map(({ subject }) => subject);
    await pool.query(`CREATE FUNCTION keep_project() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN RAISE EXCEPTION 'kept'; END$$; CREATE TRIGGER keep_project BEFORE DELETE ON projects
      FOR EACH ROW EXECUTE FUNCTION keep_project()`);
    expect((await remove()).errors).toHaveLength(1);
    const { rows } = await pool.query(
      `SELECT (SELECT count(*)::int FROM deliveries WHERE project_id = $1) AS deliveries,
        (SELECT count(*)::int FROM integrations WHERE project_id = $1 AND (enabled OR deleted_at IS NULL OR secrets <> '')) AS integrations,
        (SELECT min(sequence) FROM events WHERE project_id = $1) AS oldest`,
      [id],
    );
    expect(rows).toEqual([{ deliveries: 0, integrations: 0, oldest: 1201 }]);
    expect(await audited()).toEqual(['INTEGRATION']);
    await setFlagEnabled(gogreen, { projectKey: key, flagKey, environmentKey: 'production', enabled: true });
    await pool.query('DROP TRIGGER keep_project ON projects; DROP FUNCTION keep_project');
    await succeed(gogreen, 'deleteProject', { key, confirm: key });
    expect((await pool.query('SELECT FROM projects WHERE id = $1', [id])).rowCount).toBe(0);
    expect(await audited()).toEqual(['INTEGRATION', 'PROJECT']);
  });
});
