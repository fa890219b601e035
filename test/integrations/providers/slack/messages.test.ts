import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { slack } from '#src/integrations/providers/slack/provider.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { eventsByChange, eventsByType, everyEvent, hostileText } from '#test/support/flag-events.ts';
import { integrationDisabled, outgoingEvent } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';
import { sixtyChangedRules, wideEvents } from '#test/support/wide-events.ts';

const contract = contractUrl('slack/slack-message.with-limits.schema.json');
const webhookUrl = 'https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx';
const webhook = { settings: { channels: [] }, secrets: { webhookUrl } };
const bot = {
  settings: { channels: ['C0123456789', '#releases'] },
  secrets: { botToken: 'xoxb-1-2-secret' },
};

function request(event: OutgoingEvent, configuration: Parameters<typeof slack.address>[0], target = '') {
  const made = requestOf(slack, event, { ...configuration, target });
  return { ...made, text: made.body, json: JSON.parse(made.body) };
}

const style = z.strictObject({
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  code: z.literal(true).optional(),
});
const text = z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: style.optional() });
const link = z.strictObject({ type: z.literal('link'), text: z.string().min(1), url: z.url().max(3_000) });
const rich = <Type extends string>(type: Type, element: z.ZodType = z.union([text, link])) =>
  z.strictObject({ type: z.literal(type), elements: z.array(element).min(1) });
const message = z.strictObject({
  channel: z.string().min(1).optional(),
  text: z.string().min(1).max(4_000),
  blocks: z.tuple([
    z.strictObject({
      type: z.literal('header'),
      text: z.strictObject({
        type: z.literal('plain_text'),
        text: z.string().min(1).max(150),
        emoji: z.literal(false),
      }),
    }),
    rich(
      'rich_text',
      z.union([
        rich('rich_text_section'),
        rich('rich_text_preformatted', text),
        rich('rich_text_quote', text),
        rich('rich_text_list', rich('rich_text_section')).extend({ style: z.literal('bullet') }),
      ]),
    ),
    rich('context', z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3_000) })),
  ]),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  metadata: z.strictObject({
    event_type: z.string().regex(/^\w+$/),
    event_payload: z.record(z.string(), z.string()),
  }),
});

interface Node {
  type: string;
  text?: string | Node;
  url?: string;
  style?: { code?: boolean };
  elements?: Node[];
}

/** A message as somebody reads it: blocks from top to bottom, `code` marked. */
function read({ blocks }: { blocks: Node[] }): string {
  const shown = (node: Node): string => {
    const parts = (node.elements ?? []).map(shown);
    if (node.type === 'rich_text_list') return parts.map((part) => `• ${part}`).join('\n');
    if (node.type === 'rich_text') return parts.join('\n');
    if (node.type === 'rich_text_quote') return `> ${parts.join('')}`;
    if (node.type === 'rich_text_preformatted') return `---\n${parts.join('')}\n---`;
    if (typeof node.text === 'object') return `# ${shown(node.text)}`;
    const words = node.text ?? parts.join('');
    if (node.url) return `[${words}](${node.url})`;
    return node.style?.code ? `\`${words}\`` : words;
  };
  return blocks.map(shown).join('\n');
}

describe('a Slack message', () => {
  it.each([...everyEvent, ...wideEvents])('is within the limits of Block Kit: %s', (_, event) => {
    const made = request(event, webhook);
    message.parse(made.json);
    expect(Buffer.byteLength(JSON.stringify(made.json.blocks))).toBeLessThanOrEqual(10_000);
    expect(Buffer.byteLength(made.text)).toBeLessThanOrEqual(slack.limits.bodyBytes);
    expect(made.text.isWellFormed()).toBe(true);
  });

  it.skipIf(!existsSync(contract))(
    'keeps to the schema made from the official types (needs the contracts beside the project)',
    () => {
      const schema = JSON.parse(readFileSync(contract, 'utf8'));
      const ajv = new Ajv({ strict: false }).addSchema(schema, 'slack');
      const forWebhooks = ajv.compile({ $ref: 'slack#/definitions/IncomingWebhookPayload' });
      const forBots = ajv.compile({ $ref: 'slack#/definitions/ChatPostMessageBody' });
      for (const [name, event] of [...everyEvent, ...wideEvents]) {
        forWebhooks(request(event, webhook).json);
        expect(forWebhooks.errors, name).toBeNull();
        forBots(request(event, bot, '#releases').json);
        expect(forBots.errors, name).toBeNull();
      }
      forBots({ ...request(outgoingEvent(), webhook).json });
      expect(forBots.errors).not.toBeNull();
    },
  );

  it('has actor, environment, old and new values, and a diff when rules changed', () => {
    const event = {
      ...(eventsByChange['FlagConditionChanged'] ?? outgoingEvent()),
      comment: 'For *France*\nonly',
    };
    expect(read(request(event, webhook).json)).toMatchInlineSnapshot(`
      "# Flag changed: New checkout (new-checkout)
      Dev (dev@example.com) in Production · project Shop
      • Changed rule 1 in Production: \`IF country IN ("FR") THEN "treatment"\` → \`IF country IN ("US") THEN "treatment"\`
      ---
      -IF country IN ("FR")
      +IF country IN ("US")
       THEN "treatment"
       ELSE IF country IN ("DE")
       THEN "treatment"
      ---
      > For *France*
      only
      [Open the flag](https://flags.example.com/projects/shop/flags/new-checkout)
      <!date^1772625600^{date_short_pretty} at {time}|2026-03-04 12:00 UTC> · flag.updated"
    `);
  });

  it('about a switched flag is short', () => {
    expect(
      read(request(eventsByChange['FlagEnabledChanged'] ?? outgoingEvent(), webhook).json),
    ).toMatchInlineSnapshot(`
      "# Flag switched off: New checkout (new-checkout)
      Dev (dev@example.com) in Production · project Shop
      • Switched the flag off in Production: \`on\` → \`off\`
      [Open the flag](https://flags.example.com/projects/shop/flags/new-checkout)
      <!date^1772625600^{date_short_pretty} at {time}|2026-03-04 12:00 UTC> · flag.updated"
    `);
  });

  it('about a change request has the proposed changes, its state and a link to review it', () => {
    expect(
      read(request(eventsByType['APPROVAL_REQUESTED'] ?? outgoingEvent(), webhook).json),
    ).toMatchInlineSnapshot(`
      "# Approval requested: New checkout (new-checkout)
      Dev (dev@example.com) in Production · project Shop
      • “Start the sale”, proposed by Ada.
      • Approvals: 0 of 1.
      • Nothing has changed yet. What it asks for:
      • Switched the flag on in Production: \`off\` → \`on\`
      ---
      -OFF: "control"
      +"treatment"
      ---
      [Review the change](https://flags.example.com/projects/shop/changes/cr_01h455vb4pex5vsknk084sn02q)
      <!date^1772625600^{date_short_pretty} at {time}|2026-03-04 12:00 UTC> · approval.requested"
    `);
  });

  it('about a disabled integration has its name, the time and the reason', () => {
    expect(read(request(integrationDisabled(), webhook).json)).toMatchInlineSnapshot(`
      "# Integration disabled: Our endpoint (Webhook)
      Our endpoint · project Shop
      • Disabled since 2026-03-04 12:00 UTC, until somebody enables it again.
      • Why: The receiver answered 410 Gone: it wants no more deliveries.
      [Open the integration](https://flags.example.com/projects/shop/integrations/intg_01h455vb4pex5vsknk084sn02q)
      <!date^1772625600^{date_short_pretty} at {time}|2026-03-04 12:00 UTC> · integration.disabled"
    `);
    expect(request(integrationDisabled(), webhook).json.metadata.event_payload).toEqual({
      event_id: 'evt_01h455vb4pex5vsknk084sn02q',
      event: 'integration.disabled',
      project_key: 'shop',
      integration_id: 'intg_01h455vb4pex5vsknk084sn02q',
    });
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
    expect(read(request(event, webhook).json)).toMatchInlineSnapshot(`
      "# Approval requested
      Dev (dev@example.com) · project Shop
      <!date^1772625600^{date_short_pretty} at {time}|2026-03-04 12:00 UTC> · approval.requested"
    `);
  });

  it('that was shortened says what was omitted', () => {
    expect(read(request(sixtyChangedRules, webhook).json)).toMatch(
      /Left out here: \d+ more changes, \d+ more lines/,
    );
  });

  it('has no text of users in markup', () => {
    const typed = { comment: hostileText, flag: { id: 'flag_1', key: 'f', name: hostileText } };
    const { json } = request(outgoingEvent(typed), webhook);
    expect(json.text).toContain('&lt;!channel&gt; &lt;@U123&gt;');
    expect(json.text).not.toMatch(/<|>|&(?!amp;|lt;|gt;)/);
    expect(json.blocks[2].elements[0].text).toBe(
      '<!date^1772625600^{date_short_pretty} at {time}|2026-03-04 12:00 UTC> · flag.updated',
    );
  });

  it('has the id of the event as metadata, so that duplicates can be recognized', () => {
    expect(request(outgoingEvent(), webhook).json.metadata.event_payload).toEqual({
      event_id: 'evt_01h455vb4pex5vsknk084sn02q',
      event: 'flag.updated',
      project_key: 'shop',
      environment_key: 'production',
      flag_key: 'new-checkout',
    });
  });
});

describe('the destination of a Slack message', () => {
  it('with an incoming webhook: is the webhook', () => {
    const { method, url, headers, json } = request(outgoingEvent(), webhook);
    expect({ method, url, headers }).toEqual({
      method: 'POST',
      url: webhookUrl,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'GoGreen' },
    });
    expect(json).not.toHaveProperty('channel');
    expect(slack.targets?.(webhook.settings)).toEqual(['']);
  });

  it('with a bot: is each of its channels', () => {
    expect(slack.targets?.(bot.settings)).toEqual(['C0123456789', '#releases']);
    const { url, headers, json } = request(outgoingEvent(), bot, '#releases');
    expect(url).toBe('https://slack.com/api/chat.postMessage');
    expect(headers['Authorization']).toBe('Bearer xoxb-1-2-secret');
    expect(json.channel).toBe('#releases');
  });

  it.each(['http://127.0.0.1:8080/slack', 'http://127.0.0.1:8080/slack/'])('with a gateway: %s', (apiUrl) => {
    const gateway = { ...bot, settings: { ...bot.settings, apiUrl } };
    expect(request(outgoingEvent(), gateway, '#releases').url).toBe(
      'http://127.0.0.1:8080/slack/chat.postMessage',
    );
    expect(slack.destinations.main(gateway)).toBe('http://127.0.0.1:8080/slack/chat.postMessage');
  });

  it('in the connection check: gets no message', () => {
    expect(slack.connectionTest?.request(bot)).toMatchObject({
      url: 'https://slack.com/api/auth.test',
      body: '{}',
    });
    expect(slack.connectionTest?.request(webhook)).toMatchObject({ url: webhookUrl, body: '{"text":""}' });
  });

  it('as it is shown: has no secrets', () => {
    const shown = [
      slack.redact(request(outgoingEvent(), webhook), webhook),
      slack.redact(request(outgoingEvent(), bot, '#releases'), bot),
    ];
    expect(shown[0]?.url).toBe('https://hooks.slack.com/services/••••uvwx');
    expect(shown[1]?.headers['Authorization']).toBe('Bearer ••••cret');
    expect(JSON.stringify(shown)).not.toMatch(/T00000000|abcdefgh|xoxb-1/);
  });
});
