/** The fields of inputs that integrations of all providers have. */

import { z } from 'zod';
import { eventTypes } from '../events/event-type.ts';
import { reference, requiredText } from '../platform/input/input.ts';
import { shown } from '../platform/input/limits.ts';

export const integrationName = requiredText(200);

/** More than any project needs. */
const MAX_ENVIRONMENT_KEYS = 1_000;

export const filters = {
  eventTypes: z
    .array(z.enum(eventTypes.map((type) => type.name)))
    .max(eventTypes.length, `at most ${eventTypes.length} types: name each once, or none for all`)
    .nullish(),
  environmentKeys: z
    .array(reference)
    .max(MAX_ENVIRONMENT_KEYS, `at most ${MAX_ENVIRONMENT_KEYS} environments; none means all`)
    .nullish(),
};

/** For the descriptions of the fields. */
export const EVENT_TYPES = `Event types that are delivered to it, at most ${eventTypes.length}. Empty: all.`;
export const ENVIRONMENTS = `Keys of the environments whose events are delivered to it, at most ${shown(MAX_ENVIRONMENT_KEYS)}. Empty: all. Events that concern no environment in particular are always delivered.`;
