/**
 * The statistics against published worked examples. Where a source prints fewer digits than are compared here, the same
 * formula was computed with SciPy 1.17 from the data of the source; exact fractions are said to be such.
 */

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { describe, expect, test } from 'vitest';
import { chanceOfHigherMean, chanceOfHigherRate } from '#src/experiments/statistics/chance-to-beat.ts';
import { compareMeans, type Sample, welchFreedom } from '#src/experiments/statistics/compare-means.ts';
import {
  compareProportions,
  katz,
  newcombe,
  pooledZ,
} from '#src/experiments/statistics/compare-proportions.ts';
import type { Comparison, NotEnoughData } from '#src/experiments/statistics/comparison.ts';
import { checkSampleRatio } from '#src/experiments/statistics/sample-ratio.ts';

const z = normalQuantile(0.975, 0, 1);
const of = (conversions: number, exposures: number) => ({ conversions, exposures });
const compared = (found: Comparison | NotEnoughData): Comparison => {
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('two proportions', () => {
  test.each([
    // Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
    { treatment: of(56, 70), control: of(48, 80), lower: 0.0524, upper: 0.3339 },
    { treatment: of(9, 10), control: of(3, 10), lower: 0.1705, upper: 0.809 },
    { treatment: of(6, 7), control: of(2, 7), lower: 0.0582, upper: 0.8062 },
    { treatment: of(5, 56), control: of(0, 29), lower: -0.0381, upper: 0.1926 },
    { treatment: of(0, 10), control: of(0, 20), lower: -0.1611, upper: 0.2775 },
    { treatment: of(0, 10), control: of(0, 10), lower: -0.2775, upper: 0.2775 },
    { treatment: of(10, 10), control: of(0, 20), lower: 0.6791, upper: 1 },
    { treatment: of(10, 10), control: of(0, 10), lower: 0.6075, upper: 1 },
  ])(
    'the interval of $treatment.conversions/$treatment.exposures - $control.conversions/$control.exposures is as Newcombe has it',
    (example) => {
      const { lower, upper } = newcombe(example.treatment, example.control, z);
      expect(lower).toBeCloseTo(example.lower, 4);
      expect(upper).toBeCloseTo(example.upper, 4);
    },
  );

  test('the aspirin study of the Physicians’ Health Study comes out as in Agresti', () => {
    // Agresti, An Introduction to Categorical Data Analysis: heart attacks of 11,034 with placebo and 11,037 with aspirin.
    // He prints X² = 25.01 (z² of the pooled test) and a relative risk of 1.82; the interval is computed from his table.
    const [placebo, aspirin] = [of(189, 11_034), of(104, 11_037)];
    expect(pooledZ(placebo, aspirin) ** 2).toBeCloseTo(25.0139, 4);
    const risk = katz(placebo, aspirin, z);
    expect(risk?.value).toBeCloseTo(0.8178, 4);
    expect(risk?.lower).toBeCloseTo(0.433, 4);
    expect(risk?.upper).toBeCloseTo(1.3059, 4);
    const { pValue, absoluteLift } = compared(compareProportions(placebo, aspirin, 0.05));
    expect(pValue * 1e7).toBeCloseTo(5.6919, 4);
    expect(absoluteLift).toEqual(newcombe(placebo, aspirin, z));
  });

  test('the example of statsmodels’ proportions_ztest has the p-value that its documentation prints', () => {
    // statsmodels.stats.proportion.proportions_ztest: 5 of 83 and 12 of 99, printed as 0.159.
    const { pValue } = compared(compareProportions(of(5, 83), of(12, 99), 0.05));
    expect(pValue).toBeCloseTo(0.1592, 4);
  });

  test('a z of a poll is that of Pennsylvania State’s STAT 415', () => {
    // Lesson 9.4: a tax on cigarettes, 351 of 605 non-smokers and 41 of 195 smokers; printed as 8.99.
    expect(pooledZ(of(351, 605), of(41, 195))).toBeCloseTo(8.9859, 4);
  });

  test.each([
    { name: 'nobody converted', treatment: of(0, 500), control: of(0, 500), reason: 'NO_VARIANCE' },
    { name: 'everybody converted', treatment: of(500, 500), control: of(500, 500), reason: 'NO_VARIANCE' },
    {
      name: 'hardly anybody converted',
      treatment: of(6, 500),
      control: of(3, 500),
      reason: 'TOO_FEW_CONVERSIONS',
    },
    {
      name: 'nearly everybody converted',
      treatment: of(497, 500),
      control: of(498, 500),
      reason: 'TOO_FEW_CONVERSIONS',
    },
  ])('there are no numbers when $name', ({ treatment, control, reason }) => {
    expect(compareProportions(treatment, control, 0.05)).toBe(reason);
  });

  test('two proportions: a control without conversions has no relative lift', () => {
    const { relativeLift, pValue } = compared(compareProportions(of(40, 500), of(0, 500), 0.05));
    expect(relativeLift).toBeNull();
    expect(pValue).toBeLessThan(0.0001);
  });
});

describe('two means', () => {
  const sample = (count: number, mean: number, standardDeviation: number): Sample => ({
    count,
    mean,
    standardDeviation,
  });

  test('two means: the sleep data give the results in the documentation of R’s t.test', () => {
    // t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939, interval -3.3655 to 0.2055.
    // Student's data: the standard deviations are those of its two columns of ten.
    const [first, second] = [sample(10, 0.75, 1.7890097), sample(10, 2.33, 2.0022487)];
    expect(welchFreedom(first, second)).toBeCloseTo(17.7765, 4);
    const { pValue, absoluteLift } = compared(compareMeans(first, second, 0.05));
    expect(pValue).toBeCloseTo(0.0794, 4);
    expect(absoluteLift.value).toBeCloseTo(-1.58, 4);
    expect(absoluteLift.lower).toBeCloseTo(-3.3655, 4);
    expect(absoluteLift.upper).toBeCloseTo(0.2055, 4);
  });

  test('two means: the mileages of cars give the results in NIST’s handbook', () => {
    // NIST/SEMATECH e-Handbook 1.3.5.3, AUTO83B.DAT: unequal variances give T = -12.9463 with 136.8750 degrees of freedom.
    const [american, japanese] = [sample(249, 20.14458, 6.4147), sample(79, 30.48101, 6.10771)];
    expect(welchFreedom(american, japanese)).toBeCloseTo(136.875, 3);
    const { absoluteLift, pValue } = compared(compareMeans(american, japanese, 0.05));
    const standardError = Math.sqrt(6.4147 ** 2 / 249 + 6.10771 ** 2 / 79);
    expect(absoluteLift.value / standardError).toBeCloseTo(-12.9463, 4);
    expect(pValue * 1e25).toBeCloseTo(1.5709, 3);
  });

  test('two means: their ratio has the interval of the delta method', () => {
    // By hand: ratio 1.1; its variance is (0.04 + 1.21 × 0.04) / 100 = 0.000884; ± 1.959964 × 0.0297321.
    const { relativeLift } = compared(compareMeans(sample(100, 11, 2), sample(100, 10, 2), 0.05));
    expect(relativeLift?.value).toBeCloseTo(0.1, 10);
    expect(relativeLift?.lower).toBeCloseTo(0.0417, 4);
    expect(relativeLift?.upper).toBeCloseTo(0.1583, 4);
  });

  test('two means: a control whose mean may well be zero has no relative lift', () => {
    for (const mean of [0, -3, 0.1]) {
      const { relativeLift } = compared(compareMeans(sample(100, 11, 2), sample(100, mean, 2), 0.05));
      expect(relativeLift).toBeNull();
    }
  });

  test('two means: values that are all the same give no statistics', () => {
    expect(compareMeans(sample(100, 11, 0), sample(100, 10, 0), 0.05)).toBe('NO_VARIANCE');
  });

  test('two means: results are finite at the limits of the input', () => {
    const found = compared(compareMeans(sample(2, 1e15, 1e15), sample(2_000_000_000, 1e-300, 1e-150), 0.05));
    expect(JSON.stringify(found)).toBe(
      JSON.stringify(found).replaceAll('null', 'x').replace('"relativeLift":x', '"relativeLift":null'),
    );
  });
});

describe('the chance to beat control', () => {
  test.each([
    // Exact: the sum that Thompson (1933, Biometrika 25:285-294) gave for uniform priors, in fractions.
    { treatment: of(56, 70), control: of(48, 80), chance: 0.9959 },
    { treatment: of(5, 56), control: of(0, 29), chance: 0.9281 },
    { treatment: of(12, 99), control: of(5, 83), chance: 0.9135 },
    { treatment: of(468, 5_100), control: of(420, 5_000), chance: 0.9157 },
    // Two thirds: one conversion of one beside nothing known. By hand, the integral of 2x².
    { treatment: of(1, 1), control: of(0, 0), chance: 0.6667 },
    { treatment: of(0, 0), control: of(0, 0), chance: 0.5 },
    // By hand: 1,000,001 / 1,000,012.
    { treatment: of(0, 10), control: of(0, 1_000_000), chance: 1 },
  ])(
    'of $treatment.conversions/$treatment.exposures against $control.conversions/$control.exposures is $chance',
    (example) => {
      const { treatment, control, chance } = example;
      expect(chanceOfHigherRate(treatment, control)).toBeCloseTo(chance, 4);
      expect(chanceOfHigherRate(treatment, control) + chanceOfHigherRate(control, treatment)).toBeCloseTo(
        1,
        8,
      );
    },
  );

  test('the chance to beat control is the same each time', () => {
    const [first, second] = [1, 2].map(() => chanceOfHigherRate(of(468, 5_100), of(420, 5_000)));
    expect(first).toBe(second);
  });

  test('the chance to beat control of a million users is right whichever arm is the larger one', () => {
    // SciPy: the same integral by adaptive quadrature.
    const [large, small] = [of(50_400, 1_000_000), of(500, 10_000)];
    expect(chanceOfHigherRate(large, small)).toBeCloseTo(0.5616, 4);
    expect(chanceOfHigherRate(small, large)).toBeCloseTo(0.4384, 4);
  });

  test('the chance to beat control of means is the normal distribution of the difference', () => {
    // Any table of the normal distribution: Φ(1.96) = 0.9750, Φ(-1) = 0.1587.
    expect(chanceOfHigherMean(1.96, 1)).toBeCloseTo(0.975, 4);
    expect(chanceOfHigherMean(-2, 2)).toBeCloseTo(0.1587, 4);
  });
});

describe('the sample ratio', () => {
  test('of Mendel’s peas fits 9:3:3:1 as textbooks have it', () => {
    // 315, 108, 101 and 32 of 556: X² = 0.470, p = 0.9254.
    const peas = [315, 108, 101, 32].map((count, index) => ({ count, weight: [9, 3, 3, 1][index] ?? 0 }));
    const found = checkSampleRatio(peas);
    expect(found?.pValue).toBeCloseTo(0.9254, 4);
    expect(found?.mismatch).toBe(false);
  });

  test('of 821,588 and 815,482 users is the mismatch that Kohavi, Tang and Xu show', () => {
    // Trustworthy Online Controlled Experiments (2020), chapter 21: printed as 1.8E-6.
    const found = checkSampleRatio([821_588, 815_482].map((count) => ({ count, weight: 50 })));
    expect((found?.pValue ?? 0) * 1e6).toBeCloseTo(1.8218, 4);
    expect(found?.mismatch).toBe(true);
  });

  test('the sample ratio of a handful of users is not judged', () => {
    expect(checkSampleRatio([9, 0].map((count) => ({ count, weight: 1 })))).toBeNull();
  });
});
