/** The same changes as `diffFlag` finds, as webhooks of the GOGREEN format carry them: old and new value by field. */

import { isDeepStrictEqual } from 'node:util';
import type { FlagState } from './change.ts';

export type ChangedFields = Record<string, { old: unknown; new: unknown }>;

/** Each field that differs, with its old and new value; null where the flag did not or does not exist. */
export function changedFields(before: FlagState | null, after: FlagState | null): ChangedFields {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = Object.keys({ ...old, ...now });
  return Object.fromEntries(
    names
      .map((name) => [name, { old: old[name] ?? null, new: now[name] ?? null }] as const)
      .filter(([, field]) => !isDeepStrictEqual(field.old, field.new)),
  );
}

function fieldsOf(state: FlagState | null): Record<string, unknown> {
  if (!state) return {};
  const { key: _key, jiraIssues, ...rest } = state.flag;
  const flag = { ...rest, jira_issues: jiraIssues };
  if (!state.targeting) return flag;
  const { enabled, rules, fallthrough, offVariation } = state.targeting;
  return { ...flag, enabled, rules, fallthrough, off_variation: offVariation };
}
