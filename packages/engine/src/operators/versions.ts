import type SemVer from 'semver/classes/semver.js';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';
import type { JsonValue } from '../ruleset.ts';
import { UnreadableError } from '../unreadable-error.ts';
import { type CompileOperator, ofAnotherType } from './definition.ts';
import type { Operator } from './operator.ts';
import { isText, readValue } from './values.ts';

export const versionOperators = {
  SEMVER_EQUALS: compareVersions((order) => order === 0),
  SEMVER_GREATER: compareVersions((order) => order > 0),
  SEMVER_GREATER_OR_EQUAL: compareVersions((order) => order >= 0),
  SEMVER_LESS: compareVersions((order) => order < 0),
  SEMVER_LESS_OR_EQUAL: compareVersions((order) => order <= 0),
} as const satisfies Partial<Record<Operator, CompileOperator>>;

/** A semantic version. `raw` is the text that it was read from. */
export interface Version {
  readonly raw: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: readonly (string | number)[];
}

/** A full version, as values are; a leading "v" and spaces around it are forgiven. null when the text is none. */
export function parseVersion(text: string): Version | null {
  return parse(text);
}

function compareVersions(test: (order: number) => boolean): CompileOperator {
  return (values) => {
    const text = readValue(values, { is: isText, noun: 'a version in quotes' });
    const version = parse(text);
    if (!version) throw new UnreadableError(`"${text}" is not a version such as 1.2.3`);
    return (attribute) => {
      const actual = parseAttribute(attribute);
      return actual === null ? ofAnotherType(attribute) : test(compare(actual, version));
    };
  };
}

/** Major, minor and patch, of which the last two may be missing, and the pre-release and build that follow. */
const PARTIAL = /^\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+]\S*)?\s*$/i;

function parseAttribute(attribute: JsonValue | undefined): SemVer | null {
  const parts = isText(attribute) ? PARTIAL.exec(attribute) : null;
  if (!parts) return null;
  const [, major, minor = '0', patch = '0', rest = ''] = parts;
  return parse(`${major}.${minor}.${patch}${rest}`);
}
