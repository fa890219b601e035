/** One message that lists many events, as Slack and Teams get it. */

import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { slack } from '#src/integrations/providers/slack/provider.ts';
import { teams } from '#src/integrations/providers/teams/provider.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { eventsByChange, eventsByType, everyEvent, hostileText } from '#test/support/flag-events.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';
import { readSlack, readTeams } from '#test/support/read-chat.ts';
import { wideEvents } from '#test/support/wide-events.ts';

const slackContract = contractUrl('slack/slack-message.with-limits.schema.json');
const cardContract = contractUrl('adaptivecards/adaptive-card-1.4.0.json');
const draft6 = new URL('../../../node_modules/ajv/dist/refs/json-schema-draft-06.json', import.meta.url);
const links = { publicUrl: 'https://flags.example.com' };
const bot = {
  settings: { channels: ['#releases'] },
  secrets: { botToken: 'xoxb-1-2-secret' },
};

function forSlack(events: OutgoingEvent[]) {
  const digest = slack.digest?.(events, { settings: bot.settings, target: '#releases', links });
  return { text: digest?.body ?? '', json: JSON.parse(digest?.body ?? '') };
}

function forTeams(events: OutgoingEvent[]) {
  const digest = teams.digest?.(events, { settings: {}, target: '', links });
  return { text: digest?.body ?? '', json: JSON.parse(digest?.body ?? '') };
}

const inSlack = (events: OutgoingEvent[]) => readSlack(forSlack(events).json);
const inTeams = (events: OutgoingEvent[]) => readTeams(forTeams(events).json);

/** Events one second apart, the last one first. */
function inReverse(events: (OutgoingEvent | undefined)[]): OutgoingEvent[] {
  const start = Date.parse('2026-03-04T12:00:00Z');
  return events
    .map((event, index) => ({
      ...(event ?? outgoingEvent()),
      sequence: 41 + index,
      occurredAt: new Date(start + index * 1_000),
    }))
    .reverse();
}

const morning = inReverse([
  eventsByChange['FlagCreated'],
  eventsByChange['FlagEnabledChanged'],
  eventsByChange['FlagConditionChanged'],
  eventsByChange['FlagNameChanged'],
  eventsByType['APPROVAL_REQUESTED'],
  eventsByChange['FlagDeleted'],
]);

/** As many as are ever told together, of the worst there are. */
const hostile: [name: string, events: OutgoingEvent[]][] = [...everyEvent, ...wideEvents].map(
  ([name, event]) => [name, inReverse(Array(30).fill(event))],
);

describe('the digest of a burst has the actor and a line for each event', () => {
  it('as a message in Slack', () => {
    expect(inSlack(morning)).toMatchInlineSnapshot(`
      "# 6 changes by Dev (dev@example.com)
      Project Shop
      • Flag created: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Created the flag: STRING, 2 variations ("control", "treatment").
      • Flag switched off in Production: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · on → off
      • Flag changed in Production: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Changed rule 1: IF country IN ("FR") THEN "treatment" → IF country IN ("US") THEN "treatment"
      • Flag changed: [Newer checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Renamed the flag: "New checkout" → "Newer checkout"
      • Approval requested in Production: [New checkout (new-checkout)](https://flags.example.com/projects/shop/changes/cr_01h455vb4pex5vsknk084sn02q) · “Start the sale”
      • Flag deleted: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Deleted the flag.
      <!date^1772625605^{date_short_pretty} at {time}|2026-03-04 12:00 UTC>"
    `);
  });

  it('as a card in Teams', () => {
    expect(inTeams(morning)).toMatchInlineSnapshot(`
      "6 changes by Dev (dev@example.com)
      Project: Shop
      • Flag created: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Created the flag: STRING, 2 variations ("control", "treatment").
      • Flag switched off in Production: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · on → off
      • Flag changed in Production: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Changed rule 1: IF country IN ("FR") THEN "treatment" → IF country IN ("US") THEN "treatment"
      • Flag changed: [Newer checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Renamed the flag: "New checkout" → "Newer checkout"
      • Approval requested in Production: [New checkout (new-checkout)](https://flags.example.com/projects/shop/changes/cr_01h455vb4pex5vsknk084sn02q) · “Start the sale”
      • Flag deleted: [New checkout (new-checkout)](https://flags.example.com/projects/shop/flags/new-checkout) · Deleted the flag.
      2026-03-04 12:00 UTC · sequence 41 to 46"
    `);
  });

  it('as the text of a notification, in short', () => {
    expect(forSlack(morning).json.text).toMatchInlineSnapshot(
      `"6 changes by Dev (dev@example.com), project Shop. Flag created: New checkout (new-checkout) · Created the flag: STRING, 2 variations ("control", "treatment"). | Flag switched off in Production: New checkout (new-checkout) · on → off | Flag changed in Production: New checkout (new-checkout) · Changed rule 1: IF country IN ("FR") THEN "treatment" → IF country IN ("US") THEN "treatment" | Flag changed: Newer checkout (new-checkout) · Renamed the flag: "New checkout" → "Newer checkout" | Approval requested in Production: New checkout (new-checkout) · “Start the sale” | Flag deleted: New checkout …"`,
    );
  });
});

describe('a digest of 30 events is within the size limit', () => {
  it.each(hostile)('%s', (_, events) => {
    const [message, card] = [forSlack(events), forTeams(events)];
    expect(Buffer.byteLength(JSON.stringify(message.json.blocks))).toBeLessThanOrEqual(10_000);
    expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(slack.limits.bodyBytes);
    expect(message.json.text.length).toBeLessThanOrEqual(4_000);
    expect(Buffer.byteLength(card.text)).toBeLessThanOrEqual(teams.limits.bodyBytes);
    expect(message.text.isWellFormed() && card.text.isWellFormed()).toBe(true);
    expect(message.json.text).not.toMatch(/<|>|&(?!amp;|lt;|gt;)/);
  });

  it.skipIf(!existsSync(slackContract))(
    'and to the schema made from the official types of Slack (needs the contracts beside the project)',
    () => {
      const ajv = new Ajv({ strict: false });
      ajv.addSchema(JSON.parse(readFileSync(slackContract, 'utf8')), 'slack');
      const validate = ajv.compile({ $ref: 'slack#/definitions/ChatPostMessageBody' });
      for (const [name, events] of [['a morning', morning] as const, ...hostile]) {
        validate(forSlack(events).json);
        expect(validate.errors, name).toBeNull();
      }
    },
  );

  it.skipIf(!existsSync(cardContract))(
    'and to the official schema of Adaptive Card 1.4 (needs the contracts beside the project)',
    () => {
      const { id: _, ...schema } = JSON.parse(readFileSync(cardContract, 'utf8'));
      const ajv = new Ajv({ strict: false, validateFormats: false });
      ajv.addMetaSchema(JSON.parse(readFileSync(draft6, 'utf8')));
      const validate = ajv.compile(schema);
      for (const [name, events] of [['a morning', morning] as const, ...hostile]) {
        const { msteams: __, ...card } = forTeams(events).json.attachments[0].content;
        validate(card);
        expect(validate.errors, name).toBeNull();
      }
    },
  );
});

it('a digest of 30 ordinary changes: each has a line with a link', () => {
  const events = inReverse(Array(30).fill(eventsByChange['FlagEnabledChanged']));
  for (const text of [inSlack(events), inTeams(events)]) {
    expect(text.match(/Flag switched off in Production: \[New checkout.*off$/gm)).toHaveLength(30);
    expect(text).not.toContain('more');
  }
});

it('a digest that does not fit: says how many events were omitted', () => {
  const key = '漢'.repeat(80);
  const wide = outgoingEvent({
    flag: { id: 'flag_1', key, name: '漢'.repeat(300) },
    environment: { id: 'env_1', key, name: '本'.repeat(300) },
    changes: [{ __typename: 'FlagOther', summary: '文字'.repeat(200) }],
  });
  const events = inReverse(Array(60).fill(wide));
  const [, left] = /… and (\d+) more; the log of the project has them\./.exec(inSlack(events)) ?? [];
  expect(Number(left)).toBeGreaterThan(0);
  expect(inSlack(events).match(/Flag changed/g)).toHaveLength(60 - Number(left));
});

it('a digest with markup in names: shows it as text', () => {
  const typed = inReverse([outgoingEvent({ flag: { id: 'flag_1', key: 'f', name: hostileText } })]);
  expect(forSlack(typed).json.text).toContain('&lt;!channel&gt; &lt;@U123&gt;');
  expect(forSlack(typed).json.blocks.at(-1).elements[0].text).toMatch(/^<!date\^\d+\^[^<>]*>$/);
});

it('the digest of a Slack bot: names the channel, expands no links and has the project as metadata', () => {
  expect(forSlack(morning).json).toMatchObject({
    channel: '#releases',
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_payload: { project_key: 'shop' } },
  });
});
