/** The design of an experiment as it is asked for. */

import { z } from 'zod';
import type { Issue } from '../platform/errors.ts';
import { reference, requiredText } from '../platform/input/input.ts';
import { type Design, metricKinds, variationsIn } from './design.ts';

export const MAX_TREATMENTS = 20;
const MAX_MINIMUM_SAMPLE = 1_000_000_000;
const MAX_REPORT_EVERY = 30 * 24 * 60;

export const experimentName = requiredText(200);

export const reportEveryMinutes = z
  .int()
  .min(1, 'must be 1 minute or more')
  .max(MAX_REPORT_EVERY, `must be at most ${MAX_REPORT_EVERY}, which is 30 days`);

const split = z
  .array(z.object({ variation: reference, weight: z.number().positive('must be above 0').max(1_000_000) }))
  .max(MAX_TREATMENTS + 1, `at most ${MAX_TREATMENTS + 1} variations`);

export const designFields = {
  hypothesis: requiredText(2_000),
  control: reference,
  treatments: z
    .array(reference)
    .min(1, 'name at least one variation to compare with control')
    .max(MAX_TREATMENTS, `at most ${MAX_TREATMENTS} treatments`),
  metric: z.object({
    name: requiredText(200),
    kind: z.enum(metricKinds),
    higherIsBetter: z.boolean().nullish(),
  }),
  split: split.nullish(),
  alpha: z
    .number()
    .min(0.0001, 'must be 0.0001 to 0.5; 0.05 is usual')
    .max(0.5, 'must be 0.0001 to 0.5; 0.05 is usual')
    .nullish(),
  minimumSample: z
    .int()
    .min(2, 'must be 2 or more')
    .max(MAX_MINIMUM_SAMPLE, `must be at most ${MAX_MINIMUM_SAMPLE}`)
    .nullish(),
};

type DesignInput = z.output<z.ZodObject<typeof designFields>>;

export function toDesign(input: DesignInput): Design {
  const { hypothesis, control, treatments, metric, split: given, alpha, minimumSample } = input;
  return {
    hypothesis,
    control,
    treatments,
    metric: { ...metric, higherIsBetter: metric.higherIsBetter ?? true },
    split: given ?? equalSplit(input),
    alpha: alpha ?? 0.05,
    minimumSample: minimumSample ?? 100,
  };
}

export function equalSplit(design: Pick<Design, 'control' | 'treatments'>): Design['split'] {
  return variationsIn(design).map((variation) => ({ variation, weight: 1 }));
}

/** What is wrong with a design, given the flag's variations; paths are those of the input. */
export function checkDesign(design: Design, variations: { key: string }[]): Issue[] {
  const known = variations.map(({ key }) => key);
  const { control, treatments } = design;
  const unknown = (key: string) =>
    `the flag has no variation "${key}"; it has ${known.map((name) => `"${name}"`).join(', ')}`;
  const issues = [
    ...(known.includes(control) ? [] : [{ path: 'control', message: unknown(control) }]),
    ...treatments.flatMap((key, index) => {
      const path = `treatments.${index}`;
      if (!known.includes(key)) return [{ path, message: unknown(key) }];
      if (key === control) return [{ path, message: `"${key}" is the control; name another variation` }];
      return treatments.indexOf(key) < index ? [{ path, message: `"${key}" is named twice` }] : [];
    }),
  ];
  // An equal split of these would only repeat what is wrong with them.
  return issues.length > 0 ? issues : checkSplit(design);
}

function checkSplit(design: Design): Issue[] {
  const compared = variationsIn(design);
  const named = design.split.map(({ variation }) => variation);
  return [
    ...named.flatMap((variation, index) => {
      const path = `split.${index}.variation`;
      if (!compared.includes(variation)) {
        return [{ path, message: `"${variation}" is neither the control nor a treatment; leave it out` }];
      }
      return named.indexOf(variation) < index ? [{ path, message: `"${variation}" is named twice` }] : [];
    }),
    ...compared
      .filter((variation, index) => !named.includes(variation) && compared.indexOf(variation) === index)
      .map((variation) => ({
        path: 'split',
        message: `lacks "${variation}"; give a weight to each variation`,
      })),
  ];
}

/** With the split in the order of the variations, as results need it. Only of a design without issues. */
export function arrangeSplit(design: Design): Design {
  const split = variationsIn(design).flatMap((key) =>
    design.split.filter(({ variation }) => variation === key),
  );
  return { ...design, split };
}
