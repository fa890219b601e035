/** How every mutation looks: one `input`, and a union of its payload and the errors it may answer with. */

import type { InputRef, ObjectRef } from '@pothos/core';
import { allowInInstance, allowInProject, type Subject } from '../access/allow.ts';
import type { InstancePermission, ProjectPermission } from '../access/permissions.ts';
import type { Actor, Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { builder } from './builder.ts';
import { tokenMissing } from './refusals.ts';

type Types = typeof builder.$inferSchemaTypes;

type Requirement<Input> =
  | {
      /** Who may do it in the instance. */
      may: InstancePermission;
      about?: undefined;
    }
  | {
      /** Who may do it in the project of its subject. */
      may: ProjectPermission;
      /** What the command is about: decides the project. */
      about: (input: Input) => Subject;
    };

type CommandField<Input, Payload extends object> = Requirement<Input> & {
  description: string;
  input: InputRef<Input>;
  payload: ObjectRef<Types, Payload>;
  /** Errors beyond those that every mutation may answer with. */
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
      args: { input: t.arg({ type: input, required: true, description: 'What to do.' }) },
      resolve: (_root, args, { app, viewer }) => {
        if (!viewer) throw tokenMissing();
        const { input: given } = args as { input: Input };
        return authorize(app, viewer, command, given).then(() =>
          run(app, viewer.actor, given, viewer),
        ) as never;
      },
    }),
  );
}

/** Owners skip the check: whether the subject exists is then for the command to find out. */
async function authorize<Input>(
  app: App,
  viewer: Viewer,
  requirement: Requirement<Input>,
  input: Input,
): Promise<void> {
  if (!requirement.about) allowInInstance(viewer, requirement.may);
  else if (!viewer.isOwner) await allowInProject(app, viewer, requirement.may, requirement.about(input));
}
