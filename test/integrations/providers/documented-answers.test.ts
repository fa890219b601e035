/** Every documented answer of every API over real HTTP, through the client that deliveries go through. */

import { describe, expect } from 'vitest';
import type { Verdict } from '#src/integrations/contract/provider.ts';
import { botDisabling, transientErrors, webhookDisabling } from '#src/integrations/providers/slack/errors.ts';
import { everyRow } from '#test/support/every-row.ts';
import { type FakeApi, fakeApis, json } from '#test/support/fake-apis.ts';
import { testWithOutbound, type WithOutbound } from '#test/support/outbound.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';
import { httpProviderNamed, requestOf } from '#test/support/provider-request.ts';
import type { Answer } from '#test/support/receiver.ts';

const it = testWithOutbound;

async function deliver(
  { outbound, receiver }: WithOutbound,
  name: string,
  fake: FakeApi,
  { answer = fake.good, configuration = fake.configuration(receiver.url) } = {},
): Promise<Verdict> {
  receiver.answer((request) => fake.refuse(request) ?? answer);
  const provider = httpProviderNamed(name);
  const target = configuration.target ?? '';
  const outcome = await outbound.send(requestOf(provider, outgoingEvent(), { ...configuration, target }));
  if (outcome.kind === 'error') throw new Error(outcome.message);
  return provider.verdict(outcome, new Date());
}

type Expected = 'ok' | 'again' | 'never' | 'disabled' | 'skipped';
type Case = [what: string, answer: Answer, expected: Expected];

/** The verdict in a word; failures must say something. */
function wordOf(verdict: Verdict): Expected {
  if (verdict === 'ok') return 'ok';
  if ('skipped' in verdict) return 'skipped';
  expect(verdict.reason.split(' ').length).toBeGreaterThan(2);
  if (verdict.disable) return 'disabled';
  return verdict.failed === 'transient' ? 'again' : 'never';
}

const status = (code: number, expected: Expected): Case => [String(code), { status: code }, expected];
const statuses = [
  ...[301, 302, 307, 400, 404, 405, 413, 422].map((code) => status(code, 'never')),
  ...[408, 425, 429, 500, 502, 503, 504].map((code) => status(code, 'again')),
];
const unauthorized = [401, 403].map((code) => status(code, 'never'));

/** Names of errors that Slack documents and that end one delivery only. */
const slackNever =
  'not_authed invalid_auth missing_scope not_allowed_token_type no_permission team_access_not_granted ' +
  'org_login_required ekm_access_denied access_denied accesslimited two_factor_setup_required ' +
  'enterprise_is_restricted channel_not_found not_in_channel is_archived restricted_action ' +
  'restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_non_threadable_channel ' +
  'restricted_action_thread_locked cannot_reply_to_message messages_tab_disabled no_text msg_too_long ' +
  'msg_blocks_too_long invalid_blocks invalid_blocks_format too_many_attachments attachment_payload_limit_exceeded ' +
  'markdown_text_conflict metadata_too_large invalid_metadata_format invalid_metadata_schema invalid_arguments ' +
  'invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type missing_post_type ' +
  'method_deprecated team_not_found an_error_of_tomorrow';

const slackWord = (code: number, error: string, expected: Expected): Case => [
  `${code} ${error}`,
  { status: code, body: error },
  expected,
];
const slackError = (error: string, expected: Expected): Case => [
  `200 ok:false ${error}`,
  json(200, { ok: false, error }),
  expected,
];
const nerdGraph = (what: string, message: string, extensions: object, expected: Expected): Case => [
  `200 with errors: ${what}`,
  json(200, { data: { changeTrackingCreateEvent: null }, errors: [{ message, extensions }] }),
  expected,
];
const ingest = (results: string[], expected: Expected): Case => [
  `201 with results ${results.join(', ')}`,
  json(201, {
    reportCount: results.length,
    eventIngestResults: results.map((result) => ({ correlationId: 'c', status: result })),
  }),
  expected,
];

const documented: [api: string, provider: string, fake: FakeApi, cases: Case[]][] = [
  [
    'Slack, incoming webhook',
    'slack',
    fakeApis.slackWebhook,
    [
      ...[...webhookDisabling].map((error) => slackWord(404, error, 'disabled')),
      ...['invalid_payload', 'invalid_blocks', 'no_text', 'too_many_attachments', 'user_not_found'].map(
        (error) => slackWord(400, error, 'never'),
      ),
      slackWord(403, 'action_prohibited', 'disabled'),
      slackWord(410, 'channel_is_archived', 'disabled'),
      slackWord(200, 'no_service', 'disabled'),
      slackWord(500, 'rollup_error', 'again'),
      slackWord(429, 'ratelimited', 'again'),
      ...statuses,
    ],
  ],
  [
    'Slack, chat.postMessage',
    'slack',
    fakeApis.slackBot,
    [
      ...slackNever.split(' ').map((error) => slackError(error, 'never')),
      ...[...botDisabling].map((error) => slackError(error, 'disabled')),
      ...[...transientErrors].map((error) => slackError(error, 'again')),
      ['200 that is none of Slack', { body: '<html>Sign in</html>' }, 'again'],
      ...statuses,
    ],
  ],
  [
    'Teams, Workflows',
    'teams',
    fakeApis.teams,
    [
      status(200, 'ok'),
      status(202, 'ok'),
      status(204, 'ok'),
      ['400 with a code', json(400, { error: { code: 'TriggerInputSchemaMismatch' } }), 'never'],
      ['401 with a code', json(401, { error: { code: 'DirectApiAuthorizationRequired' } }), 'never'],
      status(410, 'disabled'),
      ...unauthorized,
      ...statuses,
    ],
  ],
  ...(['datadogV2', 'datadogV1'] as const).map((api): [string, string, FakeApi, Case[]] => [
    `Datadog, ${api.slice(-2).toLowerCase()} events`,
    'datadog',
    fakeApis[api],
    [
      ['202 with errors', json(202, { errors: ['nothing was taken'] }), 'never'],
      ['200 that is none of Datadog', { body: '<html>Sign in</html>' }, 'never'],
      ['400 too old', json(400, { errors: ['Event too far in the past'] }), 'never'],
      [
        '400 not valid',
        json(400, { errors: [{ status: '400', title: 'Bad Request', detail: 'no category' }] }),
        'never',
      ],
      ['429 with a reset', json(429, { errors: ['Too many'] }, { 'X-RateLimit-Reset': '37' }), 'again'],
      ...unauthorized,
      ...statuses,
    ],
  ]),
  [
    'New Relic, NerdGraph',
    'newRelic',
    fakeApis.newRelic,
    [
      nerdGraph('TIMEOUT', 'slow', { errorClass: 'TIMEOUT' }, 'again'),
      nerdGraph('INTERNAL_SERVER_ERROR', 'oops', { errorClass: 'INTERNAL_SERVER_ERROR' }, 'again'),
      nerdGraph('SERVER_ERROR', 'oops', { errorClass: 'SERVER_ERROR' }, 'again'),
      nerdGraph('BAD_API_KEY', 'no key', { error_code: 'BAD_API_KEY' }, 'never'),
      nerdGraph('BAD_USER_INPUT', 'no such entity', { errorClass: 'BAD_USER_INPUT' }, 'never'),
      nerdGraph('a timestamp', 'must not be more than 24 hours', {}, 'never'),
      ['200 with an event of null', json(200, { data: { changeTrackingCreateEvent: null } }), 'never'],
      ['200 that is none of NerdGraph', { body: '<html>Sign in</html>' }, 'never'],
      status(402, 'never'),
      ...unauthorized,
      ...statuses,
    ],
  ],
  [
    'Dynatrace, events API v2',
    'dynatrace',
    fakeApis.dynatrace,
    [
      ingest(['OK', 'OK'], 'ok'),
      ingest(['INVALID_ENTITY_TYPE'], 'never'),
      ingest(['INVALID_METADATA'], 'never'),
      ingest(['OK', 'INVALID_TIMESTAMPS'], 'never'),
      ingest([], 'never'),
      ['200 instead of 201', json(200, {}), 'never'],
      [
        '400 with violations',
        json(400, {
          error: { code: 400, message: 'no', constraintViolations: [{ path: 'a', message: 'b' }] },
        }),
        'never',
      ],
      ...unauthorized,
      ...statuses,
    ],
  ],
];

describe.each(documented)('the documented responses of %s', (_api, name, fake, cases) => {
  it('the fake API accepts a request with the right credentials: the verdict is ok', async ({
    outbound,
    receiver,
  }) => {
    expect(await deliver({ outbound, receiver }, name, fake)).toBe('ok');
    expect(receiver.requests).toHaveLength(1);
  });

  it('the fake API rejects other credentials: the delivery fails permanently', async ({
    outbound,
    receiver,
  }) => {
    const verdict = await deliver({ outbound, receiver }, name, fake, {
      configuration: fake.stranger(receiver.url),
    });
    expect(verdict).toMatchObject({ failed: 'permanent' });
  });

  it('every documented answer has its verdict', async ({ outbound, receiver }) => {
    await everyRow(cases, async ([_what, answer, expected]) => {
      expect(wordOf(await deliver({ outbound, receiver }, name, fake, { answer }))).toBe(expected);
    });
  });

  it('an answer with Retry-After: the next attempt is no sooner', async ({ outbound, receiver }) => {
    const answer = { status: 429, headers: { 'Retry-After': '37' } };
    expect(await deliver({ outbound, receiver }, name, fake, { answer })).toMatchObject({
      failed: 'transient',
      retryAfter: 37,
    });
  });
});
