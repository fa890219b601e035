import { z } from 'zod';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductIssue } from '../../contract/base-url.ts';
import { attributes } from './attributes.ts';
import { entityGuidIssue } from './entity-guid.ts';
import { type NewRelicRegion, regionMeanings, regionNames } from './regions.ts';

/** Every event is delivered to each of them. */
const MAX_ENTITIES = 100;

const region = z
  .string()
  .trim()
  .toUpperCase()
  .refine((name) => regionNames.includes(name as NewRelicRegion), {
    error: ({ input }) =>
      `"${input}" is not a region of New Relic. It is one of ${regionNames.join(', ')}: US for one.newrelic.com, ` +
      'EU for one.eu.newrelic.com, JP for one.jp.newrelic.com, GOV for FedRAMP accounts',
  })
  .meta({ values: regionMeanings });

const entityGuid = z.string().superRefine((guid, context) => {
  const issue = entityGuidIssue(guid);
  if (issue !== null) context.addIssue({ code: 'custom', message: issue });
});

export const newRelicSettings = z.object({
  region: region
    .default('US')
    .describe('The data region of the account: US, EU, JP or GOV (FedRAMP). Default: US.')
    .meta({ label: 'Region' }),
  entityGuids: z
    .array(entityGuid)
    .min(
      1,
      'must name at least one entity: an event of New Relic belongs to an entity, such as an APM service',
    )
    .max(MAX_ENTITIES, { error: `at most ${MAX_ENTITIES} entities`, abort: true })
    .superRefine((guids, context) => {
      for (const [index, guid] of guids.entries()) {
        if (guids.indexOf(guid) < index) {
          context.addIssue({ code: 'custom', path: [index], message: 'occurs more than once' });
        }
      }
    })
    .describe(
      'GUIDs of the entities that the flags affect, 1 to 100. Every event is created on each of them.',
    )
    .meta({ label: 'Entities' }),
  attributes: attributes
    .default([])
    .describe(
      'Custom attributes that are added to every event, at most 30. Attributes of GoGreen begin with gogreen.',
    )
    .meta({ label: 'Attributes' }),
  apiUrl: baseUrl((url) =>
    url.pathname.endsWith('/graphql') ? 'must end before /graphql' : apiUrlIssue(url),
  )
    .nullish()
    .describe('Base URL before /graphql, for proxies and gateways. Left out or empty: the one of the region.')
    .meta({ label: 'API URL', advanced: true }),
});
export type NewRelicSettings = z.output<typeof newRelicSettings>;

export const newRelicSecrets = z.object({
  apiKey: apiKey('New Relic', (key) =>
    /^NRAK-./.test(key)
      ? null
      : 'is not a user key, which begins with NRAK-; create one of the type User in New Relic under your name > API keys',
  )
    .describe('A user key, which begins with NRAK-, from your name > API keys. Not shown again.')
    .meta({ label: 'User key', placeholder: 'NRAK-…' }),
});
export type NewRelicSecrets = z.output<typeof newRelicSecrets>;

function apiUrlIssue(url: URL): string | null {
  if (/^(one|login)\./.test(url.hostname)) {
    return 'is the address of the New Relic web pages; omit it and set region instead';
  }
  return otherProductIssue(url, 'New Relic');
}
