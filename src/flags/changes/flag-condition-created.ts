import { defineChange, field } from './change.ts';
import { renderRuleLine } from './rule-line.ts';
import { rulesOf } from './rules-of.ts';

export const flagConditionCreated = defineChange({
  name: 'FlagConditionCreated',
  description: 'A rule was added in the environment.',
  fields: {
    indexAfter: field('Int', 'Its place among the rules now, from 0.'),
    ruleAfter: field('RuleSnapshot', 'The rule.'),
  },
  detect: (before, after) => {
    const known = new Set(rulesOf(before).map(({ id }) => id));
    return rulesOf(after)
      .map((ruleAfter, indexAfter) => ({ indexAfter, ruleAfter }))
      .filter(({ ruleAfter }) => !known.has(ruleAfter.id));
  },
  summarise: ({ indexAfter, ruleAfter }, place) =>
    `Added rule ${indexAfter + 1}${place}: ${renderRuleLine(ruleAfter)}.`,
});
