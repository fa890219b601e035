/** Tests a draft: its requests are sent as those of a saved integration are, and nothing is stored. */

import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { buildRequest } from '../attempts/build-request.ts';
import { holdConversation } from '../attempts/conversations/hold-conversation.ts';
import { type FinishedAttempt, unsent } from '../attempts/finished-attempt.ts';
import { orError } from '../attempts/judge.ts';
import { readCurrentFlag } from '../attempts/read-current-flag.ts';
import { type Rendered, renderOrPostpone } from '../attempts/render.ts';
import { sendRequest } from '../attempts/send-request.ts';
import type { Tried } from './find-tried.ts';
import { inTurns, nothingToSend, type TestResult, testInterrupted } from './test-result.ts';

export async function testDraft(app: App, tried: Tried, event: StoredEvent): Promise<TestResult[]> {
  const { id, provider } = tried;
  const { settings } = tried.configuration();
  const outgoing = toOutgoingEvent(event, app.publicUrl);
  const rendered = renderOrPostpone(app, outgoing, { id, provider: provider.name, settings });
  if (rendered.length === 0) throw nothingToSend();
  return inTurns(rendered, async (one) => {
    const attempt = await attemptOne(app, tried, event, one);
    if (!attempt) throw testInterrupted();
    return { target: one.target, deliveryId: null, attempt };
  });
}

async function attemptOne(
  app: App,
  { provider, ...tried }: Tried,
  event: StoredEvent,
  { target, body }: Rendered,
): Promise<FinishedAttempt | null> {
  const configuration = tried.configuration();
  const outgoing = toOutgoingEvent(event, app.publicUrl);
  const now = app.now();
  const onFault = (error: Error) => app.log.error({ err: error }, 'the test of a draft failed');
  const failed = (error: Error) => {
    onFault(error);
    return unsent(now, app.now(), error);
  };
  if (provider.kind === 'http') {
    if (!body) return failed(new Error('The event could not be rendered.'));
    const signed = { deliveryId: newId('dlv'), wireName: outgoing.wireName, now };
    const request = orError(() => buildRequest(provider, configuration, body, signed));
    if (request instanceof Error) return failed(request);
    return sendRequest(app, event, { provider, configuration, request });
  }
  const flag = await readCurrentFlag(app, event);
  const links = { publicUrl: app.publicUrl };
  const context = { ...configuration, target, flag, now, links, repeated: false };
  const conversation = orError(() => provider.converse(outgoing, context));
  if (conversation instanceof Error) return failed(conversation);
  return holdConversation(app, event, { provider, configuration, conversation, onFault });
}
