/** A client of GraphQL over SSE in its "distinct connections" mode, written out: what is on the wire is what tests see. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { collectResults, type LiveSubscription } from '#test/support/live-results.ts';

/** Resolves when the server has answered: from then on the subscription stands. */
export async function subscribeSse<Result, Variables>(
  url: string,
  document: TypedDocumentNode<Result, Variables>,
  variables: NoInfer<Variables>,
  token: string | null = ADMIN_TOKEN,
): Promise<LiveSubscription<Result>> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query: print(document), variables }),
    signal: leaving.signal,
  });
  const { results, add, waitFor } = collectResults<Result>();
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new Error(`no event stream but ${response.status}: ${await response.text()}`);
  }
  const ended = readEvents(response.body, (data) => add(JSON.parse(data))).catch((error: Error) =>
    leaving.signal.aborted ? 'left' : `broken off: ${error.message}`,
  );
  return {
    results,
    waitFor,
    ended,
    async leave() {
      leaving.abort();
      await ended;
    },
  };
}

async function readEvents(body: ReadableStream<Uint8Array>, onNext: (data: string) => void): Promise<string> {
  let text = '';
  let isComplete = false;
  for await (const chunk of body.pipeThrough(
    new TextDecoderStream() as never,
  ) as unknown as AsyncIterable<string>) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(message)?.[1] ?? '';
      if (field('event') === 'next') onNext(field('data'));
      if (field('event') === 'complete') isComplete = true;
    }
  }
  return isComplete ? 'complete' : 'ended without complete';
}
