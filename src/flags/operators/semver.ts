import { type Operator, parseVersion } from 'gogreen-engine';
import type { JsonValue } from '../flag.ts';
import type { OperatorDefinition } from './definition.ts';
import { nameType } from './values.ts';

export const semverOperators = {
  SEMVER_EQUALS: compareVersions('the same as', '='),
  SEMVER_GREATER: compareVersions('higher than', '>'),
  SEMVER_GREATER_OR_EQUAL: compareVersions('the same as or higher than', '>='),
  SEMVER_LESS: compareVersions('lower than', '<'),
  SEMVER_LESS_OR_EQUAL: compareVersions('the same as or lower than', '<='),
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function compareVersions(relation: string, sign: string): OperatorDefinition {
  return {
    description:
      `The attribute is a semantic version ${relation} the value; pre-releases come before their release and ` +
      'build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. ' +
      'Takes one full version such as "1.2.3".',
    values: { kind: 'VERSION', min: 1, max: 1, check: checkVersion },
    words: { positive: `SEMVER ${sign}`, negated: `NOT SEMVER ${sign}`, values: 'ONE' },
  };
}

function checkVersion(value: JsonValue): string | null {
  if (typeof value !== 'string') {
    return `must be a version in quotes such as "1.2.3", not ${nameType(value)}`;
  }
  const version = parseVersion(value);
  // The parser forgives spaces and a leading "v"; stored values are exact, so that equal rules look equal.
  const exact = version?.raw.replaceAll(/^[v=\s]+|\s+$/g, '');
  if (exact !== undefined) return exact === value ? null : `must be written as "${exact}"`;
  if (/[<>^~*|\s]|\d\.x/i.test(value)) {
    return 'must be one full version such as "1.2.3", not a range: use SEMVER_GREATER_OR_EQUAL and SEMVER_LESS in two clauses';
  }
  return 'must be a full semantic version with three parts such as "1.2.3"';
}
