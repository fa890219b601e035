import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { formOf } from '#src/integrations/forms/form.ts';
import { type AnyProvider, providers } from '#src/integrations/providers/registry.ts';
import { teams } from '#src/integrations/providers/teams/provider.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { eventsByChange, everyEvent, hostileText } from '#test/support/flag-events.ts';
import { integrationDisabled, outgoingEvent } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';
import { response } from '#test/support/responses.ts';
import { sixtyChangedRules, wideEvents } from '#test/support/wide-events.ts';

const contract = contractUrl('adaptivecards/adaptive-card-1.4.0.json');
const draft6 = new URL('../../../../node_modules/ajv/dist/refs/json-schema-draft-06.json', import.meta.url);
const path = '/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke';
const query = 'api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefghijklmnopqrstuvwx_-yz';
const workflowUrl = `https://default0123.01.environment.api.powerplatform.com:443/powerautomate/automations/direct${path}?${query}`;
const configuration = { settings: {}, secrets: { workflowUrl } };

function request(event: OutgoingEvent) {
  const made = requestOf(teams, event, configuration);
  return { ...made, text: made.body, json: JSON.parse(made.body) };
}

const run = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  size: z.enum(['Small', 'Large']).optional(),
  weight: z.literal('Bolder').optional(),
  color: z.enum(['Good', 'Attention']).optional(),
  fontType: z.literal('Monospace').optional(),
  isSubtle: z.literal(true).optional(),
  italic: z.literal(true).optional(),
});
const line = z.strictObject({
  type: z.literal('RichTextBlock'),
  spacing: z.enum(['None', 'Small']).optional(),
  inlines: z.array(run).min(1),
});
const container = z.strictObject({
  type: z.literal('Container'),
  style: z.literal('emphasis').optional(),
  items: z.array(line).min(1),
});
const message = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.url(),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        msteams: z.strictObject({ width: z.literal('Full') }),
        fallbackText: z.string().min(1),
        body: z.array(z.union([line, container])).min(1),
        actions: z
          .array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.url() }))
          .length(1)
          .optional(),
      }),
    }),
  ]),
});

/** A card as somebody reads it. */
function read(body: unknown): string {
  const { body: nodes, actions = [] } = message.parse(body).attachments[0].content;
  const shown = ({ inlines }: z.infer<typeof line>) => inlines.map(({ text }) => text).join('');
  const blocks = nodes.map((node) => {
    if (node.type === 'RichTextBlock') return shown(node);
    return node.items.map((item) => `| ${shown(item)}`).join('\n');
  });
  return [...blocks, ...actions.map(({ title, url }) => `[${title}](${url})`)].join('\n');
}

describe('a Teams card', () => {
  it.each([...everyEvent, ...wideEvents])('is within 20 KB and has only allowed elements: %s', (_, event) => {
    const made = request(event);
    message.parse(made.json);
    expect(Buffer.byteLength(made.text)).toBeLessThanOrEqual(20 * 1024);
    expect(made.text.isWellFormed()).toBe(true);
  });

  it.skipIf(!existsSync(contract))(
    'is an Adaptive Card 1.4 by the official schema (needs the contracts beside the project)',
    () => {
      const { id: _, ...schema } = JSON.parse(readFileSync(contract, 'utf8'));
      const ajv = new Ajv({ strict: false, validateFormats: false });
      ajv.addMetaSchema(JSON.parse(readFileSync(draft6, 'utf8')));
      const validate = ajv.compile(schema);
      for (const [name, event] of [...everyEvent, ...wideEvents]) {
        // A key of Teams itself, which the schema does not know.
        const { msteams, ...card } = request(event).json.attachments[0].content;
        validate(card);
        expect(validate.errors, name).toBeNull();
      }
      validate({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'RichTextBlock' }] });
      expect(validate.errors).not.toBeNull();
    },
  );

  it('has actor, environment, old and new values, and a diff when rules changed', () => {
    const event = {
      ...(eventsByChange['FlagConditionChanged'] ?? outgoingEvent()),
      comment: 'For *France*\n\nonly',
    };
    expect(read(request(event).json)).toMatchInlineSnapshot(`
      "Flag changed: New checkout (new-checkout)
      By: Dev (dev@example.com)
      Environment: Production
      Project: Shop
      • Changed rule 1 in Production: IF country IN ("FR") THEN "treatment" → IF country IN ("US") THEN "treatment"
      | -IF country IN ("FR")
      | +IF country IN ("US")
      |  THEN "treatment"
      |  ELSE IF country IN ("DE")
      |  THEN "treatment"
      | Comment: For *France*
      | only
      flag.updated · 2026-03-04 12:00 UTC · evt_01h455vb4pex5vsknk084sn02q
      [Open the flag](https://flags.example.com/projects/shop/flags/new-checkout)"
    `);
  });

  it('about a switched flag is short', () => {
    expect(
      read(request(eventsByChange['FlagEnabledChanged'] ?? outgoingEvent()).json),
    ).toMatchInlineSnapshot(`
      "Flag switched off: New checkout (new-checkout)
      By: Dev (dev@example.com)
      Environment: Production
      Project: Shop
      • Switched the flag off in Production: on → off
      flag.updated · 2026-03-04 12:00 UTC · evt_01h455vb4pex5vsknk084sn02q
      [Open the flag](https://flags.example.com/projects/shop/flags/new-checkout)"
    `);
  });

  it('about a disabled integration has its name, the time and the reason', () => {
    expect(read(request(integrationDisabled()).json)).toMatchInlineSnapshot(`
      "Integration disabled: Our endpoint (Webhook)
      By: Our endpoint
      Project: Shop
      • Disabled since 2026-03-04 12:00 UTC, until somebody enables it again.
      • Why: The receiver answered 410 Gone: it wants no more deliveries.
      integration.disabled · 2026-03-04 12:00 UTC · evt_01h455vb4pex5vsknk084sn02q
      [Open the integration](https://flags.example.com/projects/shop/integrations/intg_01h455vb4pex5vsknk084sn02q)"
    `);
  });

  it('about an event without environment and URL has neither', () => {
    const event = outgoingEvent({
      type: 'APPROVAL_REQUESTED',
      wireName: 'approval.requested',
      environment: null,
      flag: null,
      url: null,
      changes: [],
    });
    expect(read(request(event).json)).toMatchInlineSnapshot(`
      "Approval requested
      By: Dev (dev@example.com)
      Project: Shop
      approval.requested · 2026-03-04 12:00 UTC · evt_01h455vb4pex5vsknk084sn02q"
    `);
  });

  it('that is too large loses the ends of long values before whole changes, and says so', () => {
    const shown = read(request(sixtyChangedRules).json);
    expect(shown).toMatch(
      /Left out here: \d+ more changes, \d+ more lines of the diff, the end of long texts\./,
    );
    expect(shown.match(/^• /gm)?.length).toBeGreaterThanOrEqual(10);
  });

  it('has no text of users in Markdown', () => {
    const typed = { comment: hostileText, flag: { id: 'flag_1', key: 'f', name: hostileText } };
    const { fallbackText, body, actions } = request(outgoingEvent(typed)).json.attachments[0].content;
    // `message` allows text in runs only, which know no Markdown.
    expect(JSON.stringify(body)).toContain('<!channel>');
    expect(JSON.stringify(actions)).not.toContain('<!channel>');
    expect(fallbackText).not.toContain('\n');
  });
});

describe('the destination of a Teams card', () => {
  it('is the URL of the workflow', () => {
    const { method, url, headers } = request(outgoingEvent());
    expect({ method, url, headers }).toEqual({
      method: 'POST',
      url: workflowUrl,
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'GoGreen' },
    });
    expect(teams.destinations.main(configuration)).toBe(workflowUrl);
  });

  it('as it is shown: has no signature', () => {
    const shown = teams.redact(request(outgoingEvent()), configuration);
    expect(shown.url).toBe(workflowUrl.replace('abcdefghijklmnopqrstuvwx_-yz', '••••_-yz'));
  });
});

describe('the URL of a Teams workflow', () => {
  const form = formOf(providers.teams as AnyProvider);
  const faults = (url: unknown) =>
    form.input
      .safeParse({ workflowUrl: url })
      .error?.issues.map(({ path: place, message: text }) => `${place.join('.')}: ${text}`) ?? [];

  it.each([
    workflowUrl,
    `https://prod-12.westus.logic.azure.com:443${path}?${query}`,
    `https://prod-1.usgovtexas.logic.azure.us${path}?${query}`,
    `http://127.0.0.1:4000${path}/?${query}`,
  ])('%s is accepted', (url) => {
    expect(faults(url)).toEqual([]);
    expect(form.configure({ workflowUrl: url } as never, { signingSecret: () => '' })).toEqual({
      settings: {},
      secrets: { workflowUrl: url },
    });
  });

  it.each([
    ['', 'must be a URL'],
    [
      'https://acme.webhook.office.com/webhookb2/x@y/IncomingWebhook/z',
      'Office 365 connector, which Microsoft has switched off; create a workflow instead: in Teams',
    ],
    ['https://outlook.office.com/webhook/x@y/IncomingWebhook/z', 'Office 365 connector'],
    ['https://outlook.office365.com/webhookb2/x', 'Office 365 connector'],
    ['https://hooks.slack.com/services/T1/B1/x', 'is an address of Slack, not of Microsoft Teams'],
    ['https://teams.microsoft.com/l/channel/19%3Ax', 'is the URL of a web page'],
    ['https://make.powerautomate.com/environments/x/flows/y', 'is the URL of a web page'],
    [`https://prod-12.westus.logic.azure.com${path}`, 'has no signature'],
    [`https://prod-12.westus.logic.azure.com${path}?api-version=1&sig=`, 'has no signature'],
    ['https://prod-12.westus.logic.azure.com/workflows/x?sig=y', 'is not the URL of a workflow'],
    ['https://example.com/hooks?sig=y', 'is not the URL of a workflow'],
    [`http://prod-12.westus.logic.azure.com${path}?${query}`, 'must start with https://'],
    [
      `https://prod-12.westus.logic.azure.com${path}?${query}&x=${'x'.repeat(2_000)}`,
      'at most 2000 characters',
    ],
  ])('%s is rejected: %s', (url, text) => {
    expect(faults(url)).toEqual([expect.stringMatching(`^workflowUrl: .*${text}`)]);
  });
});

describe('the answer of a Teams workflow', () => {
  const now = new Date('2026-03-04T12:00:00Z');
  const verdict = (...answer: Parameters<typeof response>) => teams.verdict(response(...answer), now);

  it.each([200, 202, 204])('the workflow answers %i: delivered', (status) => {
    expect(verdict(status)).toBe('ok');
  });

  it('does not show whether the card was posted: the description of the provider says so', () => {
    expect(teams.description).toContain('only the run history of the workflow shows');
  });

  it.each([
    [400, 'its trigger must be'],
    [401, 'copy the URL again'],
    [403, 'copy the URL again'],
    [404, 'deleted or switched off'],
    [413, 'larger than the workflow accepts'],
    [302, 'Redirects are not followed'],
  ])('with status %i: the delivery fails and the integration stays enabled', (status, text) => {
    const found = verdict(status, '<html>no</html>');
    expect(found).toMatchObject({ failed: 'permanent', reason: expect.stringContaining(text) });
    expect(found).not.toHaveProperty('disable');
  });

  it('with status 410: the integration is disabled', () => {
    expect(verdict(410)).toMatchObject({ failed: 'permanent', disable: true });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('the workflow answers %i: retried', (status) => {
    expect(verdict(status)).toMatchObject({ failed: 'transient' });
  });

  it('the workflow answers with Retry-After: retried after that time', () => {
    expect(verdict(429, '', { 'Retry-After': '60' })).toMatchObject({ failed: 'transient', retryAfter: 60 });
  });

  it("with an error: the reason has Power Automate's code but not its message, which may quote the URL", () => {
    const error = { code: 'DirectApiAuthorizationRequired', message: `The URL ${workflowUrl} is not valid.` };
    expect(verdict(401, { error })).toMatchObject({
      reason:
        'Power Automate answered 401 Unauthorized (DirectApiAuthorizationRequired): the URL is no longer valid, or the trigger accepts only signed-in users. Set "Who can trigger the flow" to Anyone and copy the URL again.',
    });
  });
});
