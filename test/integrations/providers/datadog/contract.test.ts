import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { changes } from '#src/flags/changes/registry.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { datadog } from '#src/integrations/providers/datadog/provider.ts';
import { datadogSecrets, datadogSettings } from '#src/integrations/providers/datadog/settings.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { eventsByChange, everyEvent } from '#test/support/flag-events.ts';
import { requestOf } from '#test/support/provider-request.ts';

const folder = contractUrl('datadog/');
const secrets = datadogSecrets.parse({ apiKey: 'a'.repeat(32), applicationKey: 'b'.repeat(40) });

function request(event: OutgoingEvent, given: z.input<typeof datadogSettings> = {}, kept = secrets) {
  const made = requestOf(datadog, event, { settings: datadogSettings.parse(given), secrets: kept });
  return { ...made, text: made.body, json: JSON.parse(made.body) };
}

/** Free-form objects have at most 100 properties and 10 levels. */
const freeForm = z.record(z.string(), z.unknown()).refine((value) => fits(value, 10));
const named = (type: z.ZodType) => z.strictObject({ name: z.string().regex(/\S/).max(128), type });
const changeEvent = z.strictObject({
  data: z.strictObject({
    type: z.literal('event'),
    attributes: z.strictObject({
      title: z.string().min(1).max(500),
      message: z.string().min(1).max(4_000),
      category: z.literal('change'),
      integration_id: z.literal('custom-events'),
      aggregation_key: z.string().min(1).max(100),
      tags: z.array(z.string().min(1).max(200)).min(1).max(100),
      timestamp: z.iso.datetime(),
      attributes: z.strictObject({
        changed_resource: named(z.enum(['feature_flag', 'configuration'])),
        author: named(z.enum(['user', 'system', 'api', 'automation'])),
        impacted_resources: z
          .array(named(z.literal('service')))
          .max(100)
          .optional(),
        prev_value: freeForm.optional(),
        new_value: freeForm.optional(),
        change_metadata: freeForm,
      }),
    }),
  }),
});
const plainEvent = z.strictObject({
  title: z.string().min(1).max(500),
  text: z.string().min(1).max(4_000),
  tags: z.array(z.string().min(1).max(200)).max(100),
  alert_type: z.literal('info'),
  priority: z.literal('normal'),
  source_type_name: z.literal('my_apps'),
  aggregation_key: z.string().min(1).max(100),
  date_happened: z.int(),
});

describe('the contract of Datadog', () => {
  it('covers every member of the FlagChange union', () => {
    expect(Object.keys(eventsByChange).toSorted()).toEqual(changes.map(({ name }) => name).toSorted());
    for (const [name, event] of Object.entries(eventsByChange)) {
      expect(event.changes.map(({ __typename }) => __typename)).toEqual([name]);
    }
  });

  it.each(everyEvent)('%s is valid and within the limits of both APIs', (_name, event) => {
    const services = Array.from({ length: 100 }, (_, index) => `service-${index}`);
    const tags = Array.from({ length: 90 }, (_, index) => `tag:${index}`);
    for (const settings of [{}, { services, tags }]) {
      const [v2, v1] = [request(event, settings), request(event, { ...settings, api: 'V1' })];
      changeEvent.parse(v2.json);
      plainEvent.parse(v1.json);
      for (const { text } of [v2, v1]) {
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(datadog.limits.bodyBytes / 2);
        expect(text.isWellFormed() && !text.includes('\\ud83d"')).toBe(true);
      }
    }
  });

  it.skipIf(!existsSync(folder))('is the official one (needs the contracts beside the project)', () => {
    const v2 = validatorOf('openapi-v2-events.yaml', 'EventCreateRequestPayload');
    const v1 = validatorOf('openapi-v1-events.yaml', 'EventCreateRequest');
    for (const [, event] of everyEvent) {
      for (const settings of [{}, { services: ['payments-api'], tags: ['team:web'] }]) {
        expect(v2(request(event, settings).json)).toEqual([]);
        expect(v1(request(event, { ...settings, api: 'V1' }).json)).toEqual([]);
      }
    }
    expect(v2({ data: { type: 'event', attributes: {} } })).not.toEqual([]);
    expect(v1({ title: '' })).not.toEqual([]);
  });
});

/** Compiles a schema of an OpenAPI file. Answers with what a body does wrong. */
function validatorOf(file: string, schema: string): (body: unknown) => unknown[] {
  const document = parse(readFileSync(new URL(file, folder), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: file, ...document });
  const validate = ajv.compile({ $ref: `${file}#/components/schemas/${schema}` });
  return (body) => {
    validate(body);
    return validate.errors ?? [];
  };
}

function fits(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const items = Object.values(value);
  return levels > 0 && items.length <= 100 && items.every((item) => fits(item, levels - 1));
}
