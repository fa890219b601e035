/** What a viewer may do by now, for those who keep something open for them. */

import type { Viewer } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { readSessionById } from '../sessions/read-session.ts';
import { readClaimedViewer } from './claimed-viewer.ts';
import { readTokenById } from './stored-viewer.ts';

export type Refreshing = Pick<App, 'database' | 'now' | 'sessionLimits'> & { adminToken: string };

/** The viewer as of now; null when what they came with is no longer valid. */
export async function refreshViewer(
  { database, now, sessionLimits, adminToken }: Refreshing,
  viewer: Viewer,
): Promise<Viewer | null> {
  const { credential } = viewer;
  switch (credential.kind) {
    case 'adminToken':
      return viewer;
    case 'token':
      return (await readTokenById(database.pool, credential.tokenId, now()))?.viewer ?? null;
    case 'jwt':
      if (credential.expiresAt <= now()) return null;
      return (await readClaimedViewer(database.pool, 'id', credential.userId, credential))?.viewer ?? null;
    case 'session': {
      const rules = { adminToken, idleHours: sessionLimits.idleHours, now: now() };
      return (await readSessionById(database.pool, credential.sessionId, rules))?.viewer ?? null;
    }
  }
}
