/** What the editor knows of an operator: its word, and which values it takes. The server checks all of it again. */

import { useQuery } from '../../../api/hooks.ts';
import { EditorDocument, type EditorQuery } from '../../../gql/graphql.ts';

export type OperatorInfo = EditorQuery['operators'][number];

interface Editor {
  operators: OperatorInfo[];
  /** Names that rules of the project already use. */
  attributes: string[];
}

export function useEditor(projectKey: string): Editor {
  const { data } = useQuery(EditorDocument, { projectKey }, { policy: 'cached' });
  return {
    operators: data?.operators ?? [],
    attributes: data?.project?.attributes.map(({ name }) => name) ?? [],
  };
}

/** What somebody typed, as the value of a clause. Quotes make a text of what would be a number. */
export function parseValue(text: string, valueKind: OperatorInfo['valueKind']): unknown {
  const trimmed = text.trim();
  if (valueKind === 'NUMBER')
    return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
  if (valueKind !== 'SCALAR') return trimmed;
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** A value as `parseValue` reads it again. */
export function showValue(value: unknown, valueKind: OperatorInfo['valueKind']): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return valueKind === 'SCALAR' && parseValue(value, valueKind) !== value ? `"${value}"` : value;
}
