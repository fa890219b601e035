/** The metrics of a running app, and what is built on them: alerts, the Grafana dashboard and the docs. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, expect, vi } from 'vitest';
import { parse } from 'yaml';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { findProgram } from '#test/support/debian-program.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { subscribeWs } from '#test/support/subscribe-ws.ts';

const hasPromtool = await findProgram('promtool', ['--version'], 'prometheus');
const it = testWithReceiver();

const scrape = async ({ url }: TestApp) => (await fetch(`${url}/metrics`)).text();

/** The value of the series whose name and labels are written so; undefined when there is none. */
function valueIn(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

/** Waits until the series has the value: what is read from Postgres is up to a second old. */
function untilMetric(gogreen: TestApp, series: string, value: unknown): Promise<void> {
  return vi.waitFor(async () => expect(valueIn(await scrape(gogreen), series), series).toEqual(value), {
    timeout: 30_000,
    interval: 100,
  });
}

async function promtool(args: string[], input = ''): Promise<{ code: number; output: string }> {
  const child = spawn('promtool', args);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('the metrics of a running app', () => {
  it('count events, attempts and deliveries, and show what waits', async ({ gogreen, receiver }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createWebhook(gogreen, { projectKey, url: receiver.url });
    const { key: flagKey } = await createFlag(gogreen, { projectKey, name: 'Counted' });
    const toggle = (enabled: boolean) =>
      setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled });
    await toggle(true);
    await untilMetric(gogreen, 'gogreen_events_total{type="FLAG_CREATED"}', 1);
    await untilMetric(gogreen, 'gogreen_events_total{type="FLAG_UPDATED"}', 1);
    await untilMetric(gogreen, 'gogreen_attempts_total{provider="webhook",result="ok"}', 2);
    await untilMetric(gogreen, 'gogreen_deliveries_total{provider="webhook",status="DELIVERED"}', 2);
    await untilMetric(gogreen, 'gogreen_attempt_duration_seconds_count{provider="webhook"}', 2);
    await untilMetric(gogreen, 'gogreen_fan_out_lag_seconds', 0);

    receiver.answer({ status: 500 });
    await toggle(false);
    await untilMetric(gogreen, 'gogreen_attempts_total{provider="webhook",result="http"}', 1);
    await untilMetric(gogreen, 'gogreen_deliveries_waiting{provider="webhook",state="retrying"}', 1);
    expect(
      valueIn(await scrape(gogreen), 'gogreen_oldest_delivery_age_seconds'),
      'its time has not come',
    ).toBe(0);

    receiver.answer({ status: 410 });
    await toggle(true);
    await untilMetric(gogreen, 'gogreen_deliveries_total{provider="webhook",status="FAILED"}', 1);
  });

  it('show subscriptions by transport while they last, and from where these read', async ({ gogreen }) => {
    const { key: projectKey } = await createProject(gogreen);
    const open = await subscribeWs(gogreen.url, WatchEvents, { projectKey });
    await untilMetric(gogreen, 'gogreen_subscriptions{transport="websocket"}', 1);
    const before = valueIn(await scrape(gogreen), 'gogreen_tail_events_total{source="ring"}') ?? 0;
    await createFlag(gogreen, { projectKey, name: 'Seen' });
    await untilMetric(gogreen, 'gogreen_tail_events_total{source="ring"}', before + 1);
    expect(valueIn(await scrape(gogreen), 'gogreen_tail_age_seconds')).toBeGreaterThan(0);
    await open.leave();
    await untilMetric(gogreen, 'gogreen_subscriptions{transport="websocket"}', 0);
  });

  it('show an integration that failed ten times in a row as an open circuit, until it is deleted', async ({
    gogreen,
    receiver,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const sql = (text: string) => gogreen.app.database.pool.query(text, [id]);
    await untilMetric(gogreen, 'gogreen_open_circuits{provider="webhook"}', undefined);
    await sql('UPDATE integrations SET consecutive_failures = 10 WHERE id = $1');
    await untilMetric(gogreen, 'gogreen_open_circuits{provider="webhook"}', 1);
    await sql('UPDATE integrations SET deleted_at = now() WHERE id = $1');
    await untilMetric(gogreen, 'gogreen_open_circuits{provider="webhook"}', undefined);
  });

  it.skipIf(!hasPromtool)('are named and described as Prometheus advises', async ({ gogreen }) => {
    const ours = (await scrape(gogreen))
      .split('\n')
      .filter((line) => /^(# (HELP|TYPE) )?gogreen_/.test(line))
      .join('\n');
    expect(await promtool(['check', 'metrics'], `${ours}\n`)).toEqual({ code: 0, output: '' });
  });
});

describe('what is built on the metrics', () => {
  it.skipIf(!hasPromtool)('alerts fire on recorded series, and only then', async () => {
    const { code, output } = await promtool(['test', 'rules', 'test/app/metrics/alerts.yaml']);
    expect(code, output).toBe(0);
  });

  it('every alert has a test, and a row in docs/metrics.md', async () => {
    const { groups } = parse(await readFile('deploy/prometheus/alerts.yaml', 'utf8')) as Alerts;
    const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    const tested = parse(await readFile('test/app/metrics/alerts.yaml', 'utf8')) as AlertTests;
    expect(tested.tests.map(({ name }) => name)).toEqual(alerts);
    const docs = await readFile('docs/metrics.md', 'utf8');
    expect([...docs.matchAll(/^\| `(GoGreen\w+)` \|/gm)].map(([, alert]) => alert)).toEqual(alerts);
  });

  it.for(['deploy/prometheus/alerts.yaml', 'deploy/grafana/gogreen.json', 'docs/metrics.md'])(
    '%s names only metrics that there are',
    async (file, { gogreen }) => {
      const text = await scrape(gogreen);
      const known = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
      // There only with REDIS_URL.
      known.add('gogreen_redis_up');
      const named = (await readFile(file, 'utf8')).match(/\b(gogreen|nodejs|process)_[a-z0-9_]+[a-z0-9]\b/g);
      const unknown = (named ?? []).filter((name) => !known.has(name.replace(/_(bucket|sum|count)$/, '')));
      expect(unknown).toEqual([]);
    },
  );

  it('docs/metrics.md explains every metric of GoGreen', async ({ gogreen }) => {
    const docs = await readFile('docs/metrics.md', 'utf8');
    const names = [...(await scrape(gogreen)).matchAll(/^# TYPE (gogreen_\w+) /gm)].map(([, name]) => name);
    expect(names.filter((name) => !new RegExp(`\`${name}[\`{]`).test(docs))).toEqual([]);
  });
});

interface Alerts {
  groups: { rules: { alert: string }[] }[];
}

interface AlertTests {
  tests: { name: string }[];
}
