/** The settings of the OIDC issuer whose JWTs are accepted as bearer tokens. */

import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import { issue, type SettingValues, setting } from '../../platform/input/setting.ts';

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
    requiredWith: ['OIDC_AUDIENCE', 'OIDC_ROLES'],
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
      'OWNER of the instance as value=OWNER; VIEWER, EDITOR or ADMIN of a project as value=project:ROLE.',
    parse: (text) =>
      parseGrants(text) ??
      issue(
        `"${text}" is not a list of value=OWNER and value=project:ROLE with a ROLE of VIEWER, EDITOR or ADMIN. Set one such as gogreen-owners=OWNER,shop-devs=shop:EDITOR.`,
      ),
  }),
};

type Values = SettingValues<typeof oidcSettings>;

export type OidcSettings = Values & { issuer: string; audience: string };

/** False: no issuer is set, and no JWTs are accepted. */
export function hasIssuer(values: Values): values is OidcSettings {
  return values.issuer !== undefined && values.audience !== undefined;
}

const GRANT = /^(.+)=(?:(OWNER)|([a-z0-9][a-z0-9._-]{0,99}):(VIEWER|EDITOR|ADMIN))$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Keys fetched over plain HTTP could be forged on the way, so HTTP is accepted on this machine only. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

function parseGrants(text: string): OidcGrant[] | undefined {
  if (text === '') return [];
  const grants = text.split(',').map((entry): OidcGrant | null => {
    const [, value, owner, projectKey = '', role] = GRANT.exec(entry.trim()) ?? [];
    if (value === undefined) return null;
    return { value, role: owner ? null : { projectKey, role: role as ProjectRole } };
  });
  return grants.every((grant) => grant !== null) ? grants : undefined;
}
