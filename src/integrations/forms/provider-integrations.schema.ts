/** One object type for each provider of the registry, with a field for each of its settings. */

import type { Integration } from '../../../generated/prisma/client.ts';
import { isAllowedIn, mayConfigureIntegrations } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import { canReadProjectOf } from '../../access/visible-projects.ts';
import { builder } from '../../graphql/builder.ts';
import { IntegrationInterface } from '../integration.schema.ts';
import { typeNameOf } from '../providers/names.ts';
import { type ProviderName, providers } from '../providers/registry.ts';
import { maskUrl, URL_RULE } from '../secrets/destination-mask.ts';
import { fieldsFromZod, type GraphqlField } from './form-fields.schema.ts';

/** The types by provider, for adding fields that are not settings. */
export const integrationTypes = Object.fromEntries(
  (Object.keys(providers) as ProviderName[]).map((name) => [name, toType(name)]),
) as Record<ProviderName, ReturnType<typeof toType>>;

function toType(name: ProviderName) {
  const { description, settings } = providers[name];
  const typeName = typeNameOf(name);
  return builder.prismaNode('Integration', {
    variant: typeName,
    // For `node`, which answers an unknown id with null.
    nullable: true,
    id: { field: 'id', description: 'The id, `intg_…`.' },
    authScopes: canReadProjectOf,
    description,
    interfaces: [IntegrationInterface],
    fields: (t) => {
      const show = (field: GraphqlField) =>
        t.field({
          type: field.type as 'String',
          nullable: !field.required,
          description: isUrl(field) ? `${field.description} ${URL_RULE}` : field.description,
          resolve: (integration, _args, { viewer }) => {
            const value = (integration.settings as Record<string, string>)[field.name] ?? (null as never);
            return isUrl(field) && !mayConfigure(viewer, integration) ? maskUrl(value) : value;
          },
        });
      return Object.fromEntries(fieldsFromZod(typeName, settings).map((field) => [field.name, show(field)]));
    },
  });
}

function isUrl({ name, type }: GraphqlField): boolean {
  return type === 'String' && /url$/i.test(name);
}

function mayConfigure(viewer: Viewer | null, { projectId }: Pick<Integration, 'projectId'>): boolean {
  return viewer !== null && isAllowedIn(viewer, mayConfigureIntegrations, projectId);
}
