/**
 * Derives GraphQL inputs and fields from zod schemas, so that a provider describes its form once. The schemas are first
 * converted to JSON Schema by zod. Supported are strings, numbers, booleans, enums, lists and objects.
 *
 * Enums and objects become named types: give them `.meta({ id, description })`, and enums also `values` with a description of
 * each. Describe fields with `.describe()`. A missing description fails when the schema is built.
 */

import type { InputRef } from '@pothos/core';
import type { z } from 'zod';
import { FlagLifecycleEnum } from '../../flags/flag-words.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { definition, type FormNode, toNode, withoutNull } from './form-node.ts';

/** A field for GraphQL. */
export interface GraphqlField {
  name: string;
  type: unknown;
  required: boolean;
  description: string;
}

/** An input type with a field for each field of the schema. */
export function inputFromZod(
  name: string,
  description: string,
  schema: z.ZodType,
): InputRef<Record<string, unknown>> {
  return buildInput(name, description, toNode(schema, 'input'));
}

/** The fields of an object type that shows the parsed schema. */
export function fieldsFromZod(name: string, schema: z.ZodType): GraphqlField[] {
  return readFields(name, toNode(schema, 'output'), 'output');
}

function readFields(owner: string, root: FormNode, io: 'input' | 'output'): GraphqlField[] {
  return Object.entries(root.properties ?? {}).map(([name, node]) => {
    const { inner, nullable } = withoutNull(node);
    const description = node.description ?? inner.description ?? definition(root, inner)?.description;
    if (!description) throw new Error(`${owner}.${name} has no description`);
    return {
      name,
      type: typeOf(`${owner}.${name}`, inner, root, io),
      required: !nullable && (root.required ?? []).includes(name),
      description,
    };
  });
}

function typeOf(place: string, node: FormNode, root: FormNode, io: 'input' | 'output'): unknown {
  if (node.$ref) return namedType(node.$ref.replace('#/$defs/', ''), definition(root, node) ?? {}, root, io);
  switch (node.type) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'integer':
      return 'Int';
    case 'number':
      return 'Float';
    case 'array':
      return [typeOf(place, node.items ?? {}, root, io)];
    default:
      throw new Error(`${place} has no GraphQL type: ${JSON.stringify(node)}`);
  }
}

const named = new Map<string, unknown>([['FlagLifecycle', FlagLifecycleEnum]]);

function namedType(name: string, node: FormNode, root: FormNode, io: 'input' | 'output'): unknown {
  const key = node.enum ? name : `${io} ${name}`;
  const known = named.get(key);
  if (known) return known;
  const { description = '', enum: choices } = node;
  const type = choices
    ? builder.enumType(name, {
        description,
        values: Object.fromEntries(
          choices.map((choice) => [choice, { value: choice, description: node.values?.[choice] ?? choice }]),
        ),
      })
    : namedObject(name, description, { ...node, ...(root.$defs ? { $defs: root.$defs } : {}) }, io);
  named.set(key, type);
  return type;
}

/** An object is named `…Input` in inputs, and the same without `Input` in object types. */
function namedObject(name: string, description: string, node: FormNode, io: 'input' | 'output'): unknown {
  if (io === 'input') return buildInput(name, description, node);
  const fields = readFields(name, node, io);
  return builder.objectRef<Record<string, string>>(name.replace(/Input$/, '')).implement({
    description,
    fields: (t) =>
      Object.fromEntries(
        fields.map((field) => [
          field.name,
          t.field({
            type: field.type as 'String',
            nullable: !field.required as false,
            description: field.description,
            resolve: (shown) => shown[field.name] ?? (null as never),
          }),
        ]),
      ),
  });
}

function buildInput(name: string, description: string, node: FormNode): InputRef<Record<string, unknown>> {
  const fields = readFields(name, node, 'input');
  return builder.inputType(name, {
    description,
    fields: (t) =>
      Object.fromEntries(
        fields.map((field) => [
          field.name,
          t.field({
            type: field.type as 'String',
            required: field.required as true,
            description: field.description,
          }),
        ]),
      ),
  }) as unknown as InputRef<Record<string, unknown>>;
}
