/**
 * The key `__proto__`, which objects of JavaScript take for their prototype, would be dropped silently. It is refused over
 * any transport, in documents as well as in variables.
 */

import {
  type ASTNode,
  type ASTVisitor,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type ValidationContext,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';

const PROTO = '__proto__';

export const refuseProtoKeys: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(noProtoKeys);
  },
  onExecute: checkVariables,
  onSubscribe: checkVariables,
};

function noProtoKeys(context: ValidationContext): ASTVisitor {
  return {
    ObjectField(node) {
      if (node.name.value === PROTO)
        context.reportError(refused(`An object must not have the key "${PROTO}"; remove it.`, node));
    },
  };
}

interface Starting {
  args: ExecutionArgs;
  setResultAndStopExecution(result: ExecutionResult): void;
}

function checkVariables({ args, setResultAndStopExecution }: Starting): void {
  const fault = faultIn(args.variableValues ?? {}, 'variables');
  if (fault !== null) setResultAndStopExecution({ errors: [refused(fault)] });
}

/** What is wrong with the variables; null when nothing is. Not recursive: JSON may be nested deeper than the call stack allows. */
function faultIn(variables: unknown, name: string): string | null {
  const open: [path: string, value: unknown][] = [[name, variables]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === PROTO) return `The object at ${path} must not have the key "${PROTO}"; remove it.`;
      open.push([`${path}.${key}`, inner]);
    }
  }
  return null;
}

function refused(message: string, node: ASTNode | null = null): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code: 'INVALID_INPUT' } });
}
