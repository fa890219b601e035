/** The settings of the OIDC issuer whose JWTs are accepted beside tokens of our own. */

import { z } from 'zod';
import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import { setting } from '../../platform/input/setting.ts';

export interface OidcSettings {
  /** As the issuer writes it: with or without a slash at its end. */
  issuer: string;
  audience: string;
  emailClaim: string;
  /** Null: claims grant nothing. */
  rolesClaim: string | null;
  /** What values of that claim grant. */
  grants: readonly OidcGrant[];
}

export interface OidcGrant {
  value: string;
  /** Null: OWNER of the instance. */
  role: { projectKey: string; role: ProjectRole } | null;
}

const GRANT = /^(.+)=(?:(OWNER)|([a-z0-9][a-z0-9._-]{0,99}):(VIEWER|EDITOR|ADMIN))$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What the settings look like, for the schema of all of them. */
export const oidcSettings = {
  OIDC_ISSUER: setting(
    (text) => (isIssuer(text) ? text : undefined),
    (text) =>
      `OIDC_ISSUER: "${text}" is not an issuer. Set its https:// URL exactly as its tokens have it in \`iss\`, such as https://login.example.com/realms/main.`,
  ).optional(),
  OIDC_AUDIENCE: z.string().trim().optional(),
  OIDC_EMAIL_CLAIM: z.string().trim().default('email'),
  OIDC_ROLES_CLAIM: z.string().trim().optional(),
  OIDC_ROLES: setting(
    parseGrants,
    (text) =>
      `OIDC_ROLES: "${text}" is not a list of value=OWNER and value=project:ROLE with a ROLE of VIEWER, EDITOR or ADMIN. Set one such as gogreen-owners=OWNER,shop-devs=shop:EDITOR.`,
  ).optional(),
};

type Values = z.output<z.ZodObject<typeof oidcSettings>>;

/** Null: there is no issuer. */
export function toOidcSettings(values: Values): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_EMAIL_CLAIM: emailClaim } = values;
  if (issuer === undefined || audience === undefined) return null;
  return {
    issuer,
    audience,
    emailClaim,
    rolesClaim: values.OIDC_ROLES_CLAIM ?? null,
    grants: values.OIDC_ROLES ?? [],
  };
}

/** What is required only in the company of other settings. */
export function missingOidcSettings(given: Record<string, unknown>): string[] {
  const required: [name: string, because: string][] = [
    ['OIDC_ISSUER', 'OIDC_AUDIENCE'],
    ['OIDC_AUDIENCE', 'OIDC_ISSUER'],
    ['OIDC_ISSUER', 'OIDC_ROLES'],
    ['OIDC_ROLES_CLAIM', 'OIDC_ROLES'],
    ['OIDC_ROLES', 'OIDC_ROLES_CLAIM'],
  ];
  return required
    .filter(([name, because]) => given[name] === undefined && given[because] !== undefined)
    .map(([name, because]) => `${name}: is required together with ${because}. Set both, or neither.`);
}

/** Keys that came over plain HTTP could be anybody's; only what runs on this machine is taken at its word. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

function parseGrants(text: string): OidcGrant[] | undefined {
  const grants = text.split(',').map((entry): OidcGrant | null => {
    const [, value, owner, projectKey = '', role] = GRANT.exec(entry.trim()) ?? [];
    if (value === undefined) return null;
    return { value, role: owner ? null : { projectKey, role: role as ProjectRole } };
  });
  return grants.every((grant) => grant !== null) ? grants : undefined;
}
