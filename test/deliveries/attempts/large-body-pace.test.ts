import { expect, test } from 'vitest';
import { paceLargeBody } from '#src/deliveries/attempts/large-body-pace.ts';

const MIB = 1024 * 1024;

test('a project that has sent much waits for its next large body; another project does not wait for it', async () => {
  const order: string[] = [];
  const send = async (projectId: string, bytes: number) => {
    await paceLargeBody(projectId, bytes);
    order.push(projectId);
  };
  await Promise.all([send('loud', 6 * MIB), send('loud', MIB), send('quiet', MIB)]);
  expect(order).toEqual(['loud', 'quiet', 'loud']);
});

test('a wait for the turn of a large body ends when the process stops', async () => {
  const stopping = new AbortController();
  await paceLargeBody('stopping', 100 * MIB);
  const waiting = paceLargeBody('stopping', MIB, stopping.signal);
  stopping.abort();
  await expect(waiting).rejects.toThrow();
});
