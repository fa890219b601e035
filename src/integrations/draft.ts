/** An integration that is not saved: a new one, or a saved one with changes. It has to be valid as if it were saved. */

import { z } from 'zod';
import type { App } from '../platform/app.ts';
import { InvalidInputError, type Issue } from '../platform/errors.ts';
import { parseInput, reference, rejectIfAny } from '../platform/input/input.ts';
import type { Configuration } from './contract/provider.ts';
import { formOf } from './forms/form.ts';
import {
  changeFor,
  checkConfiguration,
  checkDestinations,
  chosenProvider,
  configureNew,
  oneOfProviders,
} from './forms/provider-input.ts';
import { filters, integrationName } from './integration-fields.ts';
import type { AnyProvider } from './providers/registry.ts';
import { movedSecrets } from './secrets/moved-secrets.ts';

/** The fields of a draft that do not depend on its provider. */
const shared = z.object({
  projectKey: reference.nullish(),
  name: integrationName.nullish(),
  ...filters,
  provider: z.record(z.string(), z.unknown()).nullish(),
});
export type DraftInput = z.output<typeof shared>;

type AnyConfiguration = Configuration<unknown, unknown>;

/** Fails with InvalidInputError. */
export function parseDraft(input: unknown): Promise<DraftInput> {
  return inDraft(async () => parseInput(shared, input));
}

/** The provider and configuration of a draft of a new integration in the project. Fails with InvalidInputError. */
export function configureDraft(
  app: App,
  projectId: string,
  draft: DraftInput,
): Promise<{ provider: AnyProvider; configuration: AnyConfiguration }> {
  return inDraft(async () => {
    const { provider: choice } = parseInput(z.object({ provider: oneOfProviders('input') }), draft);
    const [provider, given] = chosenProvider(choice);
    const configuration = configureNew(provider, given);
    await checkDestinations(app, projectId, provider, configuration);
    return { provider, configuration };
  });
}

/**
 * The configuration of a saved integration with the changes of the draft. Stored secrets stay with the server that they
 * were entered for, as in a change that is saved. Fails with InvalidInputError.
 */
export function changeByDraft(
  app: App,
  projectId: string,
  { provider, configuration: current }: { provider: AnyProvider; configuration: AnyConfiguration },
  draft: DraftInput,
): Promise<AnyConfiguration> {
  return inDraft(async () => {
    if (draft.provider == null) return current;
    const { provider: choice } = parseInput(z.object({ provider: oneOfProviders('change') }), draft);
    const given = changeFor(provider, choice);
    rejectIfAny(onlyForNew(provider, draft.provider[provider.name]));
    const configuration = formOf(provider).reconfigure(current, given);
    checkConfiguration(provider, configuration);
    rejectIfAny(movedSecrets(provider, current, configuration, given));
    await checkDestinations(app, projectId, provider, configuration);
    return configuration;
  });
}

/** One issue for each field that only a new integration has. */
function onlyForNew(provider: AnyProvider, given: unknown): Issue[] {
  const { change } = formOf(provider);
  return Object.entries(given ?? {})
    .filter(([name, value]) => value != null && !(name in change.shape))
    .map(([name]) => ({
      path: `provider.${provider.name}.${name}`,
      message: 'can be set only when the integration is created; leave it out',
    }));
}

/** The paths of issues begin with the field of the draft. */
function inDraft<Result>(work: () => Promise<Result>): Promise<Result> {
  return work().catch((error: unknown) => {
    if (!(error instanceof InvalidInputError)) throw error;
    const within = ({ path, message }: Issue) => ({ path: path ? `draft.${path}` : 'draft', message });
    throw new InvalidInputError(error.issues.map(within));
  });
}
