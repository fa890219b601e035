import type { ConversationProvider, HttpProvider } from '../contract/provider.ts';
import { datadog } from './datadog/provider.ts';
import { dynatrace } from './dynatrace/provider.ts';
import { jira } from './jira/provider.ts';
import { newRelic } from './new-relic/provider.ts';
import { slack } from './slack/provider.ts';
import { teams } from './teams/provider.ts';
import { webhook } from './webhook/provider.ts';

/** All providers. A new one needs a folder beside this file and a line here. */
export const providers = {
  webhook,
  slack,
  teams,
  jira,
  datadog,
  newRelic,
  dynatrace,
};

export type ProviderName = keyof typeof providers;

/** Any provider, for code that is the same for all of them. Parse settings and secrets with its own schemas first. */
export type AnyProvider = AnyHttpProvider | AnyConversationProvider;
export type AnyHttpProvider = HttpProvider<unknown, unknown>;
export type AnyConversationProvider = ConversationProvider<unknown, unknown>;

/** The provider with this name. Throws for a name that this version does not know. */
export function providerNamed(name: string): AnyProvider {
  if (!Object.hasOwn(providers, name)) throw new Error(`There is no provider "${name}" in this version.`);
  return providers[name as ProviderName];
}
