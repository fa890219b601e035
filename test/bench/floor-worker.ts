/**
 * The least that a worker can do: each job is one POST. A process of its own, as the product is, on the product's own
 * job runner, so with the same settings for fetching and completing jobs. Arguments: the URLs of the database and of
 * the receiver.
 */

import { Pool } from 'undici';
import { startJobRunner } from '#src/platform/jobs/job-runner.ts';
import { createLogger } from '#src/platform/logger.ts';

const [databaseUrl = '', receiverUrl = ''] = process.argv.slice(2);
const { origin, pathname } = new URL(receiverUrl);
const http = new Pool(origin);

const post = async (payload: unknown): Promise<void> => {
  const { body } = await http.request({
    method: 'POST',
    path: pathname,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  await body.dump();
};

const runner = await startJobRunner({ url: databaseUrl, jobConnections: 22 }, { post }, createLogger('warn'));
process.on('SIGTERM', async () => {
  await runner.stop();
  process.exit(0);
});
