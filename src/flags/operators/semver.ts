import type SemVer from 'semver/classes/semver.js';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';
import type { JsonValue } from '../flag.ts';
import { type OperatorDefinition, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { nameType } from './values.ts';

export const semverOperators = {
  SEMVER_EQUALS: compareVersions('the same as', '=', (order) => order === 0),
  SEMVER_GREATER: compareVersions('higher than', '>', (order) => order > 0),
  SEMVER_GREATER_OR_EQUAL: compareVersions('the same as or higher than', '>=', (order) => order >= 0),
  SEMVER_LESS: compareVersions('lower than', '<', (order) => order < 0),
  SEMVER_LESS_OR_EQUAL: compareVersions('the same as or lower than', '<=', (order) => order <= 0),
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function compareVersions(
  relation: string,
  sign: string,
  test: (order: number) => boolean,
): OperatorDefinition {
  return {
    description:
      `The attribute is a semantic version ${relation} the value; pre-releases come before their release and ` +
      'build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. ' +
      'Takes one full version such as "1.2.3".',
    values: { kind: 'VERSION', min: 1, max: 1, check: checkVersion },
    matches: onType(parseAttribute, (attribute, [value]) => {
      const version = typeof value === 'string' ? parse(value) : null;
      return version !== null && test(compare(attribute, version));
    }),
    words: { positive: `SEMVER ${sign}`, negated: `NOT SEMVER ${sign}`, values: 'ONE' },
  };
}

/** Major, minor and patch, of which the last two may be missing, and the pre-release and build that follow. */
const PARTIAL = /^\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+]\S*)?\s*$/i;

function parseAttribute(attribute: JsonValue): SemVer | null {
  const parts = typeof attribute === 'string' ? PARTIAL.exec(attribute) : null;
  if (!parts) return null;
  const [, major, minor = '0', patch = '0', rest = ''] = parts;
  return parse(`${major}.${minor}.${patch}${rest}`);
}

function checkVersion(value: JsonValue): string | null {
  if (typeof value !== 'string') {
    return `must be a version in quotes such as "1.2.3", not ${nameType(value)}`;
  }
  const version = parse(value);
  // The parser forgives spaces and a leading "v"; stored values are exact, so that equal rules look equal.
  const exact = version?.raw.replaceAll(/^[v=\s]+|\s+$/g, '');
  if (exact !== undefined) return exact === value ? null : `must be written as "${exact}"`;
  if (/[<>^~*|\s]|\d\.x/i.test(value)) {
    return 'must be one full version such as "1.2.3", not a range: use SEMVER_GREATER_OR_EQUAL and SEMVER_LESS in two clauses';
  }
  return 'must be a full semantic version with three parts such as "1.2.3"';
}
