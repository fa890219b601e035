/** A setting is one row: its environment variable, how its text is read, and what the documentation says about it. */

interface SettingText {
  /** Name of the environment variable. */
  readonly env: string;
  /** One phrase, for the README's table. */
  readonly summary: string;
  /** What .env.example says beyond the summary. */
  readonly details?: string;
  /** Read like a given value, so the documented default is the true one. */
  readonly default?: string;
  /** What applies without a value, in words. Shown instead of the default. */
  readonly unset?: string;
  /** Shown in .env.example where there is no default. */
  readonly example?: string;
  /** Environment variables that require this one. */
  readonly requiredWith?: readonly string[];
  /** How to make a value. */
  readonly hint?: string;
}

type Parse<Value> = (text: string) => Value | SettingIssue;

export interface Setting<Value> extends SettingText {
  /** Value of the text, or of the default. */
  read(text: string | undefined): Value | SettingIssue;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a group of settings, by the names that the code has for them. */
export type SettingValues<Group extends Settings> = {
  -readonly [Name in keyof Group]: Group[Name] extends Setting<infer Value> ? Value : never;
};

/** Why a value is rejected and what to set instead: the sentence that follows the setting's name. */
export class SettingIssue {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export function issue(message: string): SettingIssue {
  return new SettingIssue(message);
}

/** Without a default, the value is undefined when the setting is not set. */
export function setting<Value>(
  row: SettingText & { readonly default: string; parse: Parse<Value> },
): Setting<Value>;
export function setting<Value>(
  row: SettingText & { readonly unset: string; parse: Parse<Value> },
): Setting<Value | undefined>;
export function setting<Value>({
  parse,
  ...text
}: SettingText & { parse: Parse<Value> }): Setting<Value | undefined> {
  return {
    ...text,
    read(given) {
      const value = given?.trim() ?? text.default;
      return value === undefined ? undefined : parse(value);
    },
  };
}

/** Reads a group of settings. The issues list everything that is wrong; `values` may be used only when there are none. */
export function readSettings<Group extends Settings>(
  group: Group,
  given: Readonly<Record<string, string | undefined>>,
): { values: SettingValues<Group>; issues: string[] } {
  const read = Object.entries(group).map(([name, row]) => [name, row.env, row.read(given[row.env])] as const);
  return {
    values: Object.fromEntries(read.map(([name, , value]) => [name, value])) as SettingValues<Group>,
    issues: [
      ...read.flatMap(([, env, value]) =>
        value instanceof SettingIssue ? [`${env}: ${value.message}`] : [],
      ),
      ...missing(group, given),
    ],
  };
}

/** Required settings are checked apart from the values, so that one start lists both. */
function missing(group: Settings, given: Readonly<Record<string, string | undefined>>): string[] {
  return Object.values(group).flatMap(({ env, requiredWith = [], hint = 'Set both, or neither.' }) =>
    requiredWith
      .filter((other) => given[env] === undefined && given[other] !== undefined)
      .map((other) => `${env}: is required together with ${other}. ${hint}`),
  );
}

export function oneOf<Value extends string>(values: readonly Value[], what: string): Parse<Value> {
  return (text) =>
    values.find((value) => value === text) ??
    issue(`"${text}" is not a ${what}. Set one of ${values.join(', ')}.`);
}

/** The entries of a comma-separated list, without empty ones. */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
