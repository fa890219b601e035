/** The GraphQL types of the errors of commands. */

import {
  ApprovalRequiredError,
  type CommandError,
  ConflictError,
  type ErrorCode,
  ForbiddenError,
  InvalidInputError,
  type Issue,
  NotFoundError,
} from '../platform/errors.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

export const ErrorCodeEnum = describedEnum<ErrorCode>('ErrorCode', 'Kind of an error.', {
  INVALID_INPUT: 'The input is not valid.',
  NOT_FOUND: 'No object has that key or id.',
  CONFLICT: 'The object has changed since it was read, or its state does not allow this.',
  FORBIDDEN: 'The viewer lacks the permission.',
  APPROVAL_REQUIRED: 'The environment requires an approval of the change.',
});

export const ErrorInterface = builder.interfaceRef<CommandError>('Error').implement({
  description: 'Why a mutation was not executed. Nothing was changed.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and how to fix it.' }),
    code: t.expose('code', { type: ErrorCodeEnum, description: 'Kind of the error.' }),
  }),
});

export const IssueType = builder.objectRef<Issue>('InputIssue').implement({
  description: 'A problem with one value of an input.',
  fields: (t) => ({
    path: t.exposeString('path', {
      description: 'Dotted path of the value below `input`, such as `rules.0.clauses.1.values`.',
    }),
    message: t.exposeString('message', { description: 'What is wrong with the value and how to fix it.' }),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input is not valid. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.field({
      type: [IssueType],
      description: 'All problems with the input.',
      resolve: (error) => error.issues,
    }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'No object has that key or id.',
  interfaces: [ErrorInterface],
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description:
    'The object has changed since it was read, or its state does not allow this. Read it again, then decide: `currentFlag` or, for a change request, `currentChangeRequest` has its state now.',
  interfaces: [ErrorInterface],
});

builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'The viewer lacks the permission.',
  interfaces: [ErrorInterface],
});

builder.objectType(ApprovalRequiredError, {
  name: 'ApprovalRequiredError',
  description: 'The environment requires an approval: direct changes are rejected.',
  interfaces: [ErrorInterface],
});
