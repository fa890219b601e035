import { expect, vi } from 'vitest';
import { createEgressPolicy } from '#src/platform/egress/egress.ts';
import { createOutbound } from '#src/platform/egress/outbound.ts';
import { createResolve } from '#src/platform/egress/resolve-host.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { startDnsServer } from '#test/support/dns-server.ts';

const EVENTS = 10;

const test = testWithReceiver();

test('six webhooks to hosts whose DNS server never answers: deliveries of another project are not delayed', async ({
  gogreen,
  receiver,
}) => {
  await using dns = await startDnsServer();
  await gogreen.app.outbound.close();
  gogreen.app.outbound = createOutbound({
    policy: createEgressPolicy(['127.0.0.0/8']),
    resolve: createResolve({ hostsFile: '/etc/hosts', resolvConf: '/dev/null', servers: [dns.address] }),
  });
  dns.names.set('hooks.test', ['127.0.0.1']);
  dns.ignores = (question) => question.includes('dead');

  const [hostile, other] = [await createProject(gogreen), await createProject(gogreen)];
  const dead = Array.from({ length: 6 }, (_, n) =>
    createWebhook(gogreen, { projectKey: hostile.key, url: `http://dead-${n}.test:8080/` }),
  );
  await Promise.all(dead);
  await createWebhook(gogreen, { projectKey: other.key, url: `http://hooks.test:${receiver.port}` });
  const flags = await Promise.all(
    [hostile, other].map(({ key: projectKey }) => createFlag(gogreen, { projectKey })),
  );
  for (let n = 1; n < EVENTS; n += 1) {
    for (const [at, { key: projectKey }] of [hostile, other].entries())
      await updateFlag(gogreen, { projectKey, key: flags[at]?.key ?? '', description: `change ${n}` });
  }

  await vi.waitFor(async () => {
    const { rows } = await gogreen.app.database.pool.query(
      `SELECT status, attempt_count FROM deliveries WHERE project_id = $1`,
      [other.id],
    );
    expect(rows).toEqual(Array(EVENTS).fill({ status: 'DELIVERED', attempt_count: 1 }));
  }, 60_000);
}, 120_000);
