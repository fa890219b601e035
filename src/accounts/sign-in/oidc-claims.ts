/** What the claims of a JWT say: who it is, and what they may do beside what is stored. */

import type { JWTPayload } from 'jose';
import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import { higherRole } from '../../access/permissions.ts';
import type { Claimed } from '../../access/viewer.ts';
import { parseEmail } from '../email.ts';
import { name } from '../users.ts';
import type { OidcSettings } from './oidc-settings.ts';

export interface ClaimedUser {
  email: string;
  name: string;
  expiresAt: Date;
  claimed: Claimed;
}

/** `fault`: why nobody can be signed in by these claims, as a sentence. */
export type ReadClaims = { user: ClaimedUser; fault: null } | { user: null; fault: string };

/** Reads the claims of a JWT whose signature and times were checked. */
export function readClaims(claims: JWTPayload & { exp: number }, settings: OidcSettings): ReadClaims {
  const email = parseEmail(readClaim(claims, settings.emailClaim));
  if (email === null) {
    return { user: null, fault: `The claim "${settings.emailClaim}" of this JWT is not an e-mail address.` };
  }
  // Some issuers write it as text, others say nothing of it. Whoever has not shown that an address is theirs could take
  // anybody's, so whatever else stands there is no.
  const isVerified = claims['email_verified'] ?? true;
  if (String(isVerified).toLowerCase() !== 'true') {
    return { user: null, fault: 'The e-mail address of this JWT is not verified; verify it at the issuer.' };
  }
  const user: ClaimedUser = {
    email,
    name: name.safeParse(claims['name']).data ?? email,
    expiresAt: new Date(claims.exp * 1_000),
    claimed: grant(claims, settings),
  };
  return { user, fault: null };
}

function grant(claims: JWTPayload, { rolesClaim, grants }: OidcSettings): Claimed {
  const value = rolesClaim === undefined ? [] : readClaim(claims, rolesClaim);
  const values = new Set(Array.isArray(value) ? value : [value]);
  const roles = new Map<string, ProjectRole>();
  let isOwner = false;
  for (const { value: held, role } of grants) {
    if (!values.has(held)) continue;
    if (role) roles.set(role.projectKey, higherRole(role.role, roles.get(role.projectKey)));
    else isOwner = true;
  }
  return { isOwner, roles: Object.fromEntries(roles) };
}

/** By its whole name, which may have dots in it, or else by the path that the dots make, as in `realm_access.roles`. */
function readClaim(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    return (value as Record<string, unknown>)[part];
  }, claims);
}
