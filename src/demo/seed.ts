/**
 * The demo of embedded mode: a project with two flags and a webhook integration that sends to our own inbox, for the tour; and
 * a fuller one, see shop.ts.
 */

import { adminOf } from '../accounts/admin.ts';
import { createFlag } from '../flags/flags.ts';
import { createIntegration, updateIntegration } from '../integrations/integrations.ts';
import type { App } from '../platform/app.ts';
import { createProject } from '../projects/projects.ts';
import { INBOX_PATH } from './inbox.ts';
import { createShop } from './shop.ts';

const PROJECT = { key: 'demo', name: 'Demo' };
const INTEGRATION_NAME = 'Demo inbox';
const FLAGS = [
  {
    projectKey: PROJECT.key,
    key: 'new-checkout',
    name: 'New checkout',
    kind: 'BOOLEAN',
    description: 'The checkout on one page.',
    tags: ['checkout'],
    owner: 'Payments',
  },
  {
    projectKey: PROJECT.key,
    key: 'checkout-theme',
    name: 'Checkout theme',
    kind: 'STRING',
    variations: [
      { key: 'classic', name: 'Classic', value: '#ffffff' },
      { key: 'midnight', name: 'Midnight', value: '#101418' },
    ],
  },
];

/**
 * Creates the demo at the first start. A later start completes one that was broken off, and updates the address of the
 * inbox, whose port may have changed. The demo never keeps GoGreen from starting: what fails is logged. Returns why the
 * inbox receives nothing; null if it does.
 */
export async function seedDemo(app: App, localUrl: string): Promise<string | null> {
  const url = `${localUrl}${INBOX_PATH}`;
  const attempt = (step: () => Promise<unknown>) =>
    step().then(
      () => null,
      (error: unknown) => {
        app.log.warn({ err: error }, 'a part of the demo could not be set up; the next start tries again');
        return 'The log says what is wrong with its integration.';
      },
    );
  let fault: string | null = null;
  await attempt(async () => {
    const demo = await findOrCreateProject(app);
    if (!demo) return;
    // Before the flags: an integration gets only the events after its creation.
    fault = (await app.outbound.check(url)) ?? (await attempt(() => connectInbox(app, demo, url, localUrl)));
    if (demo.isOurs) for (const flag of FLAGS) await attempt(() => createOnce(app, demo, flag));
    if (!demo.isNew) return;
    await createShop(app, await adminOf(app), localUrl).catch((error: unknown) =>
      app.log.warn({ err: error }, 'the project Shop of the demo is not complete'),
    );
  });
  return fault;
}

interface Demo {
  projectId: string;
  /** False when the project has another name now: users have taken it over, and nothing is added to it. */
  isOurs: boolean;
  /** Whether this start has created it. */
  isNew: boolean;
}

/** Null: there are projects of the user's, and no demo. */
async function findOrCreateProject(app: App): Promise<Demo | null> {
  const { prisma } = app.database;
  const found = await prisma.project.findUnique({ where: { key: PROJECT.key } });
  if (found) return { projectId: found.id, isOurs: found.name === PROJECT.name, isNew: false };
  if ((await prisma.project.count()) > 0) return null;
  const { projectId } = await createProject(app, await adminOf(app), PROJECT);
  return { projectId, isOurs: true, isNew: true };
}

/** It is created only where there was never an integration: one that was deleted or renamed does not come back. */
async function connectInbox(app: App, demo: Demo, url: string, localUrl: string): Promise<void> {
  const actor = await adminOf(app);
  const provider = { webhook: { url } };
  const integrations = await app.database.prisma.integration.findMany({
    where: { projectId: demo.projectId },
    select: { id: true, name: true, settings: true, deletedAt: true },
  });
  if (integrations.length === 0 && demo.isOurs) {
    await createIntegration(app, actor, { projectKey: PROJECT.key, name: INTEGRATION_NAME, provider });
    return;
  }
  const inbox = integrations.find(({ name, deletedAt }) => name === INTEGRATION_NAME && deletedAt === null);
  const known = (inbox?.settings as { url?: string } | undefined)?.url ?? '';
  if (inbox && known !== url && isInbox(known, localUrl))
    await updateIntegration(app, actor, { integrationId: inbox.id, provider });
}

/** The event log tells of a flag that was deleted since. */
async function createOnce(app: App, { projectId }: Demo, flag: (typeof FLAGS)[number]): Promise<void> {
  const created = await app.database.prisma.event.findFirst({
    where: { projectId, type: 'FLAG_CREATED', flagKey: flag.key },
    select: { id: true },
  });
  if (!created) await createFlag(app, await adminOf(app), flag);
}

/** False: the user has changed the address. It is then left as it is. */
function isInbox(address: string, localUrl: string): boolean {
  const url = URL.parse(address);
  const ownHosts = ['127.0.0.1', '[::1]', new URL(localUrl).hostname];
  return url?.pathname === INBOX_PATH && ownHosts.includes(url.hostname);
}
