import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventTypes } from '#src/events/event-type.ts';
import type { DeliveredEvent } from '#src/integrations/integration-event.ts';
import type { PayloadFormat } from '#src/integrations/providers/webhook/settings.ts';
import { webhook } from '#src/integrations/providers/webhook.ts';
import { deliveredEvent, integrationDisabled } from '#test/support/delivered-event.ts';

const contract = new URL('../../../../shared/contracts/cloudevents/cloudevents.schema.json', import.meta.url);

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

function render(payloadFormat: PayloadFormat, change: Partial<DeliveredEvent> = {}) {
  const request = webhook.request(deliveredEvent(change), {
    settings: { url: 'https://example.com/', payloadFormat, headerNames: [] },
    secrets: { signingSecret: '', headerValues: {} },
    target: '',
    links: { publicUrl: 'https://flags.example.com' },
  });
  if (request === 'skip' || request.body === null) throw new Error('nothing to send');
  return { contentType: request.headers['Content-Type'], text: request.body, body: JSON.parse(request.body) };
}

describe('the GOGREEN format', () => {
  it('has null where there is no environment and no flag', () => {
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

  it('names the integration that was disabled, behind the keys that every event has', () => {
    const { body } = render('GOGREEN', disabled);
    expect(Object.keys(body)).toEqual([...Object.keys(render('GOGREEN').body), 'integration']);
    expect(body.integration).toEqual(integration);
    expect(body.actor).toEqual({ id: integration.id, email: null });
  });

  it('gives milliseconds only where there are any', () => {
    const occurredAt = new Date('2026-03-04T12:00:00.070Z');
    expect(render('GOGREEN', { occurredAt }).body.timestamp).toBe('2026-03-04T12:00:00.070Z');
    expect(render('GOGREEN').body.timestamp).toBe('2026-03-04T12:00:00Z');
  });

  it('leaves unicode as it is', () => {
    expect(render('GOGREEN', { comment: '🚩 مرحبا "x"\n' }).body.comment).toBe('🚩 مرحبا "x"\n');
  });
});

describe('the TGGL format', () => {
  it('has these keys in this order, and the changes as GraphQL has them', () => {
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
        changes: deliveredEvent().changes,
      }),
    );
  });

  it('has null and nothing where there is no flag, and the integration that was disabled', () => {
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

describe('the CLOUDEVENTS format', () => {
  it('is a structured envelope around the GOGREEN body', () => {
    const { contentType, body } = render('CLOUDEVENTS');
    expect(contentType).toBe('application/cloudevents+json; charset=UTF-8');
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

  it('has no subject where there is no flag', () => {
    expect(render('CLOUDEVENTS', disabled).body).not.toHaveProperty('subject');
  });

  it.each(eventTypes)('is a CloudEvent for $name', ({ name, wireName }) => {
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

describe('a test event', () => {
  it.each(['GOGREEN', 'TGGL'] as const)('is marked at the end of the %s body', (format) => {
    expect(Object.entries(render(format, { test: true }).body).at(-1)).toEqual(['test', true]);
    expect(render(format).body).not.toHaveProperty('test');
  });

  it('is marked in the data of a CloudEvent', () => {
    expect(render('CLOUDEVENTS', { test: true }).body.data.test).toBe(true);
  });
});
