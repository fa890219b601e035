import { test as baseTest } from 'vitest';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { createOutbound, type Outbound } from '#src/platform/egress/outbound.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

export interface WithOutbound {
  receiver: Receiver;
  outbound: Outbound;
}

/** `test` with the client that deliveries go through and a receiver, as the fixtures `outbound` and `receiver` of each test. */
export const testWithOutbound = baseTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures a fixture needs: none
  .extend('receiver', async ({}, { onCleanup }): Promise<Receiver> => {
    const receiver = await startReceiver();
    onCleanup(() => receiver.close());
    return receiver;
  })
  // biome-ignore lint/correctness/noEmptyPattern: see above
  .extend('outbound', ({}, { onCleanup }): Outbound => {
    const outbound = createOutbound({ policy: createEgressPolicy(loopbackDestinations) });
    onCleanup(() => outbound.close());
    return outbound;
  });
