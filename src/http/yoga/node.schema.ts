/** Any object by its id. The prefix of the id gives the type, except for events and integrations, which have several. */

import { type ProjectThingPrefix, projectIdQuery } from '../../access/not-found.ts';
import { canReadProject } from '../../access/visible-projects.ts';
import { typeNameOfEvent } from '../../events/event-type.ts';
import { builder } from '../../graphql/builder.ts';
import { typeNameOf } from '../../integrations/providers/names.ts';
import type { ProviderName } from '../../integrations/providers/registry.ts';
import type { App } from '../../platform/app.ts';
import { isId } from '../../platform/input/ids.ts';

/** The GraphQL type of each kind of id. Events and integrations have several. */
const types: Record<ProjectThingPrefix, string | ((app: App, id: string) => Promise<string | null>)> = {
  proj: 'Project',
  env: 'Environment',
  flag: 'Flag',
  evt: eventType,
  cr: 'ChangeRequest',
  exp: 'Experiment',
  dlv: 'Delivery',
  rcv: 'Recovery',
  intg: integrationType,
  aud: 'AuditEntry',
};

builder.queryField('node', (t) =>
  t.node({
    description:
      'The object with this id, of a type that implements `Node`: users and tokens do not. Null when no object has this id, or when the viewer may not read it.',
    args: { id: t.arg.id({ required: true, description: 'Id of the object.' }) },
    id: async (_root, { id }, { app, viewer }) => {
      const prefix = (Object.keys(types) as ProjectThingPrefix[]).find((known) => isId(known, id));
      if (!prefix) return null;
      // The scope of the type would reveal that the object exists. Owners skip the check.
      if (!viewer?.isOwner && !canReadProject(viewer, await projectOf(app, prefix, id))) return null;
      const known = types[prefix];
      const type = typeof known === 'function' ? await known(app, id) : known;
      return type ? { id, type } : null;
    },
  }),
);

/** The empty text, which is the id of no project, when there is no such object. */
async function projectOf({ database }: App, prefix: ProjectThingPrefix, id: string): Promise<string> {
  const { rows } = await database.pool.query<{ projectId: string | null }>(projectIdQuery(prefix), [id]);
  return rows[0]?.projectId ?? '';
}

async function eventType({ database }: App, id: string): Promise<string | null> {
  const event = await database.prisma.event.findUnique({ where: { id }, select: { type: true } });
  return event && typeNameOfEvent(event.type);
}

/** A deleted integration is kept for the deliveries that refer to it, but is no longer found. */
async function integrationType({ database }: App, id: string): Promise<string | null> {
  const integration = await database.prisma.integration.findUnique({
    where: { id, deletedAt: null },
    select: { provider: true },
  });
  return integration && typeNameOf(integration.provider as ProviderName);
}
