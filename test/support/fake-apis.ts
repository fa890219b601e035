/**
 * A fake of each provider's API, as a function from requests to answers. Each looks at the request as the API does,
 * path, credentials and body, and answers as its documentation says; what it would answer to a good request can be
 * replaced by any other answer that is documented.
 */

import type { Answer, ReceivedRequest } from '#test/support/receiver.ts';

export interface FakeApi {
  /** What an integration is configured with to call it at this address, and with good credentials. */
  configuration(url: string): { settings: unknown; secrets: unknown; target?: string };
  /** The same with credentials that it does not know. */
  stranger(url: string): { settings: unknown; secrets: unknown; target?: string };
  /** What it says to a good request. */
  good: Answer;
  /** What it says to a request that is not good; null when it is. */
  refuse(request: ReceivedRequest): Answer | null;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

const text = (status: number, body: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body,
});
const bodyOf = ({ body }: ReceivedRequest) => JSON.parse(body.toString());
const guid = 'MXxBUE18QVBQTElDQVRJT058MQ';
const apiKey = '0123456789abcdef0123456789abcdef';

const slackWebhook: FakeApi = {
  configuration: (url) => ({
    settings: { channels: [] },
    secrets: { webhookUrl: `${url}/services/T1/B1/good` },
  }),
  stranger: (url) => ({ settings: { channels: [] }, secrets: { webhookUrl: `${url}/services/T1/B1/gone` } }),
  good: text(200, 'ok'),
  refuse(request) {
    if (request.path !== '/services/T1/B1/good') return text(404, 'no_service');
    return bodyOf(request).text ? null : text(400, 'no_text');
  },
};

const slackBot: FakeApi = {
  configuration: (url) => ({ ...slackAt(url), secrets: { botToken: 'xoxb-good' }, target: '#releases' }),
  stranger: (url) => ({ ...slackAt(url), secrets: { botToken: 'xoxb-bad' }, target: '#releases' }),
  good: json(200, { ok: true, channel: 'C0123456789', ts: '1503435956.000247', message: {} }),
  refuse(request) {
    const failed = (error: string) => json(200, { ok: false, error });
    if (request.path !== '/api/chat.postMessage') return failed('unknown_method');
    if (request.headers.authorization !== 'Bearer xoxb-good') return failed('invalid_auth');
    const { channel, text: words, blocks } = bodyOf(request);
    if (channel !== '#releases') return failed('channel_not_found');
    return words && blocks ? null : failed('no_text');
  },
};

const teams: FakeApi = {
  configuration: (url) => ({ settings: {}, secrets: { workflowUrl: `${url}${workflow}&sig=good` } }),
  stranger: (url) => ({ settings: {}, secrets: { workflowUrl: `${url}${workflow}&sig=bad` } }),
  good: { status: 202 },
  refuse(request) {
    if (!request.path.startsWith(workflow)) return json(404, { error: { code: 'WorkflowNotFound' } });
    if (!request.path.endsWith('&sig=good'))
      return json(401, { error: { code: 'DirectApiAuthorizationRequired' } });
    const card = bodyOf(request).attachments?.[0]?.contentType;
    return card === 'application/vnd.microsoft.card.adaptive'
      ? null
      : json(400, { error: { code: 'TriggerInputSchemaMismatch' } });
  },
};

function datadog(api: 'V1' | 'V2', good: Answer): FakeApi {
  const settings = (url: string) => ({ site: 'datadoghq.com', services: [], tags: [], api, apiUrl: url });
  return {
    configuration: (url) => ({ settings: settings(url), secrets: { apiKey } }),
    stranger: (url) => ({ settings: settings(url), secrets: { apiKey: 'f'.repeat(32) } }),
    good,
    refuse(request) {
      if (request.headers['dd-api-key'] !== apiKey) return json(403, { errors: ['Forbidden'] });
      if (request.path !== `/api/${api.toLowerCase()}/events`) return text(404, '<html>not found</html>');
      const body = bodyOf(request);
      if (api === 'V1') return body.title && body.text ? null : json(400, { errors: ['title is missing'] });
      return body.data?.attributes?.category === 'change'
        ? null
        : json(400, { errors: [{ status: '400', title: 'Bad Request', detail: 'JSON validation failed' }] });
    },
  };
}

const newRelic: FakeApi = {
  configuration: (url) => ({ ...newRelicAt(url), secrets: { apiKey: 'NRAK-GOOD' } }),
  stranger: (url) => ({ ...newRelicAt(url), secrets: { apiKey: 'NRAK-BAD' } }),
  good: json(200, {
    data: { changeTrackingCreateEvent: { changeTrackingEvent: { changeTrackingId: '1f3c' }, messages: [] } },
  }),
  refuse(request) {
    const failed = (message: string, extensions: object) =>
      json(200, { data: { changeTrackingCreateEvent: null }, errors: [{ message, extensions }] });
    if (request.path !== '/graphql') return text(404, 'Not Found');
    if (request.headers['api-key'] !== 'NRAK-GOOD')
      return failed('The API key is not valid.', { error_code: 'BAD_API_KEY' });
    const { event } = bodyOf(request).variables;
    return event.entitySearch.query.includes(guid)
      ? null
      : failed('Entity search must return exactly one entity.', { errorClass: 'BAD_USER_INPUT' });
  },
};

const dynatrace: FakeApi = {
  configuration: (url) => ({ ...dynatraceAt(url), secrets: { apiToken: 'dt0c01.GOOD' } }),
  stranger: (url) => ({ ...dynatraceAt(url), secrets: { apiToken: 'dt0c01.BAD' } }),
  good: json(201, { reportCount: 1, eventIngestResults: [{ correlationId: 'c', status: 'OK' }] }),
  refuse(request) {
    const failed = (code: number, message: string) => json(code, { error: { code, message } });
    if (request.headers.authorization !== 'Api-Token dt0c01.GOOD')
      return failed(401, 'Token Authentication failed');
    if (request.path !== '/e/1/api/v2/events/ingest') return failed(404, 'not found');
    const { eventType, title } = bodyOf(request);
    return eventType === 'CUSTOM_CONFIGURATION' && title ? null : failed(400, 'Constraints violated');
  },
};

export const fakeApis = {
  slackWebhook,
  slackBot,
  teams,
  datadogV2: datadog('V2', json(202, { data: { type: 'event', id: '_', attributes: { attributes: {} } } })),
  datadogV1: datadog('V1', json(202, { status: 'ok', event: { id: 1, id_str: '6327818702635911562' } })),
  newRelic,
  dynatrace,
};

const workflow = '/workflows/1/triggers/manual/paths/invoke?api-version=1';

function slackAt(url: string) {
  return { settings: { channels: ['#releases'], apiUrl: `${url}/api` } };
}

function newRelicAt(url: string) {
  return { settings: { region: 'US', entityGuids: [guid], attributes: [], apiUrl: url }, target: guid };
}

function dynatraceAt(url: string) {
  return { settings: { environmentUrl: `${url}/e/1`, eventType: 'CUSTOM_CONFIGURATION', properties: [] } };
}
