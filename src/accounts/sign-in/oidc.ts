/** Signing in by the OIDC issuer: from a JWT, or from the issuer's own page, to the viewer that it stands for. */

import type { JWTPayload } from 'jose';
import type { Actor, Viewer } from '../../access/viewer.ts';
import type { Outbound } from '../../platform/egress/outbound.ts';
import type { Log } from '../../platform/logger.ts';
import { isUniqueViolation, type Pool, transaction } from '../../platform/postgres/db.ts';
import { insertUser } from '../users.ts';
import { readClaimedViewer } from './claimed-viewer.ts';
import { type CodeFlow, createCodeFlow } from './code-flow.ts';
import { hasCodeFlow } from './code-flow-settings.ts';
import { type ClaimedUser, readClaims } from './oidc-claims.ts';
import { createOidcIssuer, InvalidJwtError } from './oidc-issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';

export interface Oidc {
  /** Fails with InvalidJwtError or KeysUnavailableError. */
  viewerOf(jwt: string, now: Date): Promise<Viewer>;
  /** For people at the dashboard. Null: it is not set up. */
  codeFlow: CodeFlow | null;
  /** The viewer of claims that the code flow ended with. Fails with InvalidJwtError. */
  viewerOfClaims(claims: JWTPayload & { exp: number }, now: Date): Promise<Viewer>;
}

interface OidcParts {
  settings: OidcSettings;
  outbound: Outbound;
  pool: Pool;
  admin: Actor;
  log: Log;
}

export function createOidc({ settings, outbound, pool, admin, log }: OidcParts): Oidc {
  const issuer = createOidcIssuer(settings, outbound, log);

  const viewerOfClaims: Oidc['viewerOfClaims'] = async (claims, now) => {
    const { user, fault } = readClaims(claims, settings);
    if (!user) throw new InvalidJwtError(fault);
    // Whoever can have an address at the issuer must not become the owner of everything by choosing this one.
    if (user.email === admin.email)
      throw new InvalidJwtError('The admin signs in with GOGREEN_ADMIN_TOKEN only.');
    const { viewer, fault: refusal } = await readUser(pool, user, now);
    if (!viewer) throw new InvalidJwtError(`This JWT ${refusal}.`);
    return viewer;
  };

  return {
    codeFlow: hasCodeFlow(settings) ? createCodeFlow(settings, outbound) : null,
    viewerOfClaims,
    viewerOf: async (jwt, now) => viewerOfClaims(await issuer.verify(jwt, now), now),
  };
}

/** By the e-mail address; makes the user at first sight. */
async function readUser(pool: Pool, user: ClaimedUser, now: Date) {
  const known = await readClaimedViewer(pool, 'email', user.email, user);
  if (known) return known;
  const { email, name } = user;
  await transaction(pool, (tx) =>
    insertUser(tx, null, now, { kind: 'PERSON', email, name, isOwner: false }),
  ).catch((error: unknown) => {
    // Two requests of a new user may come at once.
    if (!isUniqueViolation(error)) throw error;
  });
  const made = await readClaimedViewer(pool, 'email', email, user);
  if (!made) throw new Error(`the user ${email} was made and is not there`);
  return made;
}
