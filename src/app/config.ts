/** Reads all settings. The only file that reads the environment. */

import path from 'node:path';
import { sessionSettings } from '../accounts/sessions/session-settings.ts';
import { hasIssuer, oidcSettings } from '../accounts/sign-in/oidc-settings.ts';
import { httpSettings } from '../http/settings.ts';
import { egressSettings } from '../platform/egress/egress-settings.ts';
import { readSettings } from '../platform/input/setting.ts';
import { rulesetSettings } from '../rulesets/ruleset-settings.ts';
import { readDotEnv } from './dot-env.ts';
import { urlHost } from './local-url.ts';
import { processSettings, secretSettings, storageSettings } from './settings.ts';

/** The settings, with what follows from them. */
export type Config = ReturnType<typeof loadConfig>;

/** The settings cannot be used. The message is for the operator and lists everything that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  readonly issues: readonly string[];

  constructor(issues: readonly string[]) {
    super(describeIssues(issues, 'cannot start'));
    this.issues = issues;
  }
}

export function describeIssues(issues: readonly string[], consequence: string): string {
  const list = issues.map((issue) => `  - ${issue}`).join('\n');
  return `GoGreen ${consequence} with these settings:\n${list}\nEvery setting is described in .env.example.`;
}

/** The environment and, for what it does not set, the file .env of the working folder. */
export function readEnvironment(): NodeJS.ProcessEnv {
  try {
    return { ...readDotEnv(), ...process.env };
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

/** Parses the settings. An empty value counts as not set. Fails with one `ConfigError` that lists every issue. */
export function loadConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const flat = readSettings(
    {
      ...processSettings,
      ...storageSettings,
      ...secretSettings,
      ...httpSettings,
      ...rulesetSettings,
      ...sessionSettings,
      ...egressSettings,
    },
    given,
  );
  const oidc = readSettings(oidcSettings, given);
  const issues = [...flat.issues, ...oidc.issues, ...missingDatabase(given)];
  if (issues.length > 0) throw new ConfigError(issues);
  const { values } = flat;
  return {
    ...values,
    /** Embedded mode: the PostgreSQL that comes with GoGreen, and a token and a key that it makes for itself. */
    embedded: values.databaseUrl === undefined,
    /** False: a worker without PORT, which has no server. */
    listens: values.role !== 'worker' || given['PORT'] !== undefined,
    /** Base of every link that leaves GoGreen, without a slash at its end. */
    publicUrl: values.publicUrl ?? `http://${urlHost(values.host)}:${values.port}`,
    /** Absolute. */
    dataDir: path.resolve(values.dataDir),
    /** Null: no JWTs are accepted. */
    oidc: hasIssuer(oidc.values) ? oidc.values : null,
  };
}

function missingDatabase(given: Record<string, string | undefined>): string[] {
  const role = given['GOGREEN_ROLE'];
  if (given['DATABASE_URL'] !== undefined || (role !== 'api' && role !== 'worker')) return [];
  return [
    `DATABASE_URL: is required for GOGREEN_ROLE=${role}, whose processes share one database. Set it, or leave GOGREEN_ROLE out.`,
  ];
}
