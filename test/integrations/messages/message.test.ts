import { describe, expect, it } from 'vitest';
import { changes } from '#src/flags/changes/registry.ts';
import { fitMessage } from '#src/integrations/messages/fit-message.ts';
import { type Message, toMessage } from '#src/integrations/messages/message.ts';
import { notificationOf, titleOf } from '#src/integrations/messages/message-text.ts';
import { eventsByChange, eventsByType, everyEvent } from '#test/support/flag-events.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';
import { hugeValue, renamedFromQuotes, sixtyChangedRules, wideEvents } from '#test/support/wide-events.ts';

const { raw } = String;

function linesOf({ changes: found }: Message): string[] {
  return found.map(({ sentence, sides }) =>
    sides ? `${sentence} ${sides.before} → ${sides.after}` : sentence,
  );
}

describe('a change in a message', () => {
  it('every member of FlagChange: has a sentence, and the old and new value if it has both', () => {
    const said = changes.map(({ name }) => {
      const event = eventsByChange[name];
      if (!event) throw new Error(`${name} has no sample`);
      expect(event.changes.map(({ __typename }) => __typename)).toContain(name);
      return `${name}: ${linesOf(toMessage(event)).join(' | ')}`;
    });
    expect(said).toMatchInlineSnapshot(`
      [
        "FlagCreated: Created the flag: STRING, 2 variations ("control", "treatment").",
        "FlagDeleted: Deleted the flag.",
        "FlagLifecycleChanged: Archived the flag: active → archived",
        "FlagEnabledChanged: Switched the flag off in Production: on → off",
        "FlagConditionCreated: Added rule 3 in Production: IF country IN ("IT") THEN "treatment".",
        "FlagConditionChanged: Changed rule 1 in Production: IF country IN ("FR") THEN "treatment" → IF country IN ("US") THEN "treatment"",
        "FlagConditionDeleted: Deleted rule 2 in Production: IF country IN ("DE") THEN "treatment".",
        "FlagConditionsReordered: Reordered the rules in Production; the old numbers in the new order: 2, 1.",
        "FlagFallthroughChanged: Changed what is served when no rule matches in Production: "control" → 75% "control", 25% "treatment" (by userId)",
        "FlagOffVariationChanged: Changed the off variation in Production: "control" → "treatment"",
        "FlagVariationCreated: Added the variation "blue" with the value "blue".",
        "FlagVariationChanged: Changed the value of the variation "control": "control" → "old"",
        "FlagVariationDeleted: Deleted the variation "treatment".",
        "FlagVariationsReordered: Reordered the variations: "control", "treatment" → "treatment", "control"",
        "FlagNameChanged: Renamed the flag: "New checkout" → "Newer checkout"",
        "FlagDescriptionChanged: Added a description: none → "The checkout of 2026."",
        "FlagTagsChanged: Changed the tags: added "shop".",
        "FlagOwnerChanged: Made "team-web" the owner.",
        "FlagIssueLinked: Linked the flag to the Jira issue WEB-2.",
        "FlagIssueUnlinked: Unlinked the flag from the Jira issue WEB-1.",
      ]
    `);
  });

  it('with values longer than a summary: has the beginning of both', () => {
    const message = fitMessage(toMessage(hugeValue), () => true);
    expect(message.changes).toHaveLength(1);
    expect(message.changes[0]?.sentence).toBe('Changed the value of the variation "treatment":');
    expect(message.changes[0]?.sides?.before).toMatch(/^\{"text":"a+…$/);
    expect(message.changes[0]?.sides?.after).toMatch(/^\{"text":"b+…$/);
    expect(message.shortened).toBe('Left out here: the end of long texts.');
  });

  it('with quotes in a name: escapes them', () => {
    expect(linesOf(toMessage(renamedFromQuotes))).toEqual([raw`Renamed the flag: "a\" to \"b" → "c"`]);
  });

  it('of an unknown kind: has only the summary', () => {
    const event = outgoingEvent({
      changes: [{ __typename: 'FlagTeleported', summary: 'Moved  the\nflag.' }],
    });
    expect(toMessage(event).changes).toEqual([{ sentence: 'Moved the flag.', sides: null }]);
  });
});

describe('the code-like in a message', () => {
  it('when rules changed: is a diff without file names and line numbers', () => {
    expect(
      toMessage(eventsByChange['FlagConditionChanged'] ?? outgoingEvent()).diff.join('\n'),
    ).toMatchInlineSnapshot(`
      "-IF country IN ("FR")
      +IF country IN ("US")
       THEN "treatment"
       ELSE IF country IN ("DE")
       THEN "treatment""
    `);
  });

  it('when only the switch changed: is omitted', () => {
    expect(toMessage(eventsByChange['FlagEnabledChanged'] ?? outgoingEvent()).diff).toEqual([]);
  });
});

describe('the title of a message', () => {
  it('of every type of event: says what happened to which flag', () => {
    const titles = Object.values(eventsByType).map((event) => titleOf(toMessage(event), 150));
    expect(titles).toMatchInlineSnapshot(`
      [
        "Flag created: New checkout (new-checkout)",
        "Flag switched off: New checkout (new-checkout)",
        "Flag archived: New checkout (new-checkout)",
        "Flag restored: New checkout (new-checkout)",
        "Flag deleted: New checkout (new-checkout)",
        "Approval requested: New checkout (new-checkout)",
        "Change approved: New checkout (new-checkout)",
        "Change rejected: New checkout (new-checkout)",
        "Approved change applied: New checkout (new-checkout)",
        "Change request cancelled: New checkout (new-checkout)",
        "Experiment started: New checkout (new-checkout)",
        "Experiment has significant results: New checkout (new-checkout)",
        "Experiment concluded: New checkout (new-checkout)",
        "Integration disabled: Our endpoint (Webhook)",
      ]
    `);
  });

  it('that is too long: the name is cut and the key kept', () => {
    const flag = { id: 'flag_1', key: 'k'.repeat(100), name: 'n'.repeat(300) };
    const title = titleOf(toMessage(outgoingEvent({ flag })), 150);
    expect(title).toMatch(/^Flag changed: n+… \(k{100}\)$/);
    expect(title).toHaveLength(150);
  });

  it('of a flag whose name is its key: has the key once', () => {
    const event = outgoingEvent({ flag: { id: 'flag_1', key: 'dark-mode', name: 'dark-mode' } });
    expect(titleOf(toMessage(event), 150)).toBe('Flag changed: dark-mode');
  });

  it('of a test event: is marked as a test', () => {
    expect(titleOf(toMessage(outgoingEvent({ test: true })), 150)).toMatch(/^Test: Flag changed: /);
  });
});

describe('the notification text of a message', () => {
  it('has the change, environment, actor and project in one line', () => {
    expect(notificationOf(toMessage(eventsByChange['FlagEnabledChanged'] ?? outgoingEvent()), 600)).toBe(
      'Flag switched off: New checkout (new-checkout) in Production, by Dev (dev@example.com), project Shop. Switched the flag off in Production: on → off.',
    );
  });
});

describe('a long message', () => {
  const large = toMessage(sixtyChangedRules);

  it('is not shortened if it fits', () => {
    const message = toMessage(eventsByChange['FlagConditionChanged'] ?? outgoingEvent());
    expect(fitMessage(message, () => true)).toEqual(message);
  });

  it('loses the ends of long values before whole changes', () => {
    const shorter = fitMessage(large, ({ changes: [first] }) => (first?.sides?.before.length ?? 0) <= 200);
    expect(shorter.changes).toHaveLength(25);
    expect(shorter.shortened).toBe(
      'Left out here: 35 more changes, 131 more lines of the diff, the end of long texts.',
    );
  });

  it('has at most five changes and 8 KB if nothing longer fits', () => {
    const least = fitMessage(large, () => false);
    expect(least.changes).toHaveLength(5);
    expect(Buffer.byteLength(JSON.stringify(least))).toBeLessThan(8_000);
  });

  it.each([...everyEvent, ...wideEvents])('is not cut within a character: %s', (_, event) => {
    for (const atMost of [1, 2, 3, 4, 5, 6]) {
      let asked = 0;
      const message = fitMessage(toMessage(event), () => ++asked >= atMost);
      expect(JSON.stringify(message).isWellFormed()).toBe(true);
      expect(JSON.stringify(message)).not.toMatch(/[\\]ud[89a-f]/i);
    }
  });
});
