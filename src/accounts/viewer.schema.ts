import { builder } from '../builder.ts';
import { openToClientKeys } from './client-keys.ts';
import type { Viewer } from './viewer.ts';

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is asking, as the access token says.',
  fields: (t) => ({
    id: t.string({
      description: 'The id of the user, or of the client key.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.id,
    }),
    email: t.string({
      nullable: true,
      description: 'Their e-mail address, if they have one.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.email,
    }),
    name: t.string({
      description: 'Their name.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.name,
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    // Also for client keys, which the type is closed to.
    skipTypeScopes: true,
    authScopes: { authenticated: true },
    description: 'Who is asking.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
