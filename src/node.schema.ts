/** Anything by its id. The prefix of the id tells the type, but for events and integrations, which have several. */

import { isAllowed, isAllowedIn, mayReadInstanceAudit, mayReadProject } from './accounts/permissions.ts';
import type { Viewer } from './accounts/viewer.ts';
import { builder } from './builder.ts';
import type { App } from './context.ts';
import { typeNameOfEvent } from './events/event-type.ts';
import { typeNameOf } from './integrations/provider-names.ts';
import type { ProviderName } from './integrations/providers/registry.ts';
import { type IdPrefix, isId } from './platform/ids.ts';

type FindType = (app: App, id: string, viewer: Viewer | null) => Promise<string | null>;

const types: { [Prefix in IdPrefix]?: string | FindType } = {
  proj: 'Project',
  env: 'Environment',
  flag: 'Flag',
  evt: eventType,
  cr: 'ChangeRequest',
  exp: 'Experiment',
  dlv: 'Delivery',
  rcv: 'Recovery',
  intg: integrationType,
  aud: auditEntryType,
};

builder.queryField('node', (t) =>
  t.node({
    description: 'Any object by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    id: async (_root, { id }, { app, viewer }) => {
      const [, known] = Object.entries(types).find(([prefix]) => isId(prefix as IdPrefix, id)) ?? [];
      const type = typeof known === 'function' ? await known(app, id, viewer) : known;
      return type ? { id, type } : null;
    },
  }),
);

async function eventType({ database }: App, id: string): Promise<string | null> {
  const event = await database.prisma.event.findUnique({ where: { id }, select: { type: true } });
  return event && typeNameOfEvent(event.type);
}

/** A deleted integration is kept for the deliveries that refer to it, but gone for whoever asks. */
async function integrationType({ database }: App, id: string): Promise<string | null> {
  const integration = await database.prisma.integration.findUnique({
    where: { id, deletedAt: null },
    select: { provider: true },
  });
  return integration && typeNameOf(integration.provider as ProviderName);
}

/** What stands in the log of the instance, or of a project that the viewer may not read, is as good as missing. */
async function auditEntryType({ database }: App, id: string, viewer: Viewer | null): Promise<string | null> {
  const entry = await database.prisma.auditEntry.findUnique({ where: { id }, select: { projectId: true } });
  if (!entry || !viewer) return null;
  const { projectId } = entry;
  const isVisible =
    projectId === null
      ? isAllowed(viewer, mayReadInstanceAudit)
      : isAllowedIn(viewer, mayReadProject, projectId);
  return isVisible ? 'AuditEntry' : null;
}
