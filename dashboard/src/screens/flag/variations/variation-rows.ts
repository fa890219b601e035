import type { FlagDetailsFragment } from '../../../gql/graphql.ts';

export interface Row {
  id: string;
  key: string;
  name: string;
  /** What it means. It is not edited here, and is kept. */
  description: string | null;
  /** As it is typed: texts bare, everything else as JSON. */
  value: string;
}

export function toRows({ variations, kind }: FlagDetailsFragment): Row[] {
  return variations.map(({ key, name, description, value }, index) => ({
    id: String(index),
    key,
    name,
    description,
    value: kind === 'STRING' ? String(value) : JSON.stringify(value, null, kind === 'JSON' ? 2 : 0),
  }));
}

/** What differs between rows, as a text. */
export function textOf(rows: Row[]): string {
  return JSON.stringify(rows.map(({ id: _id, ...row }) => row));
}

export function parse(value: string, kind: FlagDetailsFragment['kind']): unknown {
  return kind === 'STRING' ? value : JSON.parse(value);
}

/** What is wrong with the text of a value, with the place of the fault as the browser knows it. */
export function faultOf({ value }: Row, kind: FlagDetailsFragment['kind']): string | undefined {
  if (kind === 'STRING') return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return `The value is not ${kind === 'JSON' ? 'JSON' : kind.toLowerCase()}: ${(error as Error).message}`;
  }
}
