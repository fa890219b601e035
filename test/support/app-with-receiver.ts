/** The whole product, and an endpoint that it may send to. */

import { type TestApp, type TestAppOptions, testWithApp } from '#test/support/app.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

export interface WithReceiver {
  gogreen: TestApp;
  receiver: Receiver;
}

/**
 * `testWithApp` with a receiver as the fixture `receiver`: started once for the file, closed after its last test. At the
 * start of each test it has received nothing and answers 200.
 */
export function testWithReceiver(options: TestAppOptions | (() => TestAppOptions) = {}) {
  const test = testWithApp(options).extend(
    'receiver',
    { scope: 'file' },
    // It needs the app so as to close before it: an app waits for requests that are not answered.
    async ({ gogreen: _gogreen }, { onCleanup }): Promise<Receiver> => {
      const receiver = await startReceiver();
      onCleanup(() => receiver.close());
      return receiver;
    },
  );
  test.beforeEach(({ receiver }) => {
    receiver.requests.splice(0);
    receiver.answer({});
  });
  return test;
}
