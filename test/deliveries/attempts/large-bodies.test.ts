import { afterAll, beforeEach, describe, expect } from 'vitest';
import { chunkByBody } from '#src/deliveries/states/chunk-by-body.ts';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, updateFlagEnvironment } from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const MIB = 1024 * 1024;

const it = testWithApp({ worker: false });
let receiver: Receiver;

it.beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver?.close());
beforeEach(() => receiver.requests.splice(0));

type Gogreen = Parameters<typeof createFlag>[0];

/** A change whose event has the value of 80 KB that each of nine new rules serves, several times. */
async function changeLargeFlag(gogreen: Gogreen, projectKey: string): Promise<void> {
  const place = { projectKey, flagKey: 'large', environmentKey: 'production' };
  const variations = ['a', 'b'].map((key) => ({ key, value: { text: key.repeat(80_000) } }));
  await createFlag(gogreen, { projectKey, key: 'large', name: 'Large', kind: 'JSON', variations });
  const clauses = [{ attribute: 'country', operator: 'IN' as const, values: ['FR'] }];
  const rules = Array.from({ length: 9 }, () => ({ clauses, serve: { variation: 'a' } }));
  await updateFlagEnvironment(gogreen, { ...place, rules });
}

describe('an event whose body would be larger than 1 MiB', () => {
  it('is delivered in every format without its large values, and says that it is truncated', async ({
    gogreen,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    for (const payloadFormat of ['GOGREEN', 'TGGL', 'CLOUDEVENTS'] as const) {
      const environmentKeys = ['production'];
      const url = `${receiver.url}/${payloadFormat}`;
      await createWebhook(gogreen, { projectKey, url, payloadFormat, environmentKeys });
    }
    await changeLargeFlag(gogreen, projectKey);
    await runJobs(gogreen, { concurrency: 10 });

    const bodyOf = (format: string) => {
      const bodies = receiver.requests.filter(({ path }) => path === `/${format}`).map(({ body }) => body);
      const sizes = bodies.map(({ length }) => length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MIB);
      return bodies
        .map((body) => JSON.parse(body.toString()))
        .find((body) => JSON.stringify(body).includes('FR'));
    };
    const [gogreenBody, tggl, cloudEvent] = [bodyOf('GOGREEN'), bodyOf('TGGL'), bodyOf('CLOUDEVENTS')];
    expect(gogreenBody).toMatchObject({
      event: 'flag.updated',
      flag_key: 'large',
      environment_key: 'production',
      changes: {
        rules: {
          old: [],
          new: expect.arrayContaining([expect.objectContaining({ serve: { variation: 'a' } })]),
        },
      },
      truncated: true,
    });
    expect(cloudEvent).toMatchObject({ subject: 'large', data: { ...gogreenBody, truncated: true } });
    expect(tggl).toMatchObject({ flagSlug: 'large', truncated: true });
    expect(tggl.changes).toHaveLength(9);
    expect(tggl.changes[0]).toMatchObject({ __typename: 'FlagConditionAdded', summary: expect.any(String) });
    const deliveries = await readDeliveries(gogreen, projectKey);
    expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set(['DELIVERED']));
  });

  it('is delivered once to each of twelve webhooks, whose bodies together are larger than one statement may be', async ({
    gogreen,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    await changeLargeFlag(gogreen, projectKey);
    await runJobs(gogreen, { concurrency: 10 });
    const paths = Array.from({ length: 12 }, (_, index) => `/twelve/${index}`);
    for (const path of paths) await createWebhook(gogreen, { projectKey, url: `${receiver.url}${path}` });
    const place = { projectKey, flagKey: 'large', environmentKey: 'development' };
    const clauses = [{ attribute: 'country', operator: 'IN' as const, values: ['DE'] }];
    const rules = Array.from({ length: 2 }, () => ({ clauses, serve: { variation: 'b' } }));
    await updateFlagEnvironment(gogreen, { ...place, rules });
    await runJobs(gogreen, { concurrency: 10 });
    const arrived = receiver.requests.map(({ path }) => path).filter((path) => path.startsWith('/twelve/'));
    expect(arrived.toSorted()).toEqual(paths.toSorted());
    const bytes = receiver.requests.map(({ body }) => body.length).reduce((sum, length) => sum + length, 0);
    expect(bytes).toBeGreaterThan(8 * MIB);
  });
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
