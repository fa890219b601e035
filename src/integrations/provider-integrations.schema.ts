/** One object type for each provider of the registry, with a field for each of its settings. */

import { builder } from '../builder.ts';
import { fieldsFromZod, type GraphqlField } from './form-fields.schema.ts';
import { IntegrationInterface } from './integration.schema.ts';
import { typeNameOf } from './provider-names.ts';
import { type ProviderName, providers } from './providers/registry.ts';

const define = (name: ProviderName) => {
  const { description, settings } = providers[name];
  const typeName = typeNameOf(name);
  return builder.prismaNode('Integration', {
    variant: typeName,
    // Asked for by `node`: an unknown id gives null.
    nullable: true,
    id: { field: 'id', description: 'The id, `intg_…`.' },
    description,
    interfaces: [IntegrationInterface],
    fields: (t) => {
      const show = (field: GraphqlField) =>
        t.field({
          type: field.type as 'String',
          nullable: !field.required,
          description: field.description,
          resolve: (integration) =>
            (integration.settings as Record<string, string>)[field.name] ?? (null as never),
        });
      return Object.fromEntries(fieldsFromZod(typeName, settings).map((field) => [field.name, show(field)]));
    },
  });
};

/** By the names of the providers, for fields that only one of them has. */
export const integrationTypes = Object.fromEntries(
  Object.keys(providers).map((name) => [name, define(name as ProviderName)]),
) as Record<ProviderName, ReturnType<typeof define>>;
