/** What shows the present state of something is sent to each target one after the other, by all workers together. */

import { afterAll, beforeAll, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { type DeliveryShown, readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { type FakeJira, startJira } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { fanOutOnly, startSender } from '#test/support/lines.ts';

const clock = stopClockForFile();
const it = testWithApp({ worker: false });
let jira: FakeJira;

beforeAll(async () => {
  jira = await startJira();
  jira.addIssue('LINE-1');
  jira.addIssue('LINE-2');
});
afterAll(async () => {
  await jira?.close();
});

it('one request per target: the next waits for it, also by hand; other targets do not', async ({
  gogreen,
}) => {
  const project = await startJiraProject({ gogreen, jira, clock }, { comments: 'OFF' });
  await project.link('LINE-1');
  await project.link('LINE-2');
  const production = { ...project.place, environmentKey: 'production' };
  await setFlagEnabled(gogreen, { ...production, enabled: true });
  await setFlagEnabled(gogreen, { ...production, enabled: false });
  const due = await fanOutOnly(gogreen);
  const deliveries = (await readDeliveries(gogreen, project.projectKey)).filter(({ id }) => due.includes(id));
  const [first, second] = to('link:LINE-1', deliveries).toReversed();
  const other = to('link:LINE-2', deliveries).at(-1);
  if (!first || !second || !other) throw new Error('there are no deliveries');

  const held: (() => void)[] = [];
  jira.instead(/POST .*remotelink/, async () => {
    await new Promise<void>((release) => held.push(release));
    return { status: 200 };
  });
  const statusOf = async ({ id }: DeliveryShown) =>
    (await readDeliveries(gogreen, project.projectKey)).find((delivery) => delivery.id === id)?.status;

  await using one = startSender(gogreen);
  await using another = startSender(gogreen);
  clock.advance(2_000);
  await one.claimDelivery(first.id);
  await eventually(() => expect(held).toHaveLength(1));
  // The rate would let it go by now.
  clock.advance(5_000);
  await another.claimDelivery(second.id);
  expect(await statusOf(second)).toBe('PENDING');
  await retryDelivery(gogreen, second.id);
  await another.claimDelivery(second.id);
  expect(await statusOf(second)).toBe('PENDING');
  await another.claimDelivery(other.id);
  await eventually(() => expect(held).toHaveLength(2));
  expect(await statusOf(other)).toBe('SENDING');

  held.shift()?.();
  await eventually(async () => expect(await statusOf(second)).toBe('SENDING'));
  await eventually(() => expect(held).toHaveLength(2));
  for (const release of held) release();
  await eventually(async () => expect(await statusOf(second)).toBe('DELIVERED'));
});

function to(target: string, deliveries: DeliveryShown[]): DeliveryShown[] {
  return deliveries.filter((delivery) => delivery.target === target);
}
