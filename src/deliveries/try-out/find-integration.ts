import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';

/** An integration with its project and the first environment whose events it gets. Fails with NotFoundError. */
export async function findIntegration({ database }: App, id: string) {
  const integration = await database.prisma.integration.findUnique({
    where: { id, deletedAt: null },
    include: { project: { include: { environments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } } } },
  });
  if (!integration) throw notFound('intg', id);
  const { project, environmentIds } = integration;
  const environment =
    project.environments.find(
      ({ id: candidate }) => environmentIds.length === 0 || environmentIds.includes(candidate),
    ) ?? null;
  return { integration, project, environment };
}
