/** Results of an experiment over time, and how much is missing to find an effect. */

import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { ExperimentType } from '../experiment.schema.ts';
import { ResultsType } from './experiment-results.schema.ts';
import { historyOf, MAX_POINTS } from './history.ts';
import { MAX_EFFECT, MIN_EFFECT, POWER, type Power, powerOf } from './power.ts';

builder.prismaObjectField(ExperimentType, 'history', (t) =>
  t.field({
    type: [ResultsType],
    description: `Results of the totals that were recorded, by the time of the totals, oldest first. If there are more than \`points\`, the time from the first to the last is cut into so many equal parts, and the last results of each are given. Fails with INVALID_INPUT if \`points\` is not 2 to ${MAX_POINTS}.`,
    args: {
      points: t.arg.int({
        defaultValue: 50,
        required: true,
        description: `The most results to give, 2 to ${MAX_POINTS}.`,
      }),
    },
    complexity: ({ points }) => ({
      field: 10,
      multiplier: Math.min(Math.max(points, 1), MAX_POINTS),
    }),
    resolve: ({ id }, { points }, context) => {
      if (points < 2 || points > MAX_POINTS)
        throw new InvalidInputError([{ path: 'points', message: `must be 2 to ${MAX_POINTS}` }]);
      return historyOf(context, { experimentId: id, points });
    },
  }),
);

const PowerType = builder.objectRef<Power>('ExperimentPower').implement({
  description: `How much an experiment has to measure to find an effect with a power of ${POWER}: then a test at the significance level of the experiment finds it in ${POWER * 100} % of such experiments. Computed from the newest results as if exposures were split as planned.`,
  fields: (t) => ({
    effect: t.exposeFloat('effect', {
      description: 'The lift to be found, as a share of control: 0.05 is 5 % better than control.',
    }),
    needed: t.exposeFloat('needed', {
      description:
        'Number of exposures (or values of a MEAN metric) of all variations together that are needed. At least the minimum sample in each variation.',
    }),
    counted: t.exposeFloat('counted', {
      description: 'Number of exposures (or values) of all variations together so far.',
    }),
    missing: t.exposeFloat('missing', {
      description: 'Number that is still missing. 0 if there are enough.',
    }),
    missingDays: t.exposeFloat('missingDays', {
      nullable: true,
      description: 'Days until there are enough, at the average pace since the start. null without a pace.',
    }),
    detectableEffect: t.exposeFloat('detectableEffect', {
      nullable: true,
      description: `The smallest lift, as a share of control, for which there are enough. null if there is none up to ${MAX_EFFECT}.`,
    }),
  }),
});

builder.prismaObjectField(ExperimentType, 'power', (t) =>
  t.field({
    type: PowerType,
    nullable: true,
    description: `How much is missing to find a lift of a given size. null before the first results, if the rate or mean of control is not above zero, and if there is no such rate, as with a lift of 50 % over a rate of 70 %. Fails with INVALID_INPUT if \`effect\` is not ${MIN_EFFECT} to ${MAX_EFFECT}.`,
    args: {
      effect: t.arg.float({
        defaultValue: 0.1,
        required: true,
        description: `The smallest lift that matters, as a share of control, ${MIN_EFFECT} to ${MAX_EFFECT}.`,
      }),
    },
    resolve: ({ design, results, startedAt }, { effect }) => {
      if (!(effect >= MIN_EFFECT && effect <= MAX_EFFECT))
        throw new InvalidInputError([
          { path: 'effect', message: `must be ${MIN_EFFECT} to ${MAX_EFFECT}; 0.1 is a lift of 10 %` },
        ]);
      return results && powerOf(design, results, startedAt, effect);
    },
  }),
);
