/** Where the numbers come from: without it they mean nothing. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  /** Processes that wanted to run in the minute before: above 0.5 somebody else is being measured as well. */
  loadBefore: number;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

const packages = [
  'graphile-worker',
  'pg',
  '@prisma/client',
  'graphql',
  'graphql-yoga',
  'fastify',
  'undici',
  'graphql-ws',
  'ws',
];

/** By name: Node, PostgreSQL, the packages on the paths that are measured, and the commit of GoGreen. */
export function describeVersions(postgres: string): Record<string, string> {
  const ofPackage = (name: string) => {
    const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  };
  return {
    gogreen: commit(),
    node: process.versions.node,
    postgres,
    ...Object.fromEntries(packages.map((name) => [name, ofPackage(name)])),
  };
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', 'src') === '' ? '' : ' and changes')
    );
  } catch {
    return 'unknown: not a clone';
  }
}
