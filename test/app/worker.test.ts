import { expect, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { startWorker } from '#src/app/worker.ts';
import { createEgressPolicy } from '#src/platform/egress/egress.ts';
import { createOutbound } from '#src/platform/egress/outbound.ts';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createWebhook } from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { readJobs } from '#test/support/run-jobs.ts';

const it = testWithReceiver({ worker: false });

const announce = ({ gogreen, receiver }: WithReceiver) => announceChange(gogreen, { url: receiver.url });
const sql = (gogreen: TestApp, text: string) => gogreen.app.database.pool.query(text);
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

const Test = graphql(`
  mutation WorkerTestIntegration($input: TestIntegrationInput!) {
    testIntegration(input: $input) { __typename ... on Error { message } }
  }
`);

it('a worker stopped during a request requeues the delivery, and the next worker makes it', async ({
  gogreen,
  receiver,
}) => {
  receiver.hang();
  const change = await announce({ gogreen, receiver });
  const first = await startWorker(gogreen.app);
  await receiver.waitFor(1);
  await first.stop();
  expect(await change.read()).toMatchObject({ status: 'PENDING', attemptCount: 0, attempts: [] });
  const [job, ...others] = await readJobs(gogreen);
  expect(job).toMatchObject({ task: 'deliver', locked: false, attempts: 0 });
  expect(others).toEqual([]);

  receiver.answer({ status: 200 });
  const second = await startWorker(gogreen.app);
  await eventually(async () =>
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 1 }),
  );
  await second.stop();
  expect(receiver.requests).toHaveLength(2);
});

it('a worker that temporarily cannot complete its jobs continues afterwards and sends nothing twice', async ({
  gogreen,
  receiver,
}) => {
  const { projectKey, toggle } = await announce({ gogreen, receiver });
  await sql(
    gogreen,
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$`,
  );
  await sql(
    gogreen,
    'CREATE TRIGGER refuse BEFORE DELETE ON graphile_worker._private_jobs EXECUTE FUNCTION refuse()',
  );
  const worker = await startWorker(gogreen.app);
  await receiver.waitFor(1);
  await eventually(async () => expect(await readJobs(gogreen)).toMatchObject([{ locked: true }]));
  await sql(gogreen, 'DROP TRIGGER refuse ON graphile_worker._private_jobs');
  await toggle(false);
  await eventually(async () =>
    expect(await readDeliveries(gogreen, projectKey)).toMatchObject([
      { status: 'DELIVERED' },
      { status: 'DELIVERED' },
    ]),
  );
  await eventually(async () => expect(await readJobs(gogreen)).toEqual([]));
  await worker.stop();
  expect(receiver.requests).toHaveLength(2);
});

it('a test send interrupted by a stop is made by the next worker', async ({ gogreen, receiver }) => {
  receiver.hang();
  const { projectKey } = await announce({ gogreen, receiver });
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
  const usual = gogreen.app.outbound;
  const closing = createOutbound({ policy: createEgressPolicy(['127.0.0.1']) });
  gogreen.app.outbound = closing;
  const answer = gogreen.run(Test, { input: { integrationId } });
  await receiver.waitFor(1);
  await closing.close();
  gogreen.app.outbound = usual;
  expect((await answer).testIntegration).toMatchObject({ message: expect.stringContaining('interrupted') });

  receiver.answer({ status: 200 });
  const worker = await startWorker(gogreen.app);
  await eventually(async () =>
    expect(await readDeliveries(gogreen, projectKey, { integrationId })).toContainEqual(
      expect.objectContaining({
        status: 'DELIVERED',
        attempts: [expect.objectContaining({ number: 1, trigger: 'TEST' })],
      }),
    ),
  );
  await worker.stop();
});
