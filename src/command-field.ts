/** How every mutation looks: one `input`, and a union of its payload and the errors it may answer with. */

import type { InputRef, ObjectRef } from '@pothos/core';
import type { Actor, Viewer } from './accounts/viewer.ts';
import { allow, type Permission } from './allow.ts';
import { builder, unauthenticated } from './builder.ts';
import type { App } from './context.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from './errors.ts';

type Types = typeof builder.$inferSchemaTypes;

interface CommandField<Input, Payload extends object> {
  description: string;
  /** Who may do it. */
  may: Permission;
  input: InputRef<Input>;
  payload: ObjectRef<Types, Payload>;
  /** Errors beyond those that every mutation may answer with. */
  errors?: (new (
    ...args: never[]
  ) => Error)[];
  run: (app: App, actor: Actor, input: Input, viewer: Viewer) => Promise<Payload>;
}

/** Adds the mutation `name`, which runs a command for the viewer. */
export function commandField<Input, Payload extends object>(
  name: string,
  { description, may, input, payload, errors = [], run }: CommandField<Input, Payload>,
): void {
  builder.mutationField(name, (t) =>
    t.field({
      description,
      type: payload,
      errors: { types: [InvalidInputError, NotFoundError, ConflictError, ForbiddenError, ...errors] },
      args: { input: t.arg({ type: input, required: true, description: 'What to do.' }) },
      resolve: (_root, args, { app, viewer }) => {
        if (!viewer) throw unauthenticated('Send an access token.');
        const { input: given } = args as { input: Input };
        return allow(app, viewer, may, given as object).then(() =>
          run(app, viewer.actor, given, viewer),
        ) as never;
      },
    }),
  );
}
