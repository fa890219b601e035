import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/**
 * The depth of the deepest operation, fragments counted where they are spread. Fails with a GraphQLError when a fragment
 * spreads itself, directly or not. Each fragment is measured once, however often it is spread.
 */
export function measureFragments({ definitions }: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const known = new Map<FragmentDefinitionNode, number>();
  const open = new Set<FragmentDefinitionNode>();

  function depthOfFragment(name: string): number {
    const fragment = fragments.get(name);
    // The validation reports fragments that do not exist.
    if (!fragment) return 0;
    if (open.has(fragment))
      throw new GraphQLError(`The fragment "${name}" spreads itself. Remove that spread.`, {
        nodes: fragment,
        extensions: { code: 'CIRCULAR_FRAGMENT', http: { status: 400, spec: true } },
      });
    open.add(fragment);
    const depth = known.get(fragment) ?? depthOf(fragment.selectionSet);
    open.delete(fragment);
    known.set(fragment, depth);
    return depth;
  }

  function depthOf(selectionSet: SelectionSetNode | undefined): number {
    let deepest = 0;
    for (const selection of selectionSet?.selections ?? []) {
      const depth =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? depthOfFragment(selection.name.value)
          : depthOf(selection.selectionSet) + (selection.kind === Kind.FIELD ? 1 : 0);
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  let deepest = 0;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) depthOfFragment(definition.name.value);
    if (definition.kind === Kind.OPERATION_DEFINITION)
      deepest = Math.max(deepest, depthOf(definition.selectionSet));
  }
  return deepest;
}
