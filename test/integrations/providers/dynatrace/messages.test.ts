import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { dynatrace } from '#src/integrations/providers/dynatrace/provider.ts';
import { dynatraceSecrets, dynatraceSettings } from '#src/integrations/providers/dynatrace/settings.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { eventsByChange, everyEvent } from '#test/support/flag-events.ts';
import { integrationDisabled } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';

const contract = contractUrl('dynatrace/event-ingest.with-limits.schema.json');
const environmentUrl = 'https://abc12345.live.dynatrace.com';
const secrets = dynatraceSecrets.parse({ apiToken: 'dt0c01.PUBLICPART.SECRETPART1234' });

function request(event: OutgoingEvent, given: Partial<z.input<typeof dynatraceSettings>> = {}) {
  const settings = dynatraceSettings.parse({ environmentUrl, ...given });
  const made = requestOf(dynatrace, event, { settings, secrets });
  return { ...made, text: made.body, json: JSON.parse(made.body) };
}

const mirror = z.strictObject({
  eventType: z.enum(['CUSTOM_CONFIGURATION', 'CUSTOM_DEPLOYMENT', 'CUSTOM_ANNOTATION', 'CUSTOM_INFO']),
  title: z.string().min(1).max(500),
  startTime: z.int(),
  timeout: z.int().min(1).max(360),
  entitySelector: z.string().min(1).max(2_000).optional(),
  properties: z
    .record(z.string().min(1).max(100), z.string().min(1).max(4_096))
    .refine((given) => Object.keys(given).every((name) => !name.startsWith('dt.')))
    .refine((given) => Object.keys(given).length <= 100),
});

describe('an event for Dynatrace', () => {
  const toggle = eventsByChange['FlagEnabledChanged'] as OutgoingEvent;

  it('is a configuration event with actor, flag, environment, old and new values', () => {
    const { json } = request(
      { ...toggle, comment: 'Too many errors' },
      {
        entitySelector: 'type(SERVICE),tag("app:checkout")',
        properties: [{ name: 'team', value: 'web' }],
      },
    );
    expect(json).toMatchInlineSnapshot(`
      {
        "entitySelector": "type(SERVICE),tag("app:checkout")",
        "eventType": "CUSTOM_CONFIGURATION",
        "properties": {
          "gogreen.actor_id": "user_01h455vb4pex5vsknk084sn02q",
          "gogreen.author": "dev@example.com",
          "gogreen.code_like_after": "OFF: "control"
      IF country IN ("FR")
      THEN "treatment"
      ELSE IF country IN ("DE")
      THEN "treatment"
      ELSE "control"",
          "gogreen.code_like_before": "IF country IN ("FR")
      THEN "treatment"
      ELSE IF country IN ("DE")
      THEN "treatment"
      ELSE "control"",
          "gogreen.comment": "Too many errors",
          "gogreen.description": "By Dev (dev@example.com), in Shop / Production (flag.updated).
      - Switched the flag off in Production:
        before: on
        after: off
      Comment: Too many errors
      https://flags.example.com/projects/shop/flags/new-checkout",
          "gogreen.environment": "production",
          "gogreen.event": "flag.updated",
          "gogreen.event_id": "evt_01h455vb4pex5vsknk084sn02q",
          "gogreen.flag": "new-checkout",
          "gogreen.flag_name": "New checkout",
          "gogreen.project": "shop",
          "gogreen.sequence": "42",
          "gogreen.url": "https://flags.example.com/projects/shop/flags/new-checkout",
          "team": "web",
        },
        "startTime": 1772625600000,
        "timeout": 1,
        "title": "Flag New checkout (new-checkout): Switched the flag off in Production",
      }
    `);
  });

  it('about a disabled integration: has its name and provider', () => {
    const { title, properties } = request(integrationDisabled()).json;
    expect(title).toBe('Integration Our endpoint (Webhook): Integration disabled');
    expect(properties).toMatchObject({
      'gogreen.integration': 'Our endpoint',
      'gogreen.integration_id': 'intg_01h455vb4pex5vsknk084sn02q',
      'gogreen.integration_provider': 'WEBHOOK',
      'gogreen.reason': 'The receiver answered 410 Gone: it wants no more deliveries.',
    });
  });

  it('without an entity selector: concerns the whole environment', () => {
    for (const entitySelector of [undefined, null, '']) {
      expect(request(toggle, { entitySelector }).json).not.toHaveProperty('entitySelector');
    }
  });

  it.each(['CUSTOM_DEPLOYMENT', 'CUSTOM_ANNOTATION', 'CUSTOM_INFO'] as const)(
    'can have the type %s',
    (eventType) => {
      expect(request(toggle, { eventType }).json.eventType).toBe(eventType);
    },
  );

  it.each([
    'https://abc12345.live.dynatrace.com',
    'https://abc12345.live.dynatrace.com/',
    'https://managed.example.com/e/1234-abcd',
    'https://activegate.example.com:9999/e/abc12345/',
    'http://127.0.0.1:4000',
  ])('is sent to the API below %s', (url) => {
    const made = request(toggle, { environmentUrl: url });
    expect(made.url).toBe(`${url.replace(/\/$/, '')}/api/v2/events/ingest`);
    expect(made.headers).toEqual({
      Authorization: 'Api-Token dt0c01.PUBLICPART.SECRETPART1234',
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'GoGreen',
    });
  });

  it('as it is shown: has no token, nor does the connection check', () => {
    const settings = dynatraceSettings.parse({ environmentUrl });
    const check = dynatrace.connectionTest?.request({ settings, secrets });
    expect(JSON.parse(check?.body ?? '')).toEqual({ token: secrets.apiToken });
    const shown = [request(toggle), check].map(
      (made) => made && dynatrace.redact(made, { settings, secrets }),
    );
    expect(shown.map((made) => made?.headers['Authorization'])).toEqual([
      'Api-Token ••••1234',
      'Api-Token ••••1234',
    ]);
    expect(JSON.stringify(shown)).not.toContain('PUBLICPART');
  });
});

describe('the contract of Dynatrace', () => {
  const properties = Array.from({ length: 50 }, (_, index) => ({
    name: `p${index}`,
    value: 'v'.repeat(4_096),
  }));
  const full = { properties, entitySelector: 'type(SERVICE),tag("x\\"y")' };

  it.each(everyEvent)('%s is valid and within the limits', (_name, event) => {
    for (const given of [{}, full]) {
      const made = request(event, given);
      mirror.parse(made.json);
      expect(Buffer.byteLength(made.text)).toBeLessThanOrEqual(dynatrace.limits.bodyBytes / 2);
      expect(made.text.isWellFormed()).toBe(true);
    }
  });

  it.skipIf(!existsSync(contract))('is the official one (needs the contracts beside the project)', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(contract, 'utf8')));
    for (const [, event] of everyEvent) {
      for (const given of [{}, full]) {
        validate(request(event, given).json);
        expect(validate.errors).toBeNull();
      }
    }
    validate({ ...request(everyEvent[0]?.[1] as OutgoingEvent).json, properties: { x: 1 } });
    expect(validate.errors).not.toBeNull();
  });
});
