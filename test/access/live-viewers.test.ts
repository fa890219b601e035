import { expect, test, vi } from 'vitest';
import { type AccessLossReason, createLiveViewers } from '#src/access/live-viewers.ts';
import type { Viewer } from '#src/access/viewer.ts';
import { createLogger } from '#src/platform/logger.ts';

const log = createLogger('silent');
const NEVER_MS = 2 ** 31 - 1;

function viewerOf(tokenId: string, isOwner = false): Viewer {
  return {
    actor: { id: 'user_1', email: null, name: 'Ada' },
    rateLimitKey: tokenId,
    credential: { kind: 'token', tokenId, expiresAt: null },
    isOwner,
    roles: new Map(),
    clientOf: null,
  };
}

function heldBy(isAllowed = (_viewer: Viewer) => true) {
  const end = vi.fn<(loss: AccessLossReason) => void>();
  return { isAllowed, end };
}

test('tracked objects are checked by a timer, and end when their token is not valid', async () => {
  let isValid = true;
  const live = createLiveViewers(async (viewer) => (isValid ? viewer : null), log, { checkIntervalMs: 1 });
  const held = heldBy();
  live.track(viewerOf('tok_1'), held);
  await vi.waitFor(async () => expect(live.count()).toBe(1));
  isValid = false;
  await vi.waitFor(() => expect(held.end).toHaveBeenCalledWith('token'));
  expect(held.end).toHaveBeenCalledTimes(1);
  expect(live.count()).toBe(0);
});

test('all objects of a token take one check, and each token has its own', async () => {
  const refresh = vi.fn(async (viewer: Viewer) => viewer);
  const live = createLiveViewers(refresh, log, { checkIntervalMs: NEVER_MS });
  for (const tokenId of ['tok_1', 'tok_1', 'tok_1', 'tok_2']) live.track(viewerOf(tokenId), heldBy());
  await live.check();
  expect(refresh).toHaveBeenCalledTimes(2);
});

test('an untracked object is neither checked nor ended', async () => {
  const refresh = vi.fn(async () => null);
  const live = createLiveViewers(refresh, log, { checkIntervalMs: NEVER_MS });
  const held = heldBy();
  const release = live.track(viewerOf('tok_1'), held);
  release();
  release();
  await live.check();
  expect(refresh).not.toHaveBeenCalled();
  expect(held.end).not.toHaveBeenCalled();
  expect(live.count()).toBe(0);
});

test('an object that is untracked during a check is not ended by it', async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  const live = createLiveViewers(() => promise, log, { checkIntervalMs: NEVER_MS });
  const held = heldBy();
  const release = live.track(viewerOf('tok_1'), held);
  const checked = live.check();
  release();
  resolve(null);
  await checked;
  expect(held.end).not.toHaveBeenCalled();
});

test('an object that is tracked during a check is not ended by it: it was authorized later', async () => {
  const { promise, resolve } = Promise.withResolvers<Viewer>();
  const live = createLiveViewers(() => promise, log, { checkIntervalMs: NEVER_MS });
  const [before, meanwhile] = [heldBy(({ isOwner }) => isOwner), heldBy(({ isOwner }) => isOwner)];
  live.track(viewerOf('tok_1'), before);
  const checked = live.check();
  live.track(viewerOf('tok_1', true), meanwhile);
  resolve(viewerOf('tok_1'));
  await checked;
  expect(before.end).toHaveBeenCalledWith('right');
  expect(meanwhile.end).not.toHaveBeenCalled();
  expect(live.count()).toBe(1);
});

test('the admin token is never checked', async () => {
  const refresh = vi.fn(async () => null);
  const live = createLiveViewers(refresh, log, { checkIntervalMs: NEVER_MS });
  live.track({ ...viewerOf('tok_1'), credential: { kind: 'adminToken' } }, heldBy());
  await live.check();
  expect(refresh).not.toHaveBeenCalled();
  expect(live.count()).toBe(0);
});

test('a lost right ends only the objects of the token that need it', async () => {
  const live = createLiveViewers(async () => viewerOf('tok_1', true), log, { checkIntervalMs: NEVER_MS });
  const [kept, ended] = [heldBy(({ isOwner }) => isOwner), heldBy(({ isOwner }) => !isOwner)];
  live.track(viewerOf('tok_1'), kept);
  live.track(viewerOf('tok_1'), ended);
  await live.check();
  expect(ended.end).toHaveBeenCalledWith('right');
  expect(kept.end).not.toHaveBeenCalled();
  expect(live.count()).toBe(1);
});

test('a check that hangs does not delay the checks of other tokens', async () => {
  const hanging = Promise.withResolvers<Viewer>();
  const refresh = vi.fn((viewer: Viewer) =>
    viewer.rateLimitKey === 'tok_1' ? hanging.promise : Promise.resolve(null),
  );
  const live = createLiveViewers(refresh, log, { checkIntervalMs: NEVER_MS });
  const slow = heldBy();
  live.track(viewerOf('tok_1'), slow);
  const first = live.check();
  const other = heldBy();
  live.track(viewerOf('tok_2'), other);
  await live.check();
  expect(other.end).toHaveBeenCalledWith('token');
  expect(refresh).toHaveBeenCalledTimes(2);
  hanging.resolve(viewerOf('tok_1'));
  await first;
  expect(slow.end).not.toHaveBeenCalled();
});

test('a check that fails ends nothing; the next successful one decides', async () => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const refresh = vi.fn<() => Promise<Viewer | null>>().mockRejectedValueOnce(away).mockResolvedValue(null);
  const live = createLiveViewers(refresh, log, { checkIntervalMs: NEVER_MS });
  const held = heldBy();
  live.track(viewerOf('tok_1'), held);
  await live.check();
  expect(held.end).not.toHaveBeenCalled();
  await live.check();
  expect(held.end).toHaveBeenCalledWith('token');
});

test('an object that could not be checked for too long ends, even when the check hangs', async () => {
  const hanging = new Promise<Viewer>(() => undefined);
  const live = createLiveViewers(() => hanging, log, { checkIntervalMs: 1, maxStaleMs: 1 });
  const held = heldBy();
  live.track(viewerOf('tok_1'), held);
  await vi.waitFor(() => expect(held.end).toHaveBeenCalledWith('unchecked'));
  expect(live.count()).toBe(0);
});
