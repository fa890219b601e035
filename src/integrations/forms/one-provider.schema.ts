/** Inputs with a field for each provider of the registry, of which one is sent. */

import type { z } from 'zod';
import { builder } from '../../graphql/builder.ts';
import type { Form } from '../contract/provider.ts';
import { type AnyProvider, type ProviderName, providers } from '../providers/registry.ts';
import { formOf } from './form.ts';
import { inputFromZod } from './form-fields.schema.ts';

interface ProviderInput {
  nameOf(provider: ProviderName): string;
  schemaOf(form: Form<unknown, unknown>): z.ZodType;
  /** What is said of the input of every provider, as a sentence. */
  about?: string;
}

/** An input with exactly one provider and the fields of its form. */
export function oneProvider(name: string, description: string, { nameOf, schemaOf, about }: ProviderInput) {
  return builder.inputType(name, {
    description,
    isOneOf: true,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(providers).map(([provider, definition]) => {
          const type = inputFromZod(
            nameOf(provider as ProviderName),
            [definition.description, about].filter(Boolean).join(' '),
            schemaOf(formOf(definition as AnyProvider)),
          );
          return [provider, t.field({ type, description: definition.description })];
        }),
      ),
  });
}
