/** Who sends a request, as its access token or its session says. */

import type { ProjectRole } from '../../generated/prisma/enums.ts';

/** Who did something, as it is stored with each event. */
export interface Actor {
  id: string;
  email: string | null;
  name: string;
}

/** What a viewer was authenticated by. With it the roles of an open subscription are read again. */
export type Credential =
  /** GOGREEN_ADMIN_TOKEN, which is valid for as long as the process runs. */
  | { kind: 'adminToken' }
  /** A row of access_tokens: the token of a user, a client key or a server key. */
  | { kind: 'token'; tokenId: string; expiresAt: Date | null }
  /** A JWT of the OIDC issuer. Its claims hold until it expires. */
  | { kind: 'jwt'; userId: string; expiresAt: Date; claimed: Claimed }
  /** A row of sessions, by the cookie of a browser: it stands for one of the three above. */
  | { kind: 'session'; sessionId: string };

/** What the claims of a JWT grant in addition to what is stored. */
export interface Claimed {
  isOwner: boolean;
  /** By project key: claims do not know ids. */
  roles: Readonly<Record<string, ProjectRole>>;
}

/** The environment of a key, and which kind of key it is: server keys may read the rules of flags as well. */
export interface KeyPlace {
  kind: 'client' | 'server';
  projectId: string;
  environmentId: string;
}

export interface Viewer {
  /** A user, a service account, or a client key or server key, which never appear in what is stored. */
  actor: Actor;
  /** What rate limits and limits on subscriptions count by. It identifies the token or the user, and is no secret. */
  rateLimitKey: string;
  credential: Credential;
  /** Owners of the instance have every permission. */
  isOwner: boolean;
  /** The roles in projects, by project id. */
  roles: ReadonlyMap<string, ProjectRole>;
  /** Set for client keys and server keys, which may only evaluate flags and subscribe to their changes, and only there. */
  clientOf: KeyPlace | null;
}

/** The viewer that GOGREEN_ADMIN_TOKEN stands for. */
export function adminViewer(actor: Actor): Viewer {
  return {
    actor,
    rateLimitKey: 'admin',
    credential: { kind: 'adminToken' },
    isOwner: true,
    roles: new Map(),
    clientOf: null,
  };
}

/**
 * The viewer as limits count it. Every user of an application has its client key: counted by network, one of them who
 * sends too much does not lock out the others.
 */
export function withRateLimitKey(viewer: Viewer, network: string): Viewer {
  return viewer.clientOf?.kind === 'client'
    ? { ...viewer, rateLimitKey: `${viewer.rateLimitKey} at ${network}` }
    : viewer;
}
