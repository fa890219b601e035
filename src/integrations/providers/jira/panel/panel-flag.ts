/** A flag for Jira's own feature-flag panel: its current state in every environment. */

import { shorten } from '../../../contract/shorten.ts';
import type { CurrentFlag, CurrentFlagEnvironment } from '../../../event/current-flag.ts';
import type { OutgoingEvent } from '../../../event/outgoing-event.ts';
import { oneLine } from '../../../messages/one-line.ts';
import { environmentTypeOf } from '../mapping.ts';
import type { JiraSettings } from '../settings.ts';

/** From Atlassian's OpenAPI of the feature flags API. */
const MAX_LENGTH = 255;
const MAX_ISSUES = 100;

/** The body of the request that submits it. With the event's sequence Jira ignores requests that arrive out of order. */
export function toSubmission(
  event: OutgoingEvent,
  flag: CurrentFlag,
  issueKeys: string[],
  settings: JiraSettings,
): Record<string, unknown> {
  const lastUpdated = flag.updatedAt.toISOString();
  const associated = issueKeys.slice(0, MAX_ISSUES);
  const typeOf = ({ key }: CurrentFlagEnvironment) => environmentTypeOf(settings.environmentTypes, key);
  const shown = flag.environments.find((environment) => typeOf(environment) === 'PRODUCTION');
  const summary = shown ?? flag.environments.at(-1);
  return {
    properties: { projectKey: shorten(event.project.key, MAX_LENGTH) },
    flags: [
      {
        schemaVersion: '1.0',
        id: flag.id,
        key: shorten(flag.key, MAX_LENGTH),
        updateSequenceId: event.sequence,
        displayName: shorten(oneLine(flag.name) || flag.key, MAX_LENGTH),
        // Both fields for the same keys: older versions of the API read the first, newer ones the second.
        issueKeys: associated,
        associations: [{ associationType: 'issueIdOrKeys', values: associated }],
        summary: {
          url: flag.url,
          status: summary ? statusOf(flag, summary) : { enabled: false },
          lastUpdated,
        },
        details: flag.environments.map((environment) => ({
          url: flag.url,
          lastUpdated,
          environment: {
            name: shorten(oneLine(environment.name) || environment.key, MAX_LENGTH),
            type: typeOf(environment).toLowerCase(),
          },
          status: statusOf(flag, environment),
        })),
      },
    ],
    providerMetadata: { product: 'GoGreen' },
  };
}

function statusOf({ kind }: CurrentFlag, environment: CurrentFlagEnvironment): Record<string, unknown> {
  const { enabled, offVariation, ruleCount, rollout, serves } = environment;
  const status = { enabled, defaultValue: shorten(offVariation, MAX_LENGTH) };
  // Jira shows one of percentage, text and rules.
  if (ruleCount > 0) return { ...status, rollout: { rules: ruleCount } };
  if (rollout === null) return { ...status, rollout: { text: shorten(`serves ${serves}`, MAX_LENGTH) } };
  if (kind === 'BOOLEAN') {
    const on = rollout.filter(({ value }) => value === true).reduce((sum, { weight }) => sum + weight, 0);
    return { ...status, rollout: { percentage: Math.round(on * 1_000) / 1_000 } };
  }
  const parts = rollout.map(({ variation, weight }) => `${variation} ${weight}%`);
  return { ...status, rollout: { text: shorten(parts.join(', '), MAX_LENGTH) } };
}
