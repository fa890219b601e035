/** What the HTTP server works with: the app, its own settings, and what authentication needs. */

import type { LiveViewers } from '../access/live-viewers.ts';
import type { Actor } from '../access/viewer.ts';
import type { Oidc } from '../accounts/sign-in/oidc.ts';
import type { App } from '../platform/app.ts';
import type { HttpConfig } from './settings.ts';

export interface Serving {
  app: App;
  settings: HttpConfig;
  /** The user that GOGREEN_ADMIN_TOKEN stands for. */
  admin: { token: string; actor: Actor };
  /** Null: no JWTs are accepted. */
  oidc: Oidc | null;
  liveViewers: LiveViewers;
  /** Where the dashboard was built to. */
  dashboardFolder: string;
}
