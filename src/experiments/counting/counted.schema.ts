/** What an experiment counted, as it can be read. */

import { builder } from '../../graphql/builder.ts';
import type { Counted } from './counted.ts';
import { countingWarnings } from './counting-warnings.ts';

export const CountedType = builder.objectRef<Counted>('ExperimentCounted').implement({
  description: 'What GoGreen counted for an experiment. Units are what exposures name, such as users.',
  fields: (t) => ({
    at: t.field({
      type: 'DateTime',
      description: 'Time of the last count. Experiments are counted every five minutes.',
      resolve: ({ at }) => new Date(at),
    }),
    units: t.exposeInt('units', { description: 'Number of units that were exposed.' }),
    mixedUnits: t.exposeInt('mixedUnits', {
      description:
        'Number of those that were exposed to more than one variation. They count for the first one.',
    }),
    isFull: t.exposeBoolean('isFull', {
      description: 'Whether so many units are stored that new ones are left out.',
    }),
    warnings: t.stringList({
      description: 'Sentences about what makes the results doubtful. Empty if nothing does.',
      resolve: countingWarnings,
    }),
  }),
});
