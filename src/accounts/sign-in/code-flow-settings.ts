/** The settings of signing in to the dashboard by the OIDC issuer. */

import { setting } from '../../platform/input/setting.ts';

const asGiven = (text: string) => text;

export const codeFlowSettings = {
  clientId: setting({
    env: 'OIDC_CLIENT_ID',
    unset: 'none',
    example: 'gogreen-dashboard',
    requiredWith: ['OIDC_CLIENT_SECRET', 'OIDC_LABEL'],
    summary: 'Client id at the issuer, with which people sign in to the dashboard',
    details: 'Its redirect URI is PUBLIC_URL with /session/oidc/callback at the end.',
    parse: asGiven,
  }),
  clientSecret: setting({
    env: 'OIDC_CLIENT_SECRET',
    unset: 'none',
    summary: 'Secret of this client; a public client has none',
    parse: asGiven,
  }),
  label: setting({
    env: 'OIDC_LABEL',
    unset: 'host of the issuer',
    example: 'Acme',
    summary: 'Name of the issuer on the page to sign in',
    parse: asGiven,
  }),
};

interface Values {
  issuer: string;
  clientId: string | undefined;
  label: string | undefined;
}

/** Whether people can sign in to the dashboard by the issuer. */
export function hasCodeFlow<Settings extends Values>(
  settings: Settings | null,
): settings is Settings & { clientId: string } {
  return settings?.clientId !== undefined;
}

export function labelOf({ label, issuer }: Values): string {
  return label ?? new URL(issuer).host;
}
