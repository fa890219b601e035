/** The schema of a form as JSON Schema, which zod makes, with what `.meta()` says. */

import { z } from 'zod';
import type { FieldMeta } from '../contract/field-meta.ts';

export interface FormNode extends FieldMeta {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  anyOf?: FormNode[];
  items?: FormNode;
  properties?: Record<string, FormNode>;
  required?: string[];
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  $defs?: Record<string, FormNode>;
}

export function toNode(schema: z.ZodType, io: 'input' | 'output'): FormNode {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as FormNode;
}

/** zod writes a nullable field with a second type, or with a second alternative. */
export function withoutNull(node: FormNode): { inner: FormNode; nullable: boolean } {
  if (Array.isArray(node.type)) {
    const [type, ...more] = node.type.filter((name) => name !== 'null');
    if (type && more.length === 0) return { inner: { ...node, type }, nullable: node.type.length > 1 };
  }
  const alternatives = node.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const [inner] = alternatives;
  if (inner && alternatives.length === 1) {
    // A nullable field that toChangeField has made nullable again.
    const nested = withoutNull(inner);
    return { inner: nested.inner, nullable: nested.nullable || (node.anyOf?.length ?? 0) > 1 };
  }
  return { inner: node, nullable: false };
}

export function definition(root: FormNode, { $ref }: FormNode): FormNode | undefined {
  return $ref ? root.$defs?.[$ref.replace('#/$defs/', '')] : undefined;
}
