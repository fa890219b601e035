import { defineChange, field } from './change.ts';
import { reordered } from './order.ts';

export const flagConditionsReordered = defineChange({
  name: 'FlagConditionsReordered',
  description: 'The rules of the environment are tried in another order.',
  fields: {
    ruleIdsBefore: field('Strings', 'The ids of the rules in the old order.'),
    ruleIdsAfter: field('Strings', 'The ids of the rules in the new order.'),
  },
  detect: ({ targeting: before }, { targeting: after }) => {
    const ruleIdsBefore = (before?.rules ?? []).map(({ id }) => id);
    const ruleIdsAfter = (after?.rules ?? []).map(({ id }) => id);
    return reordered(ruleIdsBefore, ruleIdsAfter) ? [{ ruleIdsBefore, ruleIdsAfter }] : [];
  },
  summarise: ({ ruleIdsBefore, ruleIdsAfter }, place) => {
    const moved = ruleIdsAfter.map((id) => ruleIdsBefore.indexOf(id) + 1 || 'new');
    return `Reordered the rules${place}; the old numbers in the new order: ${moved.join(', ')}.`;
  },
});
