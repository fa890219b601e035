/** The fields of a provider's form, as whoever builds the form needs them: read from the schemas of its input. */

import type { AnyProvider } from '../providers/registry.ts';
import { formOf } from './form.ts';
import { definition, type FormNode, toNode, withoutNull } from './form-node.ts';

export const fieldKinds = ['TEXT', 'URL', 'SECRET', 'NUMBER', 'BOOLEAN', 'CHOICE', 'LIST', 'MAP'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface ProviderField {
  path: string;
  label: string;
  help: string;
  kind: FieldKind;
  /** In changes as well. */
  required: boolean;
  requiredOnCreate: boolean;
  /** Whether the input of changes has it. */
  changeable: boolean;
  choices: { value: string; label: string }[];
  min: number | null;
  max: number | null;
  placeholder: string | null;
  advanced: boolean;
  exclusiveGroup: string | null;
  requiredWith: string | null;
  /** Those of an entry of a MAP. */
  fields: ProviderField[];
}

/** An object of the input, and the schema that the definitions of its types are in. */
interface Place {
  node: FormNode;
  root: FormNode;
}

export function providerFields(provider: AnyProvider): ProviderField[] {
  const form = formOf(provider);
  return readFields(placeOf(toNode(form.input, 'input')), placeOf(toNode(form.change, 'input')), '');
}

function placeOf(root: FormNode): Place {
  return { node: root, root };
}

function readFields(created: Place, changed: Place, prefix: string): ProviderField[] {
  return Object.keys(created.node.properties ?? {}).map((name) => {
    const field = fieldIn(created, name);
    const inChange = changed.node.properties?.[name] ? fieldIn(changed, name) : null;
    const { label, description, values = {}, ...about } = field;
    const path = prefix + name;
    if (!(label && description))
      throw new Error(`the field ${path} of a form has no label or no description`);
    const entry = entryOf(field, created.root);
    const [min, max] = limitsOf(field);
    return {
      path,
      label,
      help: description,
      kind: kindOf(path, field, entry),
      required: isRequired(changed, name),
      requiredOnCreate: about.requiredInGroup ?? isRequired(created, name),
      changeable: inChange !== null,
      choices: Object.entries(values).map(([value, meaning]) => ({ value, label: meaning })),
      min,
      max,
      placeholder: about.placeholder ?? null,
      advanced: about.advanced ?? false,
      exclusiveGroup: about.group ?? null,
      requiredWith: about.requiredWith ?? null,
      fields: entry?.properties
        ? readFields(
            { node: entry, root: created.root },
            { node: (inChange && entryOf(inChange, changed.root)) ?? {}, root: changed.root },
            `${path}.`,
          )
        : [],
    };
  });
}

/** What the field says itself comes before what the type of its values says. */
function fieldIn({ node, root }: Place, name: string): FormNode {
  const field = node.properties?.[name] ?? {};
  const { inner } = withoutNull(field);
  return { ...definition(root, inner), ...inner, ...field, type: typeIn(inner, root) };
}

function typeIn(node: FormNode, root: FormNode): string {
  return String((definition(root, node) ?? node).type);
}

/** The entry of a list; null for other fields. */
function entryOf({ items }: FormNode, root: FormNode): FormNode | null {
  return items ? (definition(root, items) ?? items) : null;
}

function isRequired({ node }: Place, name: string): boolean {
  return node.required?.includes(name) ?? false;
}

function kindOf(path: string, field: FormNode, entry: FormNode | null): FieldKind {
  if (entry) return entry.properties ? 'MAP' : 'LIST';
  if (field.values) return 'CHOICE';
  switch (field.type) {
    case 'boolean':
      return 'BOOLEAN';
    case 'integer':
    case 'number':
      return 'NUMBER';
    case 'string':
      if (field.secret) return 'SECRET';
      return field.format === 'uri' ? 'URL' : 'TEXT';
    default:
      throw new Error(`the field ${path} of a form has no kind: ${JSON.stringify(field)}`);
  }
}

/** Of the number, of the length of a text, or of the number of entries. */
function limitsOf(field: FormNode): [min: number | null, max: number | null] {
  const { minimum, minLength, minItems, maximum, maxLength, maxItems } = field;
  return [minimum ?? minLength ?? minItems ?? null, maximum ?? maxLength ?? maxItems ?? null];
}
