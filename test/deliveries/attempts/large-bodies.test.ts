import { describe, expect } from 'vitest';
import { chunkByBody } from '#src/deliveries/states/chunk-by-body.ts';
import { MAX_PAGE_BYTES } from '#src/deliveries/stored-event.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, updateFlagEnvironment } from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { readRecovery, startRecovery } from '#test/support/recoveries.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const MIB = 1024 * 1024;

const it = testWithReceiver({ worker: false });

type Gogreen = Parameters<typeof createFlag>[0];

/**
 * Replaces the rules of a flag, which list so many values of 900 quotation marks. JSON escapes each of them once in rules
 * and three times in code-like.
 */
async function changeLargeRules(gogreen: Gogreen, projectKey: string, valueCount: number): Promise<void> {
  const place = { projectKey, flagKey: 'large', environmentKey: 'production' };
  for (const round of ['before', 'after']) {
    const values = Array.from({ length: valueCount }, (_, index) => `${'"'.repeat(900)}${index} ${round}`);
    const rules = [
      { clauses: [{ attribute: 'country', operator: 'IN' as const, values }], serve: { variation: 'on' } },
    ];
    await updateFlagEnvironment(gogreen, { ...place, rules });
  }
}

describe('an event whose body would be larger than 1 MiB', () => {
  it('is delivered in every format without its large values, and says that it is truncated', async ({
    gogreen,
    receiver,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    for (const payloadFormat of ['GOGREEN', 'TGGL', 'CLOUDEVENTS'] as const) {
      const environmentKeys = ['production'];
      const url = `${receiver.url}/${payloadFormat}`;
      await createWebhook(gogreen, { projectKey, url, payloadFormat, environmentKeys });
    }
    await createFlag(gogreen, { projectKey, key: 'large' });
    await changeLargeRules(gogreen, projectKey, 115);
    await runJobs(gogreen, { concurrency: 10 });

    const bodyOf = (format: string) => {
      const bodies = receiver.requests.filter(({ path }) => path === `/${format}`).map(({ body }) => body);
      expect(Math.max(...bodies.map(({ length }) => length))).toBeLessThanOrEqual(MIB);
      return bodies.map((body) => JSON.parse(body.toString())).find((body) => (body.data ?? body).truncated);
    };
    const [gogreenBody, cloudEvent, tggl] = [bodyOf('GOGREEN'), bodyOf('CLOUDEVENTS'), bodyOf('TGGL')];
    expect(gogreenBody).toMatchObject({
      event: 'flag.updated',
      flag_key: 'large',
      environment_key: 'production',
      changes: { rules: { old: null, new: null } },
      code_like_after: expect.stringMatching(/…$/),
      truncated: true,
    });
    expect(cloudEvent).toMatchObject({ subject: 'large', data: { event: 'flag.updated', truncated: true } });
    expect(tggl).toMatchObject({
      flagSlug: 'large',
      truncated: true,
      changes: [{ summary: expect.stringContaining('country') }],
    });
    const deliveries = await readDeliveries(gogreen, projectKey);
    expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set(['DELIVERED']));
  });

  it('is delivered once to each of twelve webhooks, whose bodies together are larger than one statement may be', async ({
    gogreen,
    receiver,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'large' });
    const paths = Array.from({ length: 12 }, (_, index) => `/twelve/${index}`);
    for (const path of paths) await createWebhook(gogreen, { projectKey, url: `${receiver.url}${path}` });
    await changeLargeRules(gogreen, projectKey, 90);
    await runJobs(gogreen, { concurrency: 10 });
    const arrived = receiver.requests.map(({ path }) => path).filter((path) => path.startsWith('/twelve/'));
    expect(arrived.toSorted()).toEqual([...paths, ...paths].toSorted());
    const bytes = receiver.requests.map(({ body }) => body.length).reduce((sum, length) => sum + length, 0);
    expect(bytes).toBeGreaterThan(8 * MIB);
  });
});

it('events that are together larger than one page: each is fanned out and replayed once, in the order of the log', async ({
  gogreen,
  receiver,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'large' });
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
  for (let round = 0; round < 4; round += 1) await changeLargeRules(gogreen, projectKey, 100);
  const { rows } = await gogreen.app.database.pool.query<{ bytes: number }>(
    `SELECT sum(octet_length(payload::text))::int AS bytes FROM events WHERE project_id = (SELECT id FROM projects WHERE key = $1)`,
    [projectKey],
  );
  expect(rows[0]?.bytes).toBeGreaterThan(MAX_PAGE_BYTES);
  const sequences = () =>
    receiver.requests.map(({ body: sent }) => JSON.parse(sent.toString()).sequence).toSorted((a, b) => a - b);
  const expected = Array.from({ length: 8 }, (_, index) => index + 2);

  await runJobs(gogreen);
  expect(sequences()).toEqual(expected);
  receiver.requests.splice(0);
  const { id } = await startRecovery(gogreen, 'replayEvents', {
    integrationId,
    afterSequence: 1,
    include: 'ALL',
  });
  await runJobs(gogreen);
  expect(sequences()).toEqual(expected);
  expect(await readRecovery(gogreen, id)).toMatchObject({ status: 'COMPLETED', queued: 8, delivered: 8 });
});

it('deliveries are taken in chunks of at most 8 MiB of bodies, in their order, and none is left out', () => {
  const sizes = [3, 6, 1, 9, 2, 0].map((mib) => ({ body: body(mib) }));
  const chunks = chunkByBody([...sizes, { body: null }]);
  expect(chunks.map((chunk) => chunk.map(({ body: kept }) => (kept?.body.length ?? 0) / MIB))).toEqual([
    [3],
    [6, 1],
    [9],
    [2, 0, 0],
  ]);
  expect(chunkByBody([])).toEqual([]);
});

function body(mib: number) {
  return { body: 'x'.repeat(mib * MIB), contentType: 'application/json' };
}
