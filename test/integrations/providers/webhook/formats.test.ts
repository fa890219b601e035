import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventTypes } from '#src/events/event-type.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { webhook } from '#src/integrations/providers/webhook/provider.ts';
import type { PayloadFormat } from '#src/integrations/providers/webhook/settings.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { experimentEvents } from '#test/support/experiment-events.ts';
import { integrationDisabled, outgoingEvent } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';

const contract = contractUrl('cloudevents/cloudevents.schema.json');

/** The required attributes and the optional ones that are used, as CloudEvents 1.0 restricts them. */
const envelope = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.url(),
  type: z.string().min(1),
  subject: z.string().min(1).optional(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
});

const disabled = integrationDisabled();
const integration = {
  id: 'intg_01h455vb4pex5vsknk084sn02q',
  name: 'Our endpoint',
  provider: 'WEBHOOK',
  reason: 'The receiver answered 410 Gone: it wants no more deliveries.',
};

function render(payloadFormat: PayloadFormat, change: Partial<OutgoingEvent> = {}) {
  const { headers, body } = requestOf(webhook, outgoingEvent(change), {
    settings: {
      url: 'https://example.com/',
      payloadFormat,
      headerNames: [],
      maxInFlight: 10,
      maxPerSecond: 0,
    },
    secrets: { signingSecret: '', headerValues: {} },
  });
  return { contentType: headers['Content-Type'], text: body, body: JSON.parse(body) };
}

describe('the GOGREEN format', () => {
  it('of an event without environment and flag: has null for both', () => {
    expect(render('GOGREEN', { ...disabled, url: null }).body).toMatchObject({
      event: 'integration.disabled',
      environment_id: null,
      flag_key: null,
      changes: {},
      environment_key: null,
      flag_name: null,
      url: null,
      code_like_before: null,
      code_like_after: null,
    });
  });

  it('of a disabled integration: has its name after the keys that every event has', () => {
    const { body } = render('GOGREEN', disabled);
    expect(Object.keys(body)).toEqual([...Object.keys(render('GOGREEN').body), 'integration']);
    expect(body.integration).toEqual(integration);
    expect(body.actor).toEqual({ id: integration.id, email: null });
  });

  it('of a time without milliseconds: omits them', () => {
    const occurredAt = new Date('2026-03-04T12:00:00.070Z');
    expect(render('GOGREEN', { occurredAt }).body.timestamp).toBe('2026-03-04T12:00:00.070Z');
    expect(render('GOGREEN').body.timestamp).toBe('2026-03-04T12:00:00Z');
  });

  it('of texts with Unicode characters: keeps them unescaped', () => {
    expect(render('GOGREEN', { comment: '🚩 مرحبا "x"\n' }).body.comment).toBe('🚩 مرحبا "x"\n');
  });
});

describe('the TGGL format', () => {
  it('has the documented keys in order, and the changes as in GraphQL', () => {
    const { text, contentType } = render('TGGL');
    expect(contentType).toBe('application/json');
    expect(text).toBe(
      JSON.stringify({
        eventType: 'FLAG_CHANGED',
        flagSlug: 'new-checkout',
        flagId: 'flag_01h455vb4pex5vsknk084sn02q',
        logId: 'evt_01h455vb4pex5vsknk084sn02q',
        url: 'https://flags.example.com/projects/shop/flags/new-checkout',
        userEmail: 'dev@example.com',
        projectSlug: 'shop',
        codeLikeBefore: 'OFF: "control"',
        codeLikeAfter: '"treatment"',
        changes: outgoingEvent().changes,
      }),
    );
  });

  it('of a disabled integration: has null for the flag, no changes, and the integration', () => {
    expect(render('TGGL', disabled).body).toEqual({
      eventType: 'INTEGRATION_DISABLED',
      flagSlug: null,
      flagId: null,
      logId: 'evt_01h455vb4pex5vsknk084sn02q',
      url: `https://flags.example.com/projects/shop/integrations/${integration.id}`,
      userEmail: null,
      projectSlug: 'shop',
      codeLikeBefore: null,
      codeLikeAfter: null,
      changes: [],
      integration,
    });
  });

  it.each([
    ['FLAG_CREATED', 'FLAG_CHANGED'],
    ['FLAG_DELETED', 'FLAG_CHANGED'],
    ['APPROVAL_REQUESTED', 'CHANGE_REQUEST_CREATED'],
    ['APPROVAL_APPROVED', 'CHANGE_REQUEST_APPROVED'],
    ['APPROVAL_CANCELLED', 'CHANGE_REQUEST_CANCELLED'],
    ['EXPERIMENT_RESULTS', 'EXPERIMENT_RESULTS'],
    ['INTEGRATION_DISABLED', 'INTEGRATION_DISABLED'],
  ] as const)('calls %s %s', (type, eventType) => {
    expect(render('TGGL', { type }).body.eventType).toBe(eventType);
  });
});

describe('the body of an event about an experiment', () => {
  const concluded = experimentEvents['EXPERIMENT_CONCLUDED'] ?? {};

  it.each(['GOGREEN', 'TGGL'] as const)('has the experiment with its results in %s', (format) => {
    const { experiment } = render(format, concluded).body;
    expect(experiment).toMatchObject({
      id: 'exp_01h455vb4pex5vsknk084sn02q',
      name: 'Shorter checkout',
      state: 'CONCLUDED',
      hypothesis: 'A shorter checkout makes more visitors buy.',
      metric: { name: 'Purchases', kind: 'CONVERSION', higher_is_better: true },
      control: 'control',
      treatments: ['treatment'],
      alpha: 0.05,
      significance_reached: [],
      winner: 'treatment',
      applied: true,
      not_applied_because: null,
    });
    const { as_of, variations, treatments, sample_ratio } = experiment.results;
    expect(as_of).toBe('2026-03-04T11:55:00Z');
    expect(variations[0]).toEqual({
      variation: 'control',
      count: 5_000,
      conversions: 300,
      value: 0.06,
      standard_deviation: expect.closeTo(0.2375, 4),
    });
    expect(treatments).toEqual([
      {
        variation: 'treatment',
        verdict: 'BETTER',
        not_enough_data: null,
        absolute_lift: expect.objectContaining({ value: expect.closeTo(0.0142, 4) }),
        relative_lift: expect.objectContaining({ value: expect.closeTo(0.2368, 4) }),
        p_value: expect.closeTo(0.0045, 4),
        chance_to_beat_control: expect.closeTo(0.9978, 4),
      },
    ]);
    expect(sample_ratio).toEqual({ p_value: expect.closeTo(0.6897, 4), mismatch: false });
  });

  it('begins with the documented keys; bodies of other events have no experiment', () => {
    const keys = Object.keys(render('GOGREEN', concluded).body);
    expect(keys.slice(0, 7)).toEqual(Object.keys(render('GOGREEN').body).slice(0, 7));
    expect(keys.at(-1)).toBe('experiment');
    expect(render('GOGREEN').body).not.toHaveProperty('experiment');
  });
});

describe('the CLOUDEVENTS format', () => {
  it('is a structured envelope around the GOGREEN body', () => {
    const { contentType, body } = render('CLOUDEVENTS');
    expect(contentType).toBe('application/cloudevents+json');
    expect(body).toEqual({
      specversion: '1.0',
      id: 'evt_01h455vb4pex5vsknk084sn02q',
      source: 'https://flags.example.com/projects/shop',
      type: 'flag.updated',
      subject: 'new-checkout',
      time: '2026-03-04T12:00:00Z',
      datacontenttype: 'application/json',
      data: render('GOGREEN').body,
    });
  });

  it('of an event without a flag: has no subject', () => {
    expect(render('CLOUDEVENTS', disabled).body).not.toHaveProperty('subject');
  });

  it.each(eventTypes)('is a valid CloudEvent for $name', ({ name, wireName }) => {
    for (const change of [{}, disabled]) {
      envelope.parse(render('CLOUDEVENTS', { ...change, type: name, wireName }).body);
    }
  });

  it.skipIf(!existsSync(contract))(
    'keeps to the official schema (needs the contracts beside the project)',
    () => {
      const ajv = new Ajv({ strict: false });
      addFormats.default(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(contract, 'utf8')));
      for (const change of [{}, disabled, { test: true }]) {
        validate(render('CLOUDEVENTS', change).body);
        expect(validate.errors).toBeNull();
      }
      validate({ ...render('CLOUDEVENTS').body, source: '' });
      expect(validate.errors).not.toBeNull();
    },
  );
});

describe('the body of a test event', () => {
  it.each(['GOGREEN', 'TGGL'] as const)('is marked at the end in the format %s', (format) => {
    expect(Object.entries(render(format, { test: true }).body).at(-1)).toEqual(['test', true]);
    expect(render(format).body).not.toHaveProperty('test');
  });

  it('is marked in the data of a CloudEvent', () => {
    expect(render('CLOUDEVENTS', { test: true }).body.data.test).toBe(true);
  });
});
