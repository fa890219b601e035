/** The project of a scenario. */

import { command } from '#test/faults/operation.ts';
import type { Scenario } from '#test/faults/scenario.ts';

export const PROJECT = 'shop';
const ENVIRONMENT = 'production';
const FLAGS = 10;

export const flagKeys = Array.from({ length: FLAGS }, (_, number) => `flag-${number}`);

/**
 * Makes the project, an integration for each endpoint and the flags, whose events are the first to be delivered. Answers
 * with the number of events.
 */
export async function openShop(
  url: string,
  endpoints: { name: string; url: string }[],
  rules: Scenario['rules'],
): Promise<number> {
  await command(url, 'createProject', { key: PROJECT, name: 'Shop' }, 'project { id }');
  for (const { name, url: webhook } of endpoints) {
    const input = { projectKey: PROJECT, name, provider: { webhook: { url: webhook } } };
    await command(url, 'createIntegration', input, 'integration { id }');
  }
  for (const key of flagKeys) {
    await command(url, 'createFlag', { projectKey: PROJECT, key, kind: 'BOOLEAN' }, 'flag { id }');
  }
  if (!rules) return flagKeys.length;
  for (const flagKey of flagKeys) {
    const input = {
      projectKey: PROJECT,
      flagKey,
      environmentKey: ENVIRONMENT,
      rules: Array.from({ length: rules.count }, (_, rule) => ({
        clauses: [
          { attribute: 'email', operator: 'IN', values: addresses(rule * rules.values, rules.values) },
        ],
        serve: { variation: 'on' },
      })),
    };
    await command(url, 'updateFlagEnvironment', input, 'event { sequence }');
  }
  return 2 * flagKeys.length;
}

function addresses(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `p${from + at}@acme.test`);
}

/** Switches a flag. Answers with the sequence of the event; null when it was so already. */
export async function switchFlag(url: string, flagKey: string, enabled: boolean): Promise<number | null> {
  const input = { projectKey: PROJECT, flagKey, environmentKey: ENVIRONMENT, enabled };
  const { event } = await command<{ event: { sequence: number } | null }>(
    url,
    'setFlagEnabled',
    input,
    'event { sequence }',
  );
  return event?.sequence ?? null;
}
