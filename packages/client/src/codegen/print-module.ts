import type { FlagRules, Ruleset } from 'gogreen-engine';
import { typeOfValues } from './type-of-values.ts';

/** A module that types the flags of a ruleset. The same for every state of the same flags and variations. */
export function printModule({ project, environment, flags }: Ruleset, { openFeature = false } = {}): string {
  // By UTF-16 code units: the same on every machine.
  const sorted = Object.entries(flags).sort(([left], [right]) => (left < right ? -1 : 1));
  const members = sorted.map(
    ([key, flag]) => `${commentOf(flag)}    ${JSON.stringify(key)}: ${typeOfFlag(flag)};\n`,
  );
  return [
    `// The flags of project ${project} as environment ${environment} has them, written by: npx gogreen-client codegen`,
    '// Changes by hand are lost when it runs again.',
    '',
    "import 'gogreen-client';",
    '',
    "declare module 'gogreen-client' {",
    '  interface FlagTypes {',
    `${members.join('')}  }`,
    '}',
    openFeature ? openFeatureTypes(sorted) : '',
  ].join('\n');
}

function commentOf({ archived }: FlagRules): string {
  return archived ? '    /** @deprecated The flag is archived. */\n' : '';
}

function typeOfFlag({ kind, variations }: FlagRules): string {
  if (kind !== 'JSON') return kind.toLowerCase();
  return typeOfValues(
    variations.map(({ value }) => value),
    '    ',
  );
}

/** OpenFeature has one type of keys for each type of values. */
function openFeatureTypes(flags: [string, FlagRules][]): string {
  const keysOf = (kind: FlagRules['kind']) => {
    const keys = flags.filter(([, flag]) => flag.kind === kind).map(([key]) => JSON.stringify(key));
    return keys.length === 0 ? 'never' : keys.join(' | ');
  };
  return `
declare module '@openfeature/core' {
  export type BooleanFlagKey = ${keysOf('BOOLEAN')};
  export type StringFlagKey = ${keysOf('STRING')};
  export type NumberFlagKey = ${keysOf('NUMBER')};
  export type ObjectFlagKey = ${keysOf('JSON')};
}
`;
}
