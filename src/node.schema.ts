/** Anything by its id. The prefix of the id tells the type, but for events and integrations, which have several. */

import { canSee } from './accounts/visible-projects.ts';
import { builder } from './builder.ts';
import type { App } from './context.ts';
import { typeNameOfEvent } from './events/event-type.ts';
import { typeNameOf } from './integrations/provider-names.ts';
import type { ProviderName } from './integrations/providers/registry.ts';
import { type IdPrefix, isId } from './platform/ids.ts';

interface Kind {
  type: string | ((app: App, id: string) => Promise<string | null>);
  /** SQL for the project of the row `t`, which is in `table`. */
  table: string;
  projectId: 't.project_id' | 't.id';
}

const kinds: { [Prefix in IdPrefix]?: Kind } = {
  proj: { type: 'Project', table: 'projects', projectId: 't.id' },
  env: { type: 'Environment', table: 'environments', projectId: 't.project_id' },
  flag: { type: 'Flag', table: 'flags', projectId: 't.project_id' },
  evt: { type: eventType, table: 'events', projectId: 't.project_id' },
  cr: { type: 'ChangeRequest', table: 'change_requests', projectId: 't.project_id' },
  exp: { type: 'Experiment', table: 'experiments', projectId: 't.project_id' },
  dlv: { type: 'Delivery', table: 'deliveries', projectId: 't.project_id' },
  rcv: { type: 'Recovery', table: 'recoveries', projectId: 't.project_id' },
  intg: { type: integrationType, table: 'integrations', projectId: 't.project_id' },
  // Those of the instance have no project: they are in nobody's sight but the owners'.
  aud: { type: 'AuditEntry', table: 'audit_entries', projectId: 't.project_id' },
};

builder.queryField('node', (t) =>
  t.node({
    description: 'Any object by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    id: async (_root, { id }, { app, viewer }) => {
      const [, kind] = Object.entries(kinds).find(([prefix]) => isId(prefix as IdPrefix, id)) ?? [];
      if (!kind) return null;
      // The scope of its type would say that it is there. Owners pass without a look.
      if (!viewer?.isOwner && !canSee(viewer, await projectOf(app, kind, id))) return null;
      const type = typeof kind.type === 'function' ? await kind.type(app, id) : kind.type;
      return type ? { id, type } : null;
    },
  }),
);

/** The empty text, which is the id of no project, when there is no such thing. */
async function projectOf({ database }: App, { table, projectId }: Kind, id: string): Promise<string> {
  const { rows } = await database.pool.query<{ projectId: string | null }>(
    `SELECT ${projectId} AS "projectId" FROM ${table} t WHERE t.id = $1`,
    [id],
  );
  return rows[0]?.projectId ?? '';
}

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
