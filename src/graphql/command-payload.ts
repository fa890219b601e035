import type { ObjectFieldsShape, ObjectRef } from '@pothos/core';
import { builder } from './builder.ts';

type Types = typeof builder.$inferSchemaTypes;

/** Fields of a payload, by name. */
export type PayloadFields<Result> = ObjectFieldsShape<Types, Result>;

/** Makes the function that defines the payload types of a file's commands: each has the shared fields, and its own. */
export function commandPayloads<Shared extends object>(shared: PayloadFields<Shared>) {
  return <Result extends Shared = Shared>(
    name: string,
    description: string,
    own: PayloadFields<Result> = () => ({}),
  ): ObjectRef<Types, Result> => {
    const type = builder.objectRef<Result>(name).implement({ description, fields: own });
    builder.objectFields(type as ObjectRef<Types, Shared>, shared);
    return type;
  };
}
