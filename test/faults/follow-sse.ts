import { TOKEN } from '#test/faults/operation.ts';
import type { Follow } from '#test/faults/subscriber.ts';

/** GraphQL over SSE, one connection per subscription. */
export const followSse: Follow = async (url, operation, onResult, signal) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${TOKEN}`,
    },
    body: JSON.stringify(operation),
    signal,
  });
  if (!response.ok || !response.body) throw new Error(`no event stream but ${response.status}`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: ?(.+)$/m.exec(message)?.[1];
      if (/^event: ?next$/m.test(message) && data && !signal.aborted) onResult(JSON.parse(data));
    }
  }
};
