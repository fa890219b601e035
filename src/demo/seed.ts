/** The demo project of embedded mode: two flags, and a webhook integration that sends to our own inbox. */

import { adminOf } from '../accounts/admin.ts';
import { createFlag } from '../flags/flags.ts';
import { createIntegration, updateIntegration } from '../integrations/integrations.ts';
import type { App } from '../platform/app.ts';
import { createProject } from '../projects/projects.ts';
import { INBOX_PATH } from './inbox.ts';

const PROJECT_KEY = 'demo';
const INTEGRATION_NAME = 'Demo inbox';

/** Creates the demo at the first start. Later starts only update the address of the inbox, whose port may have changed. */
export async function seedDemo(app: App, localUrl: string): Promise<void> {
  const { prisma } = app.database;
  const actor = await adminOf(app);
  const url = `${localUrl}${INBOX_PATH}`;
  const webhook = await prisma.integration.findFirst({
    where: { project: { key: PROJECT_KEY }, name: INTEGRATION_NAME, deletedAt: null },
  });
  if (webhook) {
    if (isInbox((webhook.settings as { url: string }).url, localUrl))
      await updateIntegration(app, actor, { integrationId: webhook.id, provider: { webhook: { url } } });
    return;
  }
  if ((await prisma.project.count()) > 0) return;

  await createProject(app, actor, { key: PROJECT_KEY, name: 'Demo' });
  // Before the flags: fan-out matches the integrations that exist when it runs, which may be before or after this.
  await createIntegration(app, actor, {
    projectKey: PROJECT_KEY,
    name: INTEGRATION_NAME,
    provider: { webhook: { url } },
  });
  await createFlag(app, actor, {
    projectKey: PROJECT_KEY,
    key: 'new-checkout',
    name: 'New checkout',
    kind: 'BOOLEAN',
    description: 'The checkout on one page.',
    tags: ['checkout'],
    owner: 'Payments',
  });
  await createFlag(app, actor, {
    projectKey: PROJECT_KEY,
    key: 'checkout-theme',
    name: 'Checkout theme',
    kind: 'STRING',
    variations: [
      { key: 'classic', name: 'Classic', value: '#ffffff' },
      { key: 'midnight', name: 'Midnight', value: '#101418' },
    ],
  });
}

/** False: the user has changed the address. It is then left as it is. */
function isInbox(address: string, localUrl: string): boolean {
  const url = URL.parse(address);
  const ownHosts = ['127.0.0.1', '[::1]', new URL(localUrl).hostname];
  return url?.pathname === INBOX_PATH && ownHosts.includes(url.hostname);
}
