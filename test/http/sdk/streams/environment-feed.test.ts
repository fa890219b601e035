/** What readers of an environment lack, in situations that are hard to bring about at a whole server. */

import { type CompiledRuleset, compile, type FlagRules, type RulesetChanges } from 'gogreen-engine';
import { describe, expect, test } from 'vitest';
import { type Due, openFeed } from '#src/http/sdk/streams/environment-feed.ts';
import { createFeeds } from '#src/http/sdk/streams/environment-feeds.ts';
import { keepCurrent } from '#src/http/sdk/streams/keep-current.ts';
import type { LiveRuleset, RulesetListener } from '#src/rulesets/live-ruleset.ts';
import type { Rulesets } from '#src/rulesets/rulesets.ts';
import { eventually } from '#test/support/eventually.ts';

const environment = { projectId: 'prj_1', environmentId: 'env_1' };
const epoch = 'e1';

function flag(on: boolean): FlagRules {
  return {
    kind: 'BOOLEAN',
    on,
    rules: [],
    fallthrough: { variation: 'on' },
    off: 'off',
    variations: [
      { key: 'on', value: true },
      { key: 'off', value: false },
    ],
  };
}

const first = compile({
  format: 1,
  project: 'shop',
  environment: 'production',
  version: 1,
  epoch,
  targetingKey: 'targetingKey',
  flags: { a: flag(false), b: flag(false), c: flag(false), d: flag(false), e: flag(false) },
});

function live(compiled: CompiledRuleset): LiveRuleset {
  const { epoch: own, version } = compiled.ruleset;
  return { compiled, epoch: own, version, isStale: false, flags: new Map() };
}

/** Rulesets whose environment a test changes. */
function createFakeRulesets() {
  let now = live(first);
  let changesOf: Rulesets['changesSince'] = async () => null;
  const listeners = new Set<RulesetListener>();
  let reads = 0;
  const rulesets: Rulesets = {
    peek: () => now,
    read: async () => now,
    readAtLeast: async () => now,
    follow(_environment, listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changesSince(...asked) {
      reads++;
      return changesOf(...asked);
    },
    renewEpoch: async () => undefined,
    oldestLookMs: () => 0,
  };
  return {
    rulesets,
    listeners,
    reads: () => reads,
    now: () => now,
    answerWith(answer: Rulesets['changesSince']) {
      changesOf = answer;
    },
    change(flags: RulesetChanges['flags']): LiveRuleset {
      const changes = { epoch, from: now.version, to: now.version + 1, flags };
      const compiled = now.compiled.apply(changes);
      if (!compiled) throw new Error('the changes do not fit');
      now = live(compiled);
      for (const listener of listeners) listener(now, changes);
      return now;
    },
  };
}

/** A reader that takes something only when a test says so. */
function createReader() {
  let isReady = true;
  let isBroken = false;
  const got: Due[] = [];
  return {
    got,
    isBroken: () => isBroken,
    setReady(ready: boolean) {
      isReady = ready;
    },
    stream: {
      isReady: () => isReady && !isBroken,
      write: () => undefined,
      breakOff() {
        isBroken = true;
      },
    },
    send: (due: Due) => got.push(due),
  };
}

describe('what a reader lacks', () => {
  test('is the change that came between the opening of the feed and the reading of the state', async () => {
    const fake = createFakeRulesets();
    const reading = Promise.withResolvers<LiveRuleset>();
    const feed = openFeed({ ...fake.rulesets, read: () => reading.promise }, environment);
    const old = fake.now();
    const newer = fake.change({ a: flag(true) });
    reading.resolve(old);
    expect(await feed.ready()).toBe(newer);
    expect(feed.dueAt({ epoch, version: 1 })).toMatchObject({ now: newer, changes: { from: 1, to: 2 } });
    feed.close();
  });

  test('is the same object for all readers at a version, and takes no statement when it changed lately', async () => {
    const fake = createFakeRulesets();
    const feed = openFeed(fake.rulesets, environment);
    await feed.ready();
    fake.change({ a: flag(true) });
    const newest = fake.change({ a: flag(false), b: flag(true) });
    const due = feed.dueAt({ epoch, version: 1 });
    expect(due).toMatchObject({ changes: { from: 1, to: 3, flags: { a: flag(false), b: flag(true) } } });
    expect(feed.dueAt({ epoch, version: 1 })).toBe(due);
    expect(feed.dueAt({ epoch, version: 3 })).toBeNull();
    expect(feed.dueAt(null)).toMatchObject({ now: newest, changes: null });
    expect(fake.reads()).toBe(0);
    feed.close();
  });

  test('is asked for once for all readers that come back at the same old version', async () => {
    const fake = createFakeRulesets();
    fake.change({ a: flag(true) });
    fake.change({ b: flag(true) });
    fake.answerWith(async (_environment, _epoch, from) => ({
      epoch,
      from,
      to: 3,
      flags: { a: flag(true), b: flag(true) },
    }));
    const feeds = createFeeds(fake.rulesets);
    const opened = await Promise.all(
      Array.from({ length: 100 }, () => feeds.open(environment, { epoch, version: 1 }, false)),
    );
    expect(fake.reads()).toBe(1);
    const [due, ...others] = opened.map(({ feed, start }) => feed.dueAt(start));
    expect(due).toMatchObject({ changes: { from: 1, to: 3 } });
    for (const other of others) expect(other).toBe(due);
    for (const { release } of opened) release();
    expect(fake.listeners.size).toBe(0);
  });

  test('is of one version, though a flag has changed again while the log was asked', async () => {
    const fake = createFakeRulesets();
    fake.change({ a: flag(true) });
    const asked = Promise.withResolvers<RulesetChanges>();
    fake.answerWith(() => asked.promise);
    const feed = openFeed(fake.rulesets, environment);
    await feed.ready();
    const before = fake.now();
    const due = feed.dueAt({ epoch, version: 1 });
    fake.change({ a: null, b: flag(true) });
    asked.resolve({ epoch, from: 1, to: 3, flags: { a: null, b: flag(true) } });
    expect(await due).toEqual({
      now: before,
      before: null,
      changes: { epoch, from: 1, to: 2, flags: { a: flag(true), b: flag(false) } },
    });
    feed.close();
  });
});

describe('a reader', () => {
  test('that is not ready gets one state for all that it missed, as soon as it is', async () => {
    const fake = createFakeRulesets();
    const feed = openFeed(fake.rulesets, environment);
    await feed.ready();
    const reader = createReader();
    const current = keepCurrent(feed, null, reader.stream, reader.send);
    feed.join(current.advance);
    current.advance();
    reader.setReady(false);
    for (const on of [true, false, true]) fake.change({ a: flag(on) });
    fake.change({ b: null });
    expect(reader.got).toHaveLength(1);
    reader.setReady(true);
    current.advance();
    expect(reader.got).toHaveLength(2);
    expect(reader.got[1]?.changes).toEqual({ epoch, from: 1, to: 5, flags: { a: flag(true), b: null } });
    feed.close();
  });

  test('is broken off when the log cannot be asked, so that its client comes back', async () => {
    const fake = createFakeRulesets();
    fake.change({ a: flag(true) });
    fake.answerWith(async () => {
      throw new Error('the database is away');
    });
    const feed = openFeed(fake.rulesets, environment);
    await feed.ready();
    const reader = createReader();
    keepCurrent(feed, { epoch, version: 1 }, reader.stream, reader.send).advance();
    await eventually(() => expect(reader.isBroken()).toBe(true));
    // The failure is not kept for the next one.
    fake.answerWith(async () => null);
    expect(await feed.dueAt({ epoch, version: 1 })).toMatchObject({ changes: null });
    feed.close();
  });

  test('that is ahead of this process gets nothing until the process is ahead of it', async () => {
    const fake = createFakeRulesets();
    const feed = openFeed(fake.rulesets, environment);
    await feed.ready();
    const reader = createReader();
    const current = keepCurrent(feed, { epoch, version: 2 }, reader.stream, reader.send);
    feed.join(current.advance);
    current.advance();
    fake.change({ a: flag(true) });
    expect(reader.got).toHaveLength(0);
    fake.change({ b: flag(true) });
    await eventually(() => expect(reader.got).toHaveLength(1));
    expect(reader.got[0]?.changes).toMatchObject({ from: 2, to: 3, flags: { b: flag(true) } });
    feed.close();
  });
});
