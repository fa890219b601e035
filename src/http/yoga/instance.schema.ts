/** What everybody may know of this installation, before they are signed in. */

import { openToClientKeys } from '../../access/client-keys.ts';
import { builder } from '../../graphql/builder.ts';
import type { App } from '../../platform/app.ts';

const open = { extensions: openToClientKeys };

const SignInType = builder.objectRef<App>('SignIn').implement({
  description: 'How people sign in to the dashboard.',
  fields: (t) => ({
    token: t.boolean({
      ...open,
      description: 'Whether an access token can be exchanged for a session, with `POST /session`.',
      resolve: () => true,
    }),
    oidcLabel: t.string({
      ...open,
      nullable: true,
      description:
        'Name of the OIDC issuer, for a link to `GET /session/oidc`. null if nobody can sign in by an issuer.',
      resolve: ({ instance }) => instance.oidcLabel,
    }),
  }),
});

export const InstanceType = builder.objectRef<App>('Instance').implement({
  description: 'This installation of GoGreen.',
  fields: (t) => ({
    version: t.string({
      ...open,
      description: 'Version of the process that answers.',
      resolve: ({ instance }) => instance.version,
    }),
    publicUrl: t.string({
      ...open,
      description: 'Base of the links in messages and payloads, without a slash at its end.',
      resolve: ({ publicUrl }) => publicUrl,
    }),
    embedded: t.boolean({
      ...open,
      description: 'Whether it runs on the PostgreSQL that comes with it, with a demo project and an inbox.',
      resolve: ({ instance }) => instance.embedded,
    }),
    retentionDays: t.int({
      ...open,
      description: 'Days for which finished deliveries are kept. 0: they are kept for ever.',
      resolve: ({ retentionDays }) => retentionDays,
    }),
    time: t.field({
      ...open,
      type: 'DateTime',
      description: 'Time by the clock that schedules and retries go by.',
      resolve: ({ now }) => now(),
    }),
    signIn: t.field({
      ...open,
      type: SignInType,
      description: 'How people sign in to the dashboard.',
      resolve: (app) => app,
    }),
    signedIn: t.boolean({
      ...open,
      description:
        'Whether this request has a valid token or session. A page asks before it shows how to sign in.',
      resolve: (_app, _args, { viewer }) => viewer !== null,
    }),
    graphiql: t.boolean({
      ...open,
      description: 'Whether GraphiQL is served, at `/graphiql`.',
      resolve: ({ instance }) => instance.graphiql,
    }),
  }),
});

builder.queryField('instance', (t) =>
  t.field({
    type: InstanceType,
    description: 'This installation of GoGreen. The only query that needs no token.',
    skipTypeScopes: true,
    resolve: (_root, _args, { app }) => app,
  }),
);
