import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect } from 'vitest';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { succeeded } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { rotateSigningSecret } from '#test/support/integrations.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const HOUR = 3_600_000;

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let change: Awaited<ReturnType<typeof announceChange>>;
let enabled = true;

it.beforeEach(async ({ gogreen, receiver }) => {
  enabled = true;
  change = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
});

async function rotate(gogreen: TestApp, graceHours?: number) {
  const input = { integrationId: change.integration.id, ...(graceHours === undefined ? {} : { graceHours }) };
  return succeeded(await rotateSigningSecret(gogreen, input)).signingSecret;
}

/** Which of the secrets the library takes the next webhook with. */
async function verifying({ gogreen, receiver }: WithReceiver, ...secrets: string[]): Promise<boolean[]> {
  receiver.requests.splice(0);
  enabled = !enabled;
  await change.toggle(enabled);
  await runJobs(gogreen);
  const [request] = receiver.requests;
  if (!request) throw new Error('nothing came');
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
      name,
      String(request.headers[name]),
    ]),
  );
  return secrets.map((secret) => {
    try {
      new Webhook(secret).verify(request.body.toString(), headers);
      return true;
    } catch {
      return false;
    }
  });
}

/** The hex signatures of the last webhook, by the secret that made them. */
function hexBy(receiver: Receiver, ...secrets: string[]) {
  const [request] = receiver.requests;
  const hexes = secrets.map((secret) =>
    createHmac('sha256', secret)
      .update(request?.body ?? '')
      .digest('hex'),
  );
  return ['x-gogreen-signature', 'x-gogreen-signature-previous'].map((name) => {
    const hex = request?.headers[name];
    return hex === undefined ? null : secrets[hexes.indexOf(String(hex))];
  });
}

describe('the rotation of a signing secret', () => {
  it('a rotated signing secret: both verify for a day, then only the new one', async ({
    gogreen,
    receiver,
  }) => {
    const old = change.integration.signingSecret;
    const fresh = await rotate(gogreen);
    expect(fresh).toMatch(/^whsec_/);
    expect(fresh).not.toBe(old);
    expect(await verifying({ gogreen, receiver }, old, fresh)).toEqual([true, true]);
    expect(hexBy(receiver, old, fresh)).toEqual([fresh, old]);
    clock.advance(24 * HOUR - 1_000);
    expect(await verifying({ gogreen, receiver }, old, fresh)).toEqual([true, true]);
    clock.advance(1_000);
    expect(await verifying({ gogreen, receiver }, old, fresh)).toEqual([false, true]);
    expect(hexBy(receiver, old, fresh)).toEqual([fresh, null]);
  });

  it('a signing secret rotated without grace: the old one no longer verifies at once', async ({
    gogreen,
    receiver,
  }) => {
    const old = change.integration.signingSecret;
    const fresh = await rotate(gogreen, 0);
    expect(await verifying({ gogreen, receiver }, old, fresh)).toEqual([false, true]);
  });

  it('a signing secret rotated twice: every old one verifies until its own hours are over', async ({
    gogreen,
    receiver,
  }) => {
    const old = change.integration.signingSecret;
    const second = await rotate(gogreen, 2);
    const third = await rotate(gogreen, 1);
    expect(await verifying({ gogreen, receiver }, old, second, third)).toEqual([true, true, true]);
    clock.advance(HOUR);
    expect(await verifying({ gogreen, receiver }, old, second, third)).toEqual([true, false, true]);
    clock.advance(HOUR);
    expect(await verifying({ gogreen, receiver }, old, second, third)).toEqual([false, false, true]);
  });

  it('a signing secret rotated a sixth time within the hours of five: rejected, with the time at which it can be done', async ({
    gogreen,
  }) => {
    for (let n = 0; n < 5; n += 1) await rotate(gogreen, 1);
    const rejected = await rotateSigningSecret(gogreen, { integrationId: change.integration.id });
    expect(rejected).toMatchObject({
      message: expect.stringMatching(/^Limit of 5 earlier signing secrets reached/),
    });
    await rotate(gogreen, 0);
  });

  it('a delivery that waits during the rotation is signed with the secrets valid when it is sent', async ({
    gogreen,
    receiver,
  }) => {
    receiver.answer({ status: 500 });
    receiver.requests.splice(0);
    await change.toggle(false);
    await runJobs(gogreen);
    const fresh = await rotate(gogreen, 0);
    receiver.answer({ status: 200 });
    clock.advance(60_000);
    receiver.requests.splice(0);
    await runJobs(gogreen);
    expect(hexBy(receiver, change.integration.signingSecret, fresh)).toEqual([fresh, null]);
  });

  it.for([-1, 720.5, 1e9])(
    'rotateSigningSecret with %d hours of grace is rejected',
    async (graceHours, { gogreen }) => {
      const input = { integrationId: change.integration.id, graceHours };
      expect(await rotateSigningSecret(gogreen, input)).toMatchObject({
        __typename: 'InvalidInputError',
        issues: [{ path: 'graceHours', message: expect.stringMatching(graceHours < 0 ? '0' : '720') }],
      });
    },
  );
});
