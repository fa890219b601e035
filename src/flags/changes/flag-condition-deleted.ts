import { defineChange, field } from './change.ts';
import { renderRuleLine } from './rule-line.ts';
import { rulesOf } from './rules-of.ts';

export const flagConditionDeleted = defineChange({
  name: 'FlagConditionDeleted',
  description: 'A rule of the environment was removed.',
  fields: {
    indexBefore: field('Int', 'The place among the rules that it had, from 0.'),
    ruleBefore: field('RuleSnapshot', 'The rule as it was last.'),
  },
  detect: (before, after) => {
    const kept = new Set(rulesOf(after).map(({ id }) => id));
    return rulesOf(before)
      .map((ruleBefore, indexBefore) => ({ indexBefore, ruleBefore }))
      .filter(({ ruleBefore }) => !kept.has(ruleBefore.id));
  },
  summarise: ({ indexBefore, ruleBefore }, place) =>
    `Deleted rule ${indexBefore + 1}${place}: ${renderRuleLine(ruleBefore)}.`,
});
