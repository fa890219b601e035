import type { ProviderFormFragment, UpdateIntegrationInput } from '../../gql/graphql.ts';
import { type FormState, isSame } from '../integration-form/form-state.ts';
import { toChangeInput } from '../integration-form/values.ts';

export type Changes = Omit<UpdateIntegrationInput, 'integrationId' | 'enabled'>;

/** What the form has changed, as the API takes it; undefined when it is nothing. */
export function toChanges(
  info: ProviderFormFragment,
  form: FormState,
  stored: FormState,
): Changes | undefined {
  if (isSame(form, stored)) return undefined;
  const provider = toChangeInput(info, form, stored.values);
  const changes: Changes = {
    ...(form.name !== stored.name && { name: form.name.trim() }),
    ...(!equal(form.eventTypes, stored.eventTypes) && { eventTypes: form.eventTypes }),
    ...(!equal(form.environmentKeys, stored.environmentKeys) && { environmentKeys: form.environmentKeys }),
    ...(provider && { provider: { [info.inputField]: provider } as NonNullable<Changes['provider']> }),
  };
  return Object.keys(changes).length > 0 ? changes : undefined;
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
