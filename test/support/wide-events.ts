/** Events that take much more room than they have characters, or far too many lines. */

import type { FlagState } from '#src/flags/changes/change.ts';
import type { Rule, Variation } from '#src/flags/flag.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { eventOf } from './flag-events.ts';

const targeting = { enabled: true, fallthrough: { variation: 'a' }, offVariation: 'a', rules: [] };

/** 60 long rules that all change, in characters of three bytes and with quotes, which JSON escapes. */
export const sixtyChangedRules: OutgoingEvent = eventOf(withRules('"漢字"'), withRules('"文字"'), {
  comment: '漢'.repeat(2_000),
  project: { id: 'proj_1', key: 'shop', name: '店'.repeat(200) },
  environment: { id: 'env_1', key: 'production', name: '本'.repeat(200) },
  actor: { id: 'user_1', email: `${'é'.repeat(200)}@example.com`, name: '名'.repeat(200) },
});

/** A value of 100 KB becomes another of 100 KB. */
export const hugeValue: OutgoingEvent = eventOf(withValue('a'), withValue('b'));

/** A name with quotes becomes another, and the rest is nothing but spaces. */
export const renamedFromQuotes: OutgoingEvent = eventOf(named('a" to "b'), named('c'), {
  comment: ' \n ',
  actor: { id: 'user_1', email: null, name: ' ' },
  project: { id: 'proj_1', key: 'shop', name: ' ' },
});

/** Families and flags of several code points each. */
const emoji: OutgoingEvent = eventOf(named('🏳️‍🌈'.repeat(60)), named('👩‍👩‍👧‍👦'.repeat(60)), {
  comment: '🚩'.repeat(1_000),
});

export const wideEvents: [name: string, event: OutgoingEvent][] = Object.entries({
  '60 changed rules in wide characters': sixtyChangedRules,
  'values of 100 KB': hugeValue,
  'nothing but spaces': renamedFromQuotes,
  'emoji of several code points': emoji,
});

function named(name: string, variations: Variation[] = []): FlagState {
  const flag = {
    key: 'new-checkout',
    name,
    description: null,
    kind: 'JSON' as const,
    variations,
    tags: [],
    owner: null,
    lifecycle: 'ACTIVE' as const,
    jiraIssues: [],
  };
  return { flag, targeting: null };
}

function withValue(letter: string): FlagState {
  const value = { text: letter.repeat(100_000) };
  return named('New checkout', [{ key: 'treatment', name: 'Treatment', description: null, value }]);
}

function withRules(text: string): FlagState {
  const rules = Array.from({ length: 60 }, (_, index): Rule => {
    const clause = {
      attribute: 'country',
      operator: 'IN' as const,
      values: [text.repeat(50)],
      negate: false,
    };
    return { id: `rule-${index}`, description: null, clauses: [clause], serve: { variation: 'a' } };
  });
  return { ...named('New checkout'), targeting: { ...targeting, rules } };
}
