import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { datadog } from '#src/integrations/providers/datadog/provider.ts';
import { datadogSecrets, datadogSettings } from '#src/integrations/providers/datadog/settings.ts';
import { eventsByChange, everyEvent, hostileEvents } from '#test/support/flag-events.ts';
import { integrationDisabled } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';

const secrets = datadogSecrets.parse({ apiKey: 'a'.repeat(32), applicationKey: 'b'.repeat(40) });

function request(event: OutgoingEvent, given: z.input<typeof datadogSettings> = {}, kept = secrets) {
  const made = requestOf(datadog, event, { settings: datadogSettings.parse(given), secrets: kept });
  return { ...made, text: made.body, json: JSON.parse(made.body) };
}

describe('an event for Datadog', () => {
  it('is sent to the intake of the site with both keys', () => {
    const { method, url, headers } = request(everyEvent[0]?.[1] as OutgoingEvent, { site: 'datadoghq.eu' });
    expect({ method, url, headers }).toEqual({
      method: 'POST',
      url: 'https://event-management-intake.datadoghq.eu/api/v2/events',
      headers: {
        'DD-API-KEY': 'a'.repeat(32),
        'DD-APPLICATION-KEY': 'b'.repeat(40),
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'GoGreen',
      },
    });
  });

  const toggle = eventsByChange['FlagEnabledChanged'] as OutgoingEvent;

  it('about a disabled integration: has a configuration as changed resource', () => {
    const { json } = request(integrationDisabled());
    const { attributes, title, message, tags, aggregation_key } = json.data.attributes;
    const id = 'intg_01h455vb4pex5vsknk084sn02q';
    const reason = 'The receiver answered 410 Gone: it wants no more deliveries.';
    expect(attributes).toMatchObject({
      changed_resource: { name: 'Our endpoint', type: 'configuration' },
      author: { name: 'Our endpoint', type: 'system' },
      change_metadata: { integration: { id, name: 'Our endpoint', provider: 'WEBHOOK' }, reason },
    });
    expect(title).toBe('Integration Our endpoint (Webhook): Integration disabled');
    expect(message).toContain(`Why: ${reason}`);
    expect(tags).toContain(`integration:${id}`);
    expect(aggregation_key).toBe(id);
  });

  it('is a change event with actor, flag, environment, old and new values', () => {
    const { json } = request(
      { ...toggle, comment: 'Too many errors' },
      { services: ['payments-api'], tags: ['team:web'] },
    );
    expect(json).toMatchInlineSnapshot(`
      {
        "data": {
          "attributes": {
            "aggregation_key": "flag_01h455vb4pex5vsknk084sn02q",
            "attributes": {
              "author": {
                "name": "dev@example.com",
                "type": "user",
              },
              "change_metadata": {
                "actor": {
                  "email": "dev@example.com",
                  "id": "user_01h455vb4pex5vsknk084sn02q",
                  "name": "Dev",
                },
                "comment": "Too many errors",
                "environment": "production",
                "event": "flag.updated",
                "event_id": "evt_01h455vb4pex5vsknk084sn02q",
                "flag": "new-checkout",
                "flag_name": "New checkout",
                "project": "shop",
                "resource_link": "https://flags.example.com/projects/shop/flags/new-checkout",
                "sequence": 42,
              },
              "changed_resource": {
                "name": "new-checkout",
                "type": "feature_flag",
              },
              "impacted_resources": [
                {
                  "name": "payments-api",
                  "type": "service",
                },
              ],
              "new_value": {
                "enabled": false,
              },
              "prev_value": {
                "enabled": true,
              },
            },
            "category": "change",
            "integration_id": "custom-events",
            "message": "By Dev (dev@example.com), in Shop / Production (flag.updated).
      - Switched the flag off in Production:
        before: on
        after: off
      Comment: Too many errors
      https://flags.example.com/projects/shop/flags/new-checkout",
            "tags": [
              "project:shop",
              "environment:production",
              "flag:new-checkout",
              "gogreen_event:flag.updated",
              "gogreen_event_id:evt_01h455vb4pex5vsknk084sn02q",
              "team:web",
            ],
            "timestamp": "2026-03-04T12:00:00.000Z",
            "title": "Flag New checkout (new-checkout): Switched the flag off in Production",
          },
          "type": "event",
        },
      }
    `);
  });

  it('with V1: is a plain event', () => {
    const made = request(eventsByChange['FlagConditionChanged'] as OutgoingEvent, { api: 'V1' });
    expect(made.url).toBe('https://api.datadoghq.com/api/v1/events');
    expect(made.json).toMatchInlineSnapshot(`
      {
        "aggregation_key": "flag_01h455vb4pex5vsknk084sn02q",
        "alert_type": "info",
        "date_happened": 1772625600,
        "priority": "normal",
        "source_type_name": "my_apps",
        "tags": [
          "project:shop",
          "environment:production",
          "flag:new-checkout",
          "gogreen_event:flag.updated",
          "gogreen_event_id:evt_01h455vb4pex5vsknk084sn02q",
        ],
        "text": "By Dev (dev@example.com), in Shop / Production (flag.updated).
      - Changed rule 1 in Production:
        before: IF country IN ("FR") THEN "treatment"
        after: IF country IN ("US") THEN "treatment"
      -IF country IN ("FR")
      +IF country IN ("US")
       THEN "treatment"
       ELSE IF country IN ("DE")
       THEN "treatment"
      https://flags.example.com/projects/shop/flags/new-checkout",
        "title": "Flag New checkout (new-checkout): Changed rule 1 in Production from IF country IN ("FR") THEN "treatment" to IF country IN ("US") THEN "treatment"",
      }
    `);
  });

  it.each(['ddog-gov.com', 'us2.ddog-gov.com'])(
    'on the site %s: is a plain event unless V2 is chosen',
    (site) => {
      expect(request(toggle, { site }).url).toBe(`https://api.${site}/api/v1/events`);
      expect(request(toggle, { site, api: 'V2' }).url).toBe(
        `https://event-management-intake.${site}/api/v2/events`,
      );
    },
  );

  it('with a base URL: is sent to that, including its path', () => {
    const apiUrl = 'https://gateway.example.com/datadog/';
    expect(request(toggle, { apiUrl }).url).toBe('https://gateway.example.com/datadog/api/v2/events');
    expect(datadog.destinations.main({ settings: datadogSettings.parse({ apiUrl }), secrets })).toBe(apiUrl);
  });

  it('without an application key: has no header for it', () => {
    for (const applicationKey of [undefined, null, '']) {
      expect(request(toggle, {}, { ...secrets, applicationKey }).headers).not.toHaveProperty(
        'DD-APPLICATION-KEY',
      );
    }
  });

  it('has the same aggregation key for all events of a flag', () => {
    const keys = Object.values(eventsByChange).map(
      (event) => request(event).json.data.attributes.aggregation_key,
    );
    expect(new Set(keys)).toEqual(new Set([toggle.flag?.id]));
  });

  it('of a new flag has no old values, of a deleted one no new values', () => {
    const valuesOf = (name: string) =>
      request(eventsByChange[name] as OutgoingEvent).json.data.attributes.attributes;
    expect(valuesOf('FlagCreated')).not.toHaveProperty('prev_value');
    expect(valuesOf('FlagCreated').new_value).toMatchObject({ name: 'New checkout', kind: 'STRING' });
    expect(valuesOf('FlagDeleted')).not.toHaveProperty('new_value');
    expect(valuesOf('FlagDeleted').prev_value).toMatchObject({ name: 'New checkout' });
  });

  it('with @ in texts: mentions nobody, and e-mail addresses stay unchanged', () => {
    const { title, message } = request(hostileEvents['names full of markup'] as OutgoingEvent).json.data
      .attributes;
    for (const text of [title, message]) expect(text).not.toMatch(/(^|[^\w.+-])@[\w-]/);
    expect(request(toggle).json.data.attributes.message).toContain('dev@example.com');
  });

  it('with very long texts: still has the link', () => {
    const { message } = request(hostileEvents['60 rules'] as OutgoingEvent).json.data.attributes;
    expect(message).toMatch(/… \d+ more lines, cut here\.\nhttps:\/\/flags\.example\.com\/\S+$/);
  });
});
