/** What is filled in in the form of a provider, and the input of the API that it becomes. */

import type { FormFieldFragment, ProviderFormFragment } from '../../gql/graphql.ts';

/** An entry of a MAP, by the names of its fields. */
export type Entry = Record<string, string>;

/** Numbers are texts while they are typed. */
export type Value = string | boolean | string[] | Entry[];

/** By the paths of the fields. */
export type Values = Record<string, Value>;

export function emptyValue({ kind }: FormFieldFragment): Value {
  if (kind === 'BOOLEAN') return false;
  return kind === 'LIST' || kind === 'MAP' ? [] : '';
}

/** The name of a field of a MAP within its entries: `value` of `headers.value`. */
export function nameInEntry({ path }: { path: string }): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The groups of which one is chosen, such as Slack's webhook or bot. */
export function groupsOf(info: ProviderFormFragment): string[] {
  return [
    ...new Set(info.fields.map(({ exclusiveGroup }) => exclusiveGroup).filter((group) => group !== null)),
  ];
}

/** What a stored integration is set to. Secrets are not known: they are empty and stay unless something is filled in. */
export function storedValues(info: ProviderFormFragment, integration: Record<string, unknown>): Values {
  const stored = { ...integration, headers: headersOf(integration['headerNames']) };
  return Object.fromEntries(
    info.fields.map((field) => [field.path, storedValue(field, (stored as Values)[field.path])]),
  );
}

function headersOf(names: unknown): Entry[] {
  return Array.isArray(names) ? names.map((name) => ({ name: String(name), value: '' })) : [];
}

function storedValue(field: FormFieldFragment, value: unknown): Value {
  if (value === undefined || value === null || field.kind === 'SECRET') return emptyValue(field);
  if (field.kind === 'MAP')
    return (value as Record<string, unknown>[]).map((entry) =>
      Object.fromEntries(
        field.fields.map((part) => [nameInEntry(part), String(entry[nameInEntry(part)] ?? '')]),
      ),
    );
  if (field.kind === 'LIST') return (value as unknown[]).map(String);
  return field.kind === 'BOOLEAN' ? value === true : String(value);
}

/** Without empty lines and entries, so that the positions in issues are those on the page. */
export function withoutBlanks(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => {
      if (typeof value === 'string') return [path, value.trim()];
      if (!Array.isArray(value)) return [path, value];
      const kept = (value as (string | Entry)[]).filter((entry) =>
        typeof entry === 'string' ? entry.trim() !== '' : Object.values(entry).some((text) => text !== ''),
      );
      return [path, kept.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)) as Value];
    }),
  );
}

export interface Filled {
  values: Values;
  /** The chosen one of the groups. */
  group: string | undefined;
}

/** The fields of the provider as the API takes them for a new integration: what is empty is left out. */
export function toNewInput(info: ProviderFormFragment, filled: Filled): Record<string, unknown> {
  return toInput(info, filled, (value) => !isEmpty(value));
}

/** The fields that differ from what is stored; undefined when none does. */
export function toChangeInput(
  info: ProviderFormFragment,
  filled: Filled,
  stored: Values,
): Record<string, unknown> | undefined {
  const input = toInput(info, filled, (value, { path, changeable }) => {
    return changeable && JSON.stringify(value) !== JSON.stringify(stored[path]);
  });
  return Object.keys(input).length > 0 ? input : undefined;
}

function toInput(
  info: ProviderFormFragment,
  { values, group }: Filled,
  isSent: (value: Value, field: FormFieldFragment) => boolean,
): Record<string, unknown> {
  const sent = info.fields
    .filter(({ exclusiveGroup }) => exclusiveGroup === null || exclusiveGroup === group)
    .map((field) => [field, values[field.path] ?? emptyValue(field)] as const)
    .filter(([field, value]) => isSent(value, field));
  return Object.fromEntries(sent.map(([field, value]) => [field.path, toJson(field, value)]));
}

function toJson(field: FormFieldFragment, value: Value): unknown {
  // An emptied number means its default, which the placeholder shows.
  if (field.kind === 'NUMBER') return Number(value === '' ? (field.placeholder ?? 0) : value);
  if (field.kind === 'CHOICE' && value === '') return null;
  if (field.kind !== 'MAP') return value;
  const secrets = field.fields.filter(({ kind }) => kind === 'SECRET').map(nameInEntry);
  return (value as Entry[]).map((entry) =>
    Object.fromEntries(
      Object.entries(entry).filter(([name, text]) => text !== '' || !secrets.includes(name)),
    ),
  );
}

function isEmpty(value: Value): boolean {
  return typeof value === 'boolean' ? false : value.length === 0;
}

/** The labels of the fields that a new integration needs and that are still empty. */
export function missingFields(info: ProviderFormFragment, { values, group }: Filled): string[] {
  return info.fields
    .filter(({ requiredOnCreate, exclusiveGroup }) => {
      return requiredOnCreate && (exclusiveGroup === null || exclusiveGroup === group);
    })
    .filter(({ path }) => isEmpty(values[path] ?? ''))
    .map(({ label }) => label);
}
