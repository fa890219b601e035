/** The settings of the OIDC issuer: its JWTs are accepted as bearer tokens, and people sign in to the dashboard by it. */

import { z } from 'zod';
import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import { isLoopback } from '../../platform/input/loopback.ts';
import { issue, type SettingValues, setting } from '../../platform/input/setting.ts';
import { codeFlowSettings } from './code-flow-settings.ts';

/** What a value of the roles claim grants. */
export interface OidcGrant {
  value: string;
  /** Null: OWNER of the instance. */
  role: { projectKey: string; role: ProjectRole } | null;
}

export const oidcSettings = {
  /** As the issuer writes it: with or without a slash at its end. */
  issuer: setting({
    env: 'OIDC_ISSUER',
    unset: 'none',
    example: 'https://login.example.com/realms/main',
    requiredWith: ['OIDC_AUDIENCE', 'OIDC_ROLES', 'OIDC_CLIENT_ID'],
    summary: 'OIDC issuer whose JWTs are accepted as bearer tokens',
    details:
      'It must read exactly as in the `iss` of its tokens. If it has no public address, add it to EGRESS_ALLOW. Users are found by their e-mail address, and created without any role at their first sign-in.',
    parse: (text) =>
      isIssuer(text)
        ? text
        : issue(
            `"${text}" is not an issuer. Set its https:// URL exactly as its tokens have it in \`iss\`, such as https://login.example.com/realms/main.`,
          ),
  }),
  audience: setting({
    env: 'OIDC_AUDIENCE',
    unset: 'none',
    example: 'gogreen',
    requiredWith: ['OIDC_ISSUER'],
    summary: 'Audience (`aud`) that the JWTs must be issued for',
    parse: (text) => text,
  }),
  ...codeFlowSettings,
  emailClaim: setting({
    env: 'OIDC_EMAIL_CLAIM',
    default: 'email',
    summary: 'Claim with the e-mail address',
    parse: (text) => text,
  }),
  rolesClaim: setting({
    env: 'OIDC_ROLES_CLAIM',
    unset: 'none',
    example: 'groups',
    requiredWith: ['OIDC_ROLES'],
    summary: 'Claim whose values grant roles, in addition to the stored ones',
    details: 'A name such as groups, or a path such as realm_access.roles.',
    parse: (text) => text,
  }),
  grants: setting({
    env: 'OIDC_ROLES',
    default: '',
    unset: 'none',
    example: 'gogreen-owners=OWNER,shop-devs=shop:EDITOR',
    requiredWith: ['OIDC_ROLES_CLAIM'],
    summary: 'Roles that values of this claim grant: `owners=OWNER,devs=shop:EDITOR`',
    details:
      'OWNER of the instance as value=OWNER; VIEWER, EDITOR or ADMIN of a project as value=project:ROLE. Values with commas are written as JSON, each with its role or a list of roles: \'{"CN=owners,OU=Groups,DC=acme": "OWNER", "devs": ["shop:EDITOR", "web:VIEWER"]}\'',
    parse: (text) =>
      (text.startsWith('{') ? parseJsonGrants(text) : parseGrants(text)) ??
      issue(
        `"${text}" is not a list of value=OWNER and value=project:ROLE with a ROLE of VIEWER, EDITOR or ADMIN. Set one such as gogreen-owners=OWNER,shop-devs=shop:EDITOR, or, for values with commas, JSON such as {"CN=owners,DC=acme": "OWNER", "shop-devs": "shop:EDITOR"}.`,
      ),
  }),
};

type Values = SettingValues<typeof oidcSettings>;

export type OidcSettings = Values & { issuer: string; audience: string };

/** False: no issuer is set, and no JWTs are accepted. */
export function hasIssuer(values: Values): values is OidcSettings {
  return values.issuer !== undefined && values.audience !== undefined;
}

/** Up to the last equals sign: names of groups may contain some. */
const GRANT = /^(.+)=([^=]+)$/;
const ROLE = /^(?:(OWNER)|([a-z0-9][a-z0-9._-]{0,99}):(VIEWER|EDITOR|ADMIN))$/;

/** Keys fetched over plain HTTP could be forged on the way, so HTTP is accepted on this machine only. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function parseGrants(text: string): OidcGrant[] | undefined {
  if (text === '') return [];
  return allOf(
    text.split(',').map((entry) => {
      const [, value = '', role = ''] = GRANT.exec(entry.trim()) ?? [];
      return toGrant(value, role);
    }),
  );
}

function parseJsonGrants(text: string): OidcGrant[] | undefined {
  const { data } = jsonGrants.safeParse(parseJson(text));
  if (!data) return undefined;
  return allOf(Object.entries(data).flatMap(([value, roles]) => roles.map((role) => toGrant(value, role))));
}

const jsonGrants = z.record(
  z.string(),
  z.union([z.string().transform((role) => [role]), z.array(z.string())]),
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toGrant(value: string, text: string): OidcGrant | null {
  const [, owner, projectKey, role] = ROLE.exec(text) ?? [];
  if (value === '') return null;
  if (owner) return { value, role: null };
  return projectKey && role ? { value, role: { projectKey, role: role as ProjectRole } } : null;
}

function allOf(grants: (OidcGrant | null)[]): OidcGrant[] | undefined {
  return grants.every((grant) => grant !== null) ? grants : undefined;
}
