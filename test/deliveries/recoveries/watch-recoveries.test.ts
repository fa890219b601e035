import { expect, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { transports } from '#test/support/live-transports.ts';
import { startRecovery } from '#test/support/recoveries.ts';
import { countListeners } from '#test/support/statements.ts';

const Watch = graphql(`
  subscription WatchRecoveries($projectKey: String!) {
    recoveries(projectKey: $projectKey) { id kind status delivered waiting }
  }
`);

const test = testWithReceiver();

test('recoveries of a project: those that start are told of, with the last state of each', async ({
  gogreen,
  receiver,
}) => {
  const places = [];
  for (let index = 0; index < 2; index += 1) {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey });
    places.push(
      await createWebhook(gogreen, { projectKey, url: receiver.url }).then(({ id }) => ({ projectKey, id })),
    );
  }
  const [own, other] = places;
  const listeners = countListeners(gogreen);
  const [{ subscribe }] = transports;
  const subscriber = await subscribe(gogreen.url, Watch, { projectKey: own?.projectKey ?? '' });
  await vi.waitUntil(() => listeners() > 0, { timeout: 15_000 });

  await startRecovery(gogreen, 'replayEvents', { integrationId: other?.id ?? '' });
  const ids: string[] = [];
  for (let index = 0; index < 2; index += 1)
    ids.push(
      (await startRecovery(gogreen, 'replayEvents', { integrationId: own?.id ?? '', include: 'ALL' })).id,
    );
  await subscriber.waitFor((results) =>
    ids.every((id) => {
      const states = results.flatMap(({ data }) => (data?.recoveries.id === id ? [data.recoveries] : []));
      return states.at(-1)?.status === 'COMPLETED' && states.at(-1)?.waiting === 0;
    }),
  );
  const told = subscriber.results.flatMap(({ data }) => (data ? [data.recoveries.id] : []));
  expect(new Set(told)).toEqual(new Set(ids));
  await subscriber.leave();
});
