/** Changing what a flag is in every environment, its lifecycle included. */

import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { comment, parseInput, reference, rejectIfAny, requiredText, text } from '../platform/input/input.ts';
import { MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import { changeFlag } from './change-flag.ts';
import { confirmAll } from './confirmation.ts';
import { type FlagSnapshot, flagLifecycles } from './flag.ts';
import { MAX_OWNER_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from './limits.ts';
import { checkVariationsInUse } from './targeting/variations-in-use.ts';
import { checkVariations, toVariations, variationInputs } from './variation-input.ts';
import type { StoredFlag } from './writing/stored-flag.ts';
import type { FlagCommandResult } from './writing/together.ts';

/** What is given of a flag when it is created or changed. */
export const flagInput = {
  name: requiredText(MAX_NAME_LENGTH).nullish(),
  description: text(MAX_DESCRIPTION_LENGTH).nullish(),
  owner: requiredText(MAX_OWNER_LENGTH).nullish(),
  tags: z
    .array(requiredText(MAX_TAG_LENGTH))
    .max(MAX_TAGS, `at most ${MAX_TAGS} tags`)
    .refine((list) => new Set(list).size === list.length, 'names a tag twice')
    .nullish(),
  variations: variationInputs.nullish(),
};

export const flagUpdate = z.object({
  projectKey: reference,
  key: reference,
  ...flagInput,
  lifecycle: z.enum(flagLifecycles).nullish(),
  expectedVersion: z.int().nullish(),
  comment,
  confirm: confirmAll,
});

/** Changes what is given; what is left out stays. Null clears the description or the owner. */
export async function updateFlag(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const update = parseInput(flagUpdate, input);
  return changeFlag(app, actor, { ...update, flagKey: update.key }, (flag) => updatedFlag(flag, update));
}

/** The flag as it is after an update. Fails with InvalidInputError when it cannot be so. */
export function updatedFlag(
  { snapshot, targeting, environments }: StoredFlag,
  update: z.output<typeof flagUpdate>,
): FlagSnapshot {
  const variations = update.variations ? toVariations(update.variations) : snapshot.variations;
  if (update.variations) {
    rejectIfAny([
      ...checkVariations(snapshot.kind, variations),
      ...checkVariationsInUse(variations, targeting, environments),
    ]);
  }
  return {
    ...snapshot,
    name: update.name ?? snapshot.name,
    description: update.description === undefined ? snapshot.description : update.description,
    owner: update.owner === undefined ? snapshot.owner : update.owner,
    tags: update.tags ?? snapshot.tags,
    lifecycle: update.lifecycle ?? snapshot.lifecycle,
    variations,
  };
}
