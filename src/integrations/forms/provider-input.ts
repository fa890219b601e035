/** The part of an integration's input that depends on its provider. */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { App } from '../../platform/app.ts';
import { InvalidInputError, type Issue } from '../../platform/errors.ts';
import { rejectIfAny } from '../../platform/input/input.ts';
import { newSigningSecret } from '../../platform/secrets/signing.ts';
import type { Configuration, Form, FormInput, SecretGenerator } from '../contract/provider.ts';
import { type AnyProvider, providerNamed, providers } from '../providers/registry.ts';
import { formOf } from './form.ts';

type Choice = Record<string, FormInput | null | undefined>;

/** The field `provider` of inputs: exactly one provider of the registry with the fields of its form. */
export function oneOfProviders(part: keyof Pick<Form<unknown, unknown>, 'input' | 'change'>) {
  const fields = Object.entries(providers).map(([name, provider]) => [
    name,
    formOf(provider as AnyProvider)[part].nullish(),
  ]);
  const one = (choice: Choice) => Object.values(choice).filter((given) => given != null).length === 1;
  return z
    .object(Object.fromEntries(fields) as Record<string, z.ZodType<Choice[string]>>)
    .refine(one, `must name exactly one of ${Object.keys(providers).join(', ')}`);
}

/** The chosen provider, and the input for it. */
export function chosenProvider(choice: Choice): [provider: AnyProvider, given: FormInput] {
  const [name = '', given] = Object.entries(choice).find(([, value]) => value != null) ?? [];
  return [providerNamed(name), given ?? {}];
}

/** The input that changes an integration. Fails with InvalidInputError when it is for another provider. */
export function changeFor(provider: AnyProvider, choice: Choice): FormInput {
  const [chosen, given] = chosenProvider(choice);
  if (chosen.name === provider.name) return given;
  const message = `this integration has the provider ${provider.label}; send provider.${provider.name}, or create another integration`;
  throw new InvalidInputError([{ path: `provider.${chosen.name}`, message }]);
}

export const secretGenerator: SecretGenerator = { signingSecret: () => newSigningSecret(randomBytes) };

/** The configuration of a new integration. Fails with InvalidInputError when settings or secrets are invalid. */
export function configureNew(provider: AnyProvider, given: FormInput): Configuration<unknown, unknown> {
  const configuration = formOf(provider).configure(given, secretGenerator);
  checkConfiguration(provider, configuration);
  return configuration;
}

/** Fails with InvalidInputError when settings or secrets are invalid. */
export function checkConfiguration(
  provider: AnyProvider,
  { settings, secrets }: Configuration<unknown, unknown>,
): void {
  const place = `provider.${provider.name}`;
  rejectIfAny([
    ...issuesOf(place, provider.settings.safeParse(settings)),
    ...issuesOf(place, provider.secrets.safeParse(secrets)),
  ]);
}

/**
 * Fails with InvalidInputError when a destination may not be called. It resolves host names, which can take seconds: never
 * call it while holding a connection to the database or a lock.
 */
export async function checkDestinations(
  { outbound }: App,
  projectId: string,
  provider: AnyProvider,
  configuration: Configuration<unknown, unknown>,
): Promise<void> {
  for (const { path, url } of destinationsOf(provider, configuration)) {
    const message = await outbound.check(url, projectId);
    if (message) throw new InvalidInputError([{ path, message }]);
  }
}

/** Every URL that the integration sends to, with the path of its field in the input. */
export function destinationsOf(
  { name, destinations }: AnyProvider,
  configuration: Configuration<unknown, unknown>,
): { path: string; url: string }[] {
  const place = `provider.${name}`;
  const others = Object.entries(destinations.others?.(configuration) ?? {});
  return [[destinations.field, destinations.main(configuration)] as const, ...others].map(([field, url]) => ({
    path: field ? `${place}.${field}` : place,
    url,
  }));
}

function issuesOf(place: string, { error }: z.ZodSafeParseResult<unknown>): Issue[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ path: [place, ...path].join('.'), message }));
}
