/** Features in Gherkin, as lists of steps with what runs them. */

import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';

export interface Scenario {
  /** With its place among those of the same name, which outlines make. */
  name: string;
  steps: { text: string; table: string[][] }[];
}

export function readScenarios(feature: string): Scenario[] {
  const newId = IdGenerator.incrementing();
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(feature);
  const seen = new Map<string, number>();
  return compile(document, '', newId).map(({ name, steps }) => {
    const place = (seen.get(name) ?? 0) + 1;
    seen.set(name, place);
    return {
      name: `${name} (${place})`,
      steps: steps.map(({ text, argument }) => ({
        text,
        table: argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [],
      })),
    };
  });
}

/** A pattern for the whole text of a step, and what it does with the groups. */
export type Step<World> = [
  pattern: RegExp,
  run: (world: World, groups: string[], table: string[][]) => void | Promise<void>,
];

/** Fails for a step that no pattern, or more than one, is for. */
export async function runScenario<World>(
  world: World,
  { steps }: Scenario,
  known: Step<World>[],
): Promise<void> {
  for (const { text, table } of steps) {
    const matches = known.flatMap(([pattern, run]) => {
      const match = pattern.exec(text);
      return match?.[0] === text ? [{ run, groups: match.slice(1).map((group) => group ?? '') }] : [];
    });
    const [match] = matches;
    if (!match || matches.length > 1) throw new Error(`${matches.length} patterns are for the step: ${text}`);
    await match.run(world, match.groups, table);
  }
}
