/** Who is asking: what the access token of a request says. */

import type { ProjectRole } from '../../generated/prisma/enums.ts';

/** Who did something, as it is stored with each event. */
export interface Actor {
  id: string;
  email: string | null;
  name: string;
}

/** How a viewer can be looked up again, to see whether they may still do what they were allowed to. */
export type Credential =
  /** GOGREEN_ADMIN_TOKEN, which is valid for as long as the process runs. */
  | { kind: 'setting' }
  /** A row of access_tokens: the token of a user, or a client key. */
  | { kind: 'token'; tokenId: string }
  /** A JWT of the OIDC issuer: what it says holds until it expires. */
  | { kind: 'jwt'; userId: string; expiresAt: Date; claimed: Claimed };

/** What the claims of a JWT grant beside what is stored. */
export interface Claimed {
  isOwner: boolean;
  /** By project key: claims name projects as people do. */
  roles: Readonly<Record<string, ProjectRole>>;
}

export interface Viewer {
  /** A user, a service account, or a client key, which does nothing that is stored. */
  actor: Actor;
  /** What limits count by: the same text for the same token, and not the token. */
  credentialId: string;
  credential: Credential;
  /** Owners of the instance may do everything. */
  isOwner: boolean;
  /** The roles in projects, by project id. */
  roles: ReadonlyMap<string, ProjectRole>;
  /** Set for client keys, which may only evaluate and subscribe, and only there. */
  clientOf: { projectId: string; environmentId: string } | null;
}

/** The holder of GOGREEN_ADMIN_TOKEN. */
export function ownerBySetting(actor: Actor): Viewer {
  return {
    ...{ actor, credentialId: 'setting', credential: { kind: 'setting' } },
    ...{ isOwner: true, roles: new Map(), clientOf: null },
  };
}

/**
 * The same viewer, as limits count it. A client key is in the hands of everybody who opens an application: where one of
 * them asks too often, the others go on.
 */
export function countedAt(viewer: Viewer, network: string): Viewer {
  return viewer.clientOf ? { ...viewer, credentialId: `${viewer.credentialId} at ${network}` } : viewer;
}
