import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Serving } from '../serving.ts';

/** Where the dashboard is built to. */
export const builtDashboard = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

/** Whether there is a page to open: it is switched on, and was built. */
export function hasDashboard({
  settings,
  dashboardFolder,
}: Pick<Serving, 'settings' | 'dashboardFolder'>): boolean {
  return settings.dashboard && existsSync(path.join(dashboardFolder, 'index.html'));
}
