import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { newRelic } from '#src/integrations/providers/new-relic/provider.ts';
import { newRelicSecrets, newRelicSettings } from '#src/integrations/providers/new-relic/settings.ts';
import { eventsByChange, hostileEvents } from '#test/support/flag-events.ts';
import { integrationDisabled } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';

const guid = 'MXxBUE18QVBQTElDQVRJT058MQ';
const otherGuid = 'MXxBUE18QVBQTElDQVRJT058Mg';
const secrets = newRelicSecrets.parse({ apiKey: 'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ0' });

function request(event: OutgoingEvent, given: Partial<z.input<typeof newRelicSettings>> = {}) {
  const settings = newRelicSettings.parse({ entityGuids: [guid], ...given });
  const made = requestOf(newRelic, event, { settings, secrets, target: guid });
  return {
    ...made,
    text: made.body,
    json: JSON.parse(made.body),
    event: JSON.parse(made.body).variables.event,
  };
}

describe('an event for New Relic', () => {
  const toggle = eventsByChange['FlagEnabledChanged'] as OutgoingEvent;

  it('is a FEATURE_FLAG event with actor, flag, environment, old and new values', () => {
    const { event } = request(
      { ...toggle, comment: 'Too many errors' },
      { attributes: [{ name: 'team', value: 'web' }] },
    );
    expect(event).toMatchInlineSnapshot(`
      {
        "categoryAndTypeData": {
          "categoryFields": {
            "featureFlag": {
              "featureFlagId": "shop/new-checkout",
            },
          },
          "kind": {
            "category": "FEATURE_FLAG",
            "type": "BASIC",
          },
        },
        "customAttributes": {
          "gogreenActor": "Dev",
          "gogreenActorEmail": "dev@example.com",
          "gogreenActorId": "user_01h455vb4pex5vsknk084sn02q",
          "gogreenCodeLikeAfter": "OFF: "control"
      IF country IN ("FR")
      THEN "treatment"
      ELSE IF country IN ("DE")
      THEN "treatment"
      ELSE "control"",
          "gogreenCodeLikeBefore": "IF country IN ("FR")
      THEN "treatment"
      ELSE IF country IN ("DE")
      THEN "treatment"
      ELSE "control"",
          "gogreenComment": "Too many errors",
          "gogreenEnabledAfter": false,
          "gogreenEnabledBefore": true,
          "gogreenEnvironment": "production",
          "gogreenEvent": "flag.updated",
          "gogreenEventId": "evt_01h455vb4pex5vsknk084sn02q",
          "gogreenFlag": "new-checkout",
          "gogreenFlagName": "New checkout",
          "gogreenProject": "shop",
          "gogreenSequence": 42,
          "gogreenUrl": "https://flags.example.com/projects/shop/flags/new-checkout",
          "team": "web",
        },
        "description": "By Dev (dev@example.com), in Shop / Production (flag.updated).
      - Switched the flag off in Production:
        before: on
        after: off
      Comment: Too many errors
      https://flags.example.com/projects/shop/flags/new-checkout",
        "entitySearch": {
          "query": "id = 'MXxBUE18QVBQTElDQVRJT058MQ'",
        },
        "groupId": "evt_01h455vb4pex5vsknk084sn02q",
        "shortDescription": "Flag New checkout (new-checkout): Switched the flag off in Production",
        "timestamp": 1772625600000,
        "user": "dev@example.com",
      }
    `);
  });

  it('of changed rules: describes them as text', () => {
    expect(
      request(eventsByChange['FlagConditionChanged'] as OutgoingEvent).event.description,
    ).toMatchInlineSnapshot(`
      "By Dev (dev@example.com), in Shop / Production (flag.updated).
      - Changed rule 1 in Production:
        before: IF country IN ("FR") THEN "treatment"
        after: IF country IN ("US") THEN "treatment"
      -IF country IN ("FR")
      +IF country IN ("US")
       THEN "treatment"
       ELSE IF country IN ("DE")
       THEN "treatment"
      https://flags.example.com/projects/shop/flags/new-checkout"
    `);
  });

  it.each([
    [{}, 'https://api.newrelic.com/graphql'],
    [{ region: 'EU' }, 'https://api.eu.newrelic.com/graphql'],
    [{ region: 'jp' }, 'https://api.jp.newrelic.com/graphql'],
    [{ region: 'GOV' }, 'https://gov-api.newrelic.com/graphql'],
    [{ apiUrl: 'http://127.0.0.1:4000/newrelic/' }, 'http://127.0.0.1:4000/newrelic/graphql'],
    [{ apiUrl: '' }, 'https://api.newrelic.com/graphql'],
  ])('configured with %j is sent to %s', (given, url) => {
    const made = request(toggle, given);
    const settings = newRelicSettings.parse({ entityGuids: [guid], ...given });
    expect({ url: made.url, headers: made.headers }).toEqual({
      url,
      headers: { 'API-Key': secrets.apiKey, 'Content-Type': 'application/json', 'User-Agent': 'GoGreen' },
    });
    expect(newRelic.destinations.main({ settings, secrets })).toBe(url);
  });

  it('is created for each entity, with the same group id', () => {
    const settings = newRelicSettings.parse({ entityGuids: [guid, otherGuid] });
    const targets = newRelic.targets?.(settings) ?? [];
    const events = targets.map((target) => {
      const { body } = requestOf(newRelic, toggle, { settings, secrets, target });
      return JSON.parse(body).variables.event;
    });
    expect(events.map((event) => event.entitySearch.query)).toEqual([
      `id = '${guid}'`,
      `id = '${otherGuid}'`,
    ]);
    expect(new Set(events.map((event) => event.groupId))).toEqual(new Set([toggle.id]));
  });

  it('about no flag: is an operational event', () => {
    const { event } = request(integrationDisabled());
    expect(event.categoryAndTypeData).toEqual({ kind: { category: 'OPERATIONAL', type: 'OTHER' } });
    expect(event.shortDescription).toBe('Integration Our endpoint (Webhook): Integration disabled');
    expect(event.customAttributes).toMatchObject({
      gogreenIntegration: 'Our endpoint',
      gogreenIntegrationId: 'intg_01h455vb4pex5vsknk084sn02q',
      gogreenIntegrationProvider: 'WEBHOOK',
      gogreenReason: 'The receiver answered 410 Gone: it wants no more deliveries.',
    });
  });

  it('has only strings, numbers and booleans as attributes', () => {
    const { customAttributes } = request(hostileEvents['JSON values of 100 KB'] as OutgoingEvent).event;
    expect(Object.keys(customAttributes).every((name) => name.startsWith('gogreen'))).toBe(true);
    expect(request({ ...toggle, test: true }).event.customAttributes).toMatchObject({
      gogreenTest: true,
      gogreenSequence: 42,
      gogreenEnabledBefore: true,
      gogreenEnabledAfter: false,
    });
  });

  it('as it is shown: has no key', () => {
    const settings = newRelicSettings.parse({ entityGuids: [guid] });
    expect(newRelic.redact(request(toggle), { settings, secrets }).headers['API-Key']).toBe('••••XYZ0');
  });
});
