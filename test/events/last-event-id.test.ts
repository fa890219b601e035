import { describe, expect } from 'vitest';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { describeFlag } from '#test/support/writers.ts';

const test = testWithApp({ worker: false });
const projectKey = 'shop';

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { projectKey, key: 'a' });
  for (let n = 0; n < 4; n += 1) await describeFlag(gogreen, projectKey, 'a', n);
});

/** The first lines of the stream that hold for `isEnough`. Sent as browsers do: the same body at every attempt. */
async function read(
  { url }: TestApp,
  field: string,
  lastEventId: string | null,
  isEnough: (text: string) => boolean,
): Promise<string> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${ADMIN_TOKEN}`,
      ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({
      query: `subscription { ${field}(projectKey: "${projectKey}", afterSequence: 1) { flagEvent: __typename } }`,
    }),
    signal: leaving.signal,
  });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (isEnough(text)) break;
  }
  leaving.abort();
  return text;
}

describe.each(['events', 'flagChanged'])('SSE of %s', (field) => {
  test('each event has its sequence as id, also where the sequence is not selected', async ({ gogreen }) => {
    const text = await read(gogreen, field, null, (so) => /^id: 5\n\n/m.test(so));
    const events = text.split('\n\n').filter((event) => event.startsWith('event: next'));
    expect(events).toEqual(
      [2, 3, 4, 5].map(
        (id) => `event: next\ndata: {"data":{"${field}":{"flagEvent":"FlagEvent"}}}\nid: ${id}`,
      ),
    );
  });

  test('Last-Event-ID resumes after that event, whatever the variables say', async ({ gogreen }) => {
    const text = await read(gogreen, field, '3', (so) => /^id: 5\n\n/m.test(so));
    expect(text.match(/^id: .*$/gm)).toEqual(['id: 4', 'id: 5']);
  });

  test.for([
    ['elsewhere', 'must be the id of an event of this subscription, which is its sequence'],
    ['6', 'is beyond the end of the log, which is at 5; send the sequence of the last event that you got'],
  ])('Last-Event-ID "%s" is refused: it %s', async ([lastEventId = '', message], { gogreen }) => {
    const text = await read(gogreen, field, lastEventId, (so) => so.includes('event: complete'));
    expect(text).toContain(`Last-Event-ID: ${message}`);
  });
});
