/** The shape of every mutation: one `input`, and a union of its payload and its errors. */

import type { InputRef, ObjectRef } from '@pothos/core';
import { allowInInstance, allowInProject, type Subject } from '../access/allow.ts';
import type { InstancePermission, ProjectPermission } from '../access/permissions.ts';
import type { Actor, Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { inShare } from '../platform/postgres/connections/connection-queue.ts';
import { builder } from './builder.ts';
import { tokenMissing } from './refusals.ts';

type Types = typeof builder.$inferSchemaTypes;

type Requirement<Input> =
  | {
      /** The permission in the instance. */
      may: InstancePermission;
      about?: undefined;
    }
  | {
      /** The permission in the project of the subject. */
      may: ProjectPermission;
      /** What the command is about. It decides the project. */
      about: (input: Input) => Subject;
    };

type CommandField<Input, Payload extends object> = Requirement<Input> & {
  description: string;
  input: InputRef<Input>;
  payload: ObjectRef<Types, Payload>;
  /** Errors in addition to those of every mutation. */
  errors?: (new (
    ...args: never[]
  ) => Error)[];
  run: (app: App, actor: Actor, input: Input, viewer: Viewer) => Promise<Payload>;
};

/** Adds the mutation `name`, which runs a command for the viewer. */
export function commandField<Input, Payload extends object>(
  name: string,
  command: CommandField<Input, Payload>,
): void {
  const { description, input, payload, errors = [], run } = command;
  builder.mutationField(name, (t) =>
    t.field({
      description,
      type: payload,
      errors: { types: [InvalidInputError, NotFoundError, ConflictError, ForbiddenError, ...errors] },
      args: { input: t.arg({ type: input, required: true, description: 'Input of the mutation.' }) },
      resolve: (_root, args, { app, viewer }) => {
        if (!viewer) throw tokenMissing();
        const { input: given } = args as { input: Input };
        return authorize(app, viewer, command, given).then(() =>
          inShareOfProject(command.about?.(given), () => run(app, viewer.actor, given, viewer)),
        ) as never;
      },
    }),
  );
}

/**
 * Commands of one project wait for the same locks, so they use one share of the connections, whichever credentials send
 * them. A command that names its subject by id stays in the share of its credential: finding the project would cost a
 * statement.
 */
function inShareOfProject<Result>(subject: Subject | undefined, work: () => Result): Result {
  return subject && 'projectKey' in subject ? inShare(`project ${subject.projectKey}`, work) : work();
}

/** Owners skip the check: the command itself finds out whether the subject exists. */
async function authorize<Input>(
  app: App,
  viewer: Viewer,
  requirement: Requirement<Input>,
  input: Input,
): Promise<void> {
  if (!requirement.about) allowInInstance(viewer, requirement.may);
  else if (!viewer.isOwner) await allowInProject(app, viewer, requirement.may, requirement.about(input));
}
