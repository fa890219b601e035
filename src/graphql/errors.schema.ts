/** How the errors of a command look in the API. */

import {
  ApprovalRequiredError,
  type CommandError,
  ConflictError,
  errorCodes,
  ForbiddenError,
  InvalidInputError,
  type Issue,
  NotFoundError,
} from '../platform/errors.ts';
import { builder } from './builder.ts';

const ErrorCodeEnum = builder.enumType('ErrorCode', {
  description: 'The kind of an error, for programs.',
  values: {
    INVALID_INPUT: { value: errorCodes[0], description: 'Something in the input is wrong.' },
    NOT_FOUND: { value: errorCodes[1], description: 'There is nothing by that key or id.' },
    CONFLICT: { value: errorCodes[2], description: 'The state is not what the caller took it for.' },
    FORBIDDEN: { value: errorCodes[3], description: 'The viewer may not do this.' },
    APPROVAL_REQUIRED: { value: errorCodes[4], description: 'The environment asks for an approval first.' },
  },
});

export const ErrorInterface = builder.interfaceRef<CommandError>('Error').implement({
  description: 'Why a command was not carried out. Nothing was changed.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and how to put it right, for people.' }),
    code: t.expose('code', { type: ErrorCodeEnum, description: 'The kind of error, for programs.' }),
  }),
});

const IssueType = builder.objectRef<Issue>('InputIssue').implement({
  description: 'One thing that is wrong with an input.',
  fields: (t) => ({
    path: t.exposeString('path', {
      description: 'Where, as a dotted path below `input`, such as `rules.0.clauses.1.values`.',
    }),
    message: t.exposeString('message', { description: 'What is wrong and how to put it right.' }),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'Something in the input is wrong. Nothing was written.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.field({
      type: [IssueType],
      description: 'Everything that is wrong.',
      resolve: (error) => error.issues,
    }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'There is nothing by that key or id.',
  interfaces: [ErrorInterface],
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description:
    'The state is not what the caller took it for: read it again, then decide. Of a change request, `currentChangeRequest` has what is to be reviewed anew.',
  interfaces: [ErrorInterface],
});

builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'The viewer may not do this.',
  interfaces: [ErrorInterface],
});

builder.objectType(ApprovalRequiredError, {
  name: 'ApprovalRequiredError',
  description: 'The environment takes no direct changes.',
  interfaces: [ErrorInterface],
});
