import type { FlagRules } from 'gogreen-engine';
import { describe, expect, test } from 'vitest';
import { createRecentChanges } from '#src/http/sdk/streams/recent-changes.ts';

const flags = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, null]));

describe('the flags that changed lately', () => {
  test('are those of all changes after a version, each once', () => {
    const recent = createRecentChanges();
    recent.add({ from: 3, to: 5, flags: flags('a') });
    recent.add({ from: 5, to: 6, flags: flags('b', 'a') });
    recent.add({ from: 6, to: 9, flags: flags('c') });
    expect(recent.since(3)).toEqual(flags('a', 'b', 'c'));
    expect(recent.since(5)).toEqual(flags('b', 'a', 'c'));
    expect(recent.since(6)).toEqual(flags('c'));
    expect(recent.since(9)).toEqual(flags());
  });

  test('are in the state of the last change of each', () => {
    const recent = createRecentChanges();
    const [first, second] = [true, false].map(
      (on): FlagRules => ({
        kind: 'BOOLEAN',
        on,
        rules: [],
        fallthrough: { variation: 'on' },
        off: 'off',
        variations: [],
      }),
    );
    recent.add({ from: 1, to: 2, flags: { a: first ?? null, b: first ?? null } });
    recent.add({ from: 2, to: 3, flags: { a: second ?? null } });
    recent.add({ from: 3, to: 4, flags: { b: null } });
    expect(recent.since(1)).toEqual({ a: second, b: null });
  });

  test('are those of the whole change for a version in the midst of one', () => {
    const recent = createRecentChanges();
    recent.add({ from: 3, to: 5, flags: flags('a') });
    recent.add({ from: 5, to: 9, flags: flags('b', 'c') });
    expect(recent.since(7)).toEqual(flags('b', 'c'));
  });

  test('are unknown for a version from before the first change', () => {
    const recent = createRecentChanges();
    expect(recent.since(3)).toBeNull();
    recent.add({ from: 3, to: 5, flags: flags('a') });
    expect(recent.since(2)).toBeNull();
  });

  test('are unknown across a gap between two changes', () => {
    const recent = createRecentChanges();
    recent.add({ from: 3, to: 5, flags: flags('a') });
    recent.add({ from: 6, to: 7, flags: flags('b') });
    expect(recent.since(5)).toBeNull();
    expect(recent.since(6)).toEqual(flags('b'));
  });

  test('are forgotten from the oldest change on beyond the bound', () => {
    const recent = createRecentChanges(5);
    recent.add({ from: 1, to: 2, flags: flags('a', 'b') });
    recent.add({ from: 2, to: 3, flags: flags('c') });
    expect(recent.since(1)).toEqual(flags('a', 'b', 'c'));
    recent.add({ from: 3, to: 4, flags: flags('d') });
    expect(recent.since(1)).toBeNull();
    expect(recent.since(2)).toEqual(flags('c', 'd'));
  });

  test('are unknown after one change that is larger than the bound', () => {
    const recent = createRecentChanges(2);
    recent.add({ from: 1, to: 2, flags: flags('a', 'b', 'c') });
    expect(recent.since(1)).toBeNull();
  });
});
