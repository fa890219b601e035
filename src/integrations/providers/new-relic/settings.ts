import { z } from 'zod';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductFault } from '../../contract/base-url.ts';
import { attributes } from './attributes.ts';
import { entityGuidFault } from './entity-guid.ts';
import { type NewRelicRegion, regionNames } from './regions.ts';

/** Each is a delivery of its own for every event. */
const MAX_ENTITIES = 100;

const region = z
  .string()
  .trim()
  .toUpperCase()
  .refine((name) => regionNames.includes(name as NewRelicRegion), {
    error: ({ input }) =>
      `"${input}" is not a region of New Relic. It is one of ${regionNames.join(', ')}: US for one.newrelic.com, ` +
      'EU for one.eu.newrelic.com, JP for one.jp.newrelic.com, GOV for FedRAMP accounts',
  });

const entityGuid = z.string().superRefine((guid, context) => {
  const fault = entityGuidFault(guid);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

export const newRelicSettings = z.object({
  region: region
    .default('US')
    .describe('The data region of the account: US, EU, JP or GOV (FedRAMP). Left out: US.'),
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
          context.addIssue({ code: 'custom', path: [index], message: 'is given twice' });
        }
      }
    })
    .describe('The GUIDs of the entities that the flags affect, 1 to 100. Each gets an event of its own.'),
  attributes: attributes
    .default([])
    .describe(
      'Custom attributes for every event besides those of GoGreen, which begin with gogreen. At most 30.',
    ),
  apiUrl: baseUrl((url) =>
    url.pathname.endsWith('/graphql') ? 'must end before /graphql' : apiUrlFault(url),
  )
    .nullish()
    .describe(
      'Where /graphql is instead of in the region, for proxies and gateways. Left out or empty: in the region.',
    ),
});
export type NewRelicSettings = z.output<typeof newRelicSettings>;

export const newRelicSecrets = z.object({
  apiKey: apiKey('New Relic', (key) =>
    /^NRAK-./.test(key)
      ? null
      : 'is not a user key, which begins with NRAK-; make one in New Relic under your name > API keys, of the type User',
  ).describe('A user key, which begins with NRAK-, from your name > API keys. Never shown again.'),
});
export type NewRelicSecrets = z.output<typeof newRelicSecrets>;

function apiUrlFault(url: URL): string | null {
  if (/^(one|login)\./.test(url.hostname)) {
    return 'is the address of the New Relic web pages; leave it out and set region instead';
  }
  return otherProductFault(url, 'New Relic');
}
