/** What a resolver gets: the app and who is asking. */

import type { LiveViewers } from '../access/live-viewers.ts';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';

export interface Context {
  app: App;
  /** Null: the request carried no token. */
  viewer: Viewer | null;
  /** Ends a subscription when the viewer loses the right to it. */
  liveViewers: LiveViewers;
}
