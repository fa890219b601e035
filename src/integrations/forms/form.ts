/** The input of an integration, and how settings and secrets are made from it. */

import { z } from 'zod';
import type { Form } from '../contract/provider.ts';
import type { AnyProvider } from '../providers/registry.ts';
import { toChangeField, toInputField } from './form-field.ts';

/** The provider's own form, or the default form: all fields of its settings and secrets in one object. */
export function formOf(provider: AnyProvider): Form<unknown, unknown> {
  return provider.form ?? defaultForm(provider);
}

/**
 * The fields of both inputs, none of which must be sent: what a draft is checked with depends on whether its integration is
 * saved.
 */
export function draftOf({ input, change }: Form<unknown, unknown>): z.ZodObject {
  const optional = Object.entries(input.shape).map(([name, field]) => [name, toChangeField(field)]);
  return z.object({ ...Object.fromEntries(optional), ...change.shape });
}

type Fields = Record<string, unknown>;

function defaultForm({ settings, secrets }: AnyProvider): Form<unknown, unknown> {
  const fields = Object.entries({ ...settings.shape, ...secrets.shape });
  const input = z.object(Object.fromEntries(fields.map(([name, field]) => [name, toInputField(field)])));
  const optional = fields.map(([name, field]) => [name, toChangeField(field)]);
  return {
    input,
    change: z.object(Object.fromEntries(optional)),
    configure: (given: Fields) => ({
      settings: pick(given, Object.keys(settings.shape)),
      secrets: pick(given, Object.keys(secrets.shape)),
    }),
    reconfigure: (current, change: Fields) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value != null));
      return {
        settings: { ...(current.settings as Fields), ...pick(given, Object.keys(settings.shape)) },
        secrets: { ...(current.secrets as Fields), ...pick(given, Object.keys(secrets.shape)) },
      };
    },
  };
}

function pick(from: Fields, names: string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  );
}
