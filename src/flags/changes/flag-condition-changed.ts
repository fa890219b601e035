import { isDeepStrictEqual } from 'node:util';
import { defineChange, field } from './change.ts';
import { renderRuleLine } from './rule-line.ts';
import { rulesOf } from './rules-of.ts';

export const flagConditionChanged = defineChange({
  name: 'FlagConditionChanged',
  description: 'A rule of the environment tests or serves something else, or is described differently.',
  fields: {
    indexBefore: field('Int', 'Its old place among the rules, from 0.'),
    ruleBefore: field('RuleSnapshot', 'The rule as it was.'),
    indexAfter: field('Int', 'Its place among the rules now, from 0.'),
    ruleAfter: field('RuleSnapshot', 'The rule as it is now.'),
  },
  detect: (before, after) => {
    const old = rulesOf(before);
    return rulesOf(after).flatMap((ruleAfter, indexAfter) => {
      const indexBefore = old.findIndex(({ id }) => id === ruleAfter.id);
      const ruleBefore = old[indexBefore];
      if (!ruleBefore || isDeepStrictEqual(ruleBefore, ruleAfter)) return [];
      return [{ indexBefore, ruleBefore, indexAfter, ruleAfter }];
    });
  },
  summarise: ({ ruleBefore, indexAfter, ruleAfter }, place) => {
    const [before, after] = [renderRuleLine(ruleBefore), renderRuleLine(ruleAfter)];
    return before === after
      ? `Changed the description of rule ${indexAfter + 1}${place}.`
      : `Changed rule ${indexAfter + 1}${place} from ${before} to ${after}.`;
  },
});
