/** Delivers a test event like a real one and waits for the responses. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import type { StoredEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { findEvent } from './find-event.ts';
import { findSaved, findTried, type Tried, type TriedInput } from './find-tried.ts';
import { sampleEvent } from './sample-event.ts';
import { testDraft } from './test-draft.ts';
import type { SavedTest, TestResult } from './test-result.ts';
import { testSaved } from './test-saved.ts';

interface EventInput {
  eventId?: string | null | undefined;
}

/** Tests an integration as it is saved. Event, deliveries and attempts are stored. */
export async function testIntegration(
  app: App,
  actor: Actor,
  input: EventInput & { integrationId: string },
): Promise<SavedTest> {
  const { integrationId } = parseInput(z.object({ integrationId: reference }), input);
  const { saved, ...tried } = await findSaved(app, integrationId);
  return testSaved(app, saved, await makeEvent(app, actor, tried, input));
}

/** Tests a draft. Nothing is stored. */
export async function testIntegrationDraft(
  app: App,
  actor: Actor,
  input: EventInput & TriedInput,
): Promise<{ results: TestResult[] }> {
  const tried = await findTried(app, input);
  return { results: await testDraft(app, tried, await makeEvent(app, actor, tried, input)) };
}

/**
 * An event about a flag that does not exist, or a copy of an event of the log: marked as a test, with an id and a time of its
 * own, so that no receiver takes it for the event itself.
 */
async function makeEvent(app: App, actor: Actor, tried: Tried, input: EventInput): Promise<StoredEvent> {
  const { eventId } = parseInput(z.object({ eventId: reference.nullish() }), input);
  const { project } = tried;
  const now = app.now();
  if (!eventId) return { ...sampleEvent(tried, actor, now), project };
  const model = await findEvent(app, tried, eventId);
  return { ...model, id: newId('evt'), sequence: null, occurredAt: now, project };
}
