/** What the command line asks for. */

import { parseArgs } from 'node:util';

export const scenarioNames = [
  'latency',
  'hanging',
  'neighbours',
  'deliveries',
  'toggles',
  'subscribers',
  'dashboard',
  'ofrep',
  'sdk',
  'engine',
] as const;
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
  /** The same of the scenarios that start processes in every round. */
  roundsFromStart: number;
  /** Changes per latency round, and those before that are not counted. */
  changes: number;
  warmUpChanges: number;
  hanging: HangingSize;
  /** Changes per round beside another project, and as many while it rests. */
  neighbourChanges: number;
  backlog: number;
  toggleSeconds: number;
  /** How many there are, one after the other, and how many events each of these gets per round. */
  subscribers: number[];
  broadcasts: number;
  /** Flags in the list that the dashboard shows and searches. */
  listedFlags: number;
  /** Requests over OFREP per round. */
  ofrepRequests: number;
  /** SDKs with a stream; flags that one loads; events that happen while one is away. */
  sdkStreams: number;
  sdkFlags: number;
  sdkMissed: number;
  /** Evaluations per round, and flags of the ruleset that is compiled. */
  evaluations: number;
  compiledFlags: number;
}

export interface HangingSize {
  /** How many endpoints hang, one after the other. */
  endpoints: number[];
  /** Changes on the floor, and where nothing hangs. */
  aloneChanges: number;
  /** Changes from the moment on that the first requests hang, and those after them. */
  firstChanges: number;
  laterChanges: number;
}

const full: Size = {
  rounds: 3,
  roundsFromStart: 3,
  changes: 200,
  warmUpChanges: 20,
  // Long enough for the first requests to run into the time limit of 10 s while changes are made.
  hanging: { endpoints: [0, 10, 50], aloneChanges: 40, firstChanges: 30, laterChanges: 80 },
  neighbourChanges: 30,
  backlog: 5_000,
  toggleSeconds: 5,
  subscribers: [100, 1_000, 5_000],
  broadcasts: 10,
  listedFlags: 5_000,
  ofrepRequests: 40_000,
  sdkStreams: 1_000,
  sdkFlags: 5_000,
  sdkMissed: 10_000,
  evaluations: 1_000_000,
  compiledFlags: 5_000,
};
const quick: Size = {
  rounds: 3,
  roundsFromStart: 1,
  changes: 25,
  warmUpChanges: 5,
  hanging: { endpoints: [0, 50], aloneChanges: 10, firstChanges: 10, laterChanges: 10 },
  neighbourChanges: 10,
  backlog: 500,
  toggleSeconds: 0.7,
  subscribers: [100, 1_000],
  broadcasts: 3,
  listedFlags: 500,
  ofrepRequests: 10_000,
  sdkStreams: 1_000,
  sdkFlags: 500,
  sdkMissed: 1_000,
  evaluations: 200_000,
  compiledFlags: 5_000,
};

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
