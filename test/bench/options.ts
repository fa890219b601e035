/** What the command line asks for. */

import { parseArgs } from 'node:util';

export const scenarioNames = ['latency', 'deliveries', 'toggles'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Options {
  only: ScenarioName[];
  quick: boolean;
  /** A folder that gets a CPU profile of every process of the product; null: none are made. */
  profileDir: string | null;
  size: Size;
}

/** How much is measured. Floor and product take turns, `rounds` times each. */
export interface Size {
  rounds: number;
  /** Changes per latency round, and those before that are not counted. */
  changes: number;
  warmUpChanges: number;
  backlog: number;
  toggleSeconds: number;
}

const full: Size = { rounds: 3, changes: 200, warmUpChanges: 20, backlog: 5_000, toggleSeconds: 5 };
const quick: Size = { rounds: 3, changes: 25, warmUpChanges: 5, backlog: 200, toggleSeconds: 0.7 };

/** Reads the arguments. Throws an Error whose message is for whoever typed them. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  });
  return {
    only: values.only === undefined ? [...scenarioNames] : values.only.split(',').map(toScenario),
    quick: values.quick,
    profileDir: values.profile ?? null,
    size: values.quick ? quick : full,
  };
}

function toScenario(text: string): ScenarioName {
  const name = scenarioNames.find((candidate) => candidate === text.trim());
  if (!name) throw new Error(`--only takes ${scenarioNames.join(', ')}, separated by commas; not "${text}".`);
  return name;
}
