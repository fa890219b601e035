import type { Prisma } from '../../../generated/prisma/client.ts';
import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { ORDER_OF_ENVIRONMENTS } from '../../projects/read-environments.ts';

export const withEnvironments = {
  environments: { orderBy: [...ORDER_OF_ENVIRONMENTS] },
} satisfies Prisma.ProjectInclude;

/** An integration and its project with the environments. Fails with NotFoundError. */
export async function findIntegration({ database }: App, id: string) {
  const found = await database.prisma.integration.findUnique({
    where: { id, deletedAt: null },
    include: { project: { include: withEnvironments } },
  });
  if (!found) throw notFound('intg', id);
  const { project, ...integration } = found;
  return { integration, project };
}
