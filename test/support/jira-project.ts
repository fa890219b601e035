/** A project whose flag is linked to issues of the fake Jira, in an app that runs no jobs by itself and whose clock stands. */

import type { JiraInput } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled, succeeded, updateFlag } from '#test/support/builders.ts';
import type { TestClock } from '#test/support/clock.ts';
import { command } from '#test/support/command.ts';
import { type DeliveryShown, readDeliveries } from '#test/support/deliveries.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';
import type { FakeJira } from '#test/support/jira.ts';
import { runJobs } from '#test/support/run-jobs.ts';

/** More than a line has to wait for its next request. */
const PAUSE_MS = 2_000;

interface Place {
  gogreen: TestApp;
  jira: FakeJira;
  clock: TestClock;
}

/** With an integration that is told of everything, unless something else is asked for. */
export async function startJiraProject(
  { gogreen, jira, clock }: Place,
  input: Partial<JiraInput> = {},
  filters: { environmentKeys?: string[] } = {},
) {
  // What other tests have left waiting is not to run in this one.
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  const { key: projectKey } = await createProject(gogreen);
  const flag = await createFlag(gogreen, { projectKey, name: 'New checkout' });
  const made = await tryCreateIntegration(gogreen, {
    projectKey,
    name: 'Our Jira',
    ...filters,
    provider: { jira: { ...jira.account, ...input } },
  });
  const integrationId = succeeded(made).integration.id;
  const place = { projectKey, flagKey: flag.key };

  /** Everything that is due, after a pause that is long enough for every rate. */
  async function settle(): Promise<void> {
    clock.advance(PAUSE_MS);
    await runJobs(gogreen);
  }
  async function settled<Result>(change: Promise<Result>): Promise<Result> {
    const result = await change;
    await settle();
    return result;
  }
  await settle();

  return {
    projectKey,
    flag,
    integrationId,
    place,
    settle,
    link: (issueKey: string) => settled(command(gogreen, 'linkJiraIssue', { ...place, issueKey })),
    unlink: (issueKey: string) => settled(command(gogreen, 'unlinkJiraIssue', { ...place, issueKey })),
    toggle: (enabled: boolean, environmentKey = 'production', comment?: string) =>
      settled(
        setFlagEnabled(gogreen, { ...place, environmentKey, enabled, ...(comment ? { comment } : {}) }),
      ),
    setLifecycle: (lifecycle: 'ACTIVE' | 'STALE' | 'ARCHIVED') =>
      settled(updateFlag(gogreen, { projectKey, key: flag.key, lifecycle })),
    /** The deliveries to a target, newest first. */
    async to(target: string): Promise<DeliveryShown[]> {
      return (await readDeliveries(gogreen, projectKey)).filter((delivery) => delivery.target === target);
    },
    /** The targets of the newest event that has deliveries. */
    async newestTargets(): Promise<string[]> {
      const deliveries = await readDeliveries(gogreen, projectKey);
      const newest = Math.max(...deliveries.map(({ event }) => event.sequence));
      return deliveries
        .filter(({ event }) => event.sequence === newest)
        .map(({ target }) => target)
        .toSorted();
    },
    /** The newest delivery to a target. Fails when there is none. */
    async newest(target: string): Promise<DeliveryShown> {
      const [delivery] = await this.to(target);
      if (!delivery) throw new Error(`nothing was delivered to ${target}`);
      return delivery;
    },
  };
}

export type JiraProject = Awaited<ReturnType<typeof startJiraProject>>;
