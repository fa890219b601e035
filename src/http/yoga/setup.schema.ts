/** How the process that answers is set up, for owners. */

import { builder } from '../../graphql/builder.ts';
import type { App } from '../../platform/app.ts';
import { InstanceType } from './instance.schema.ts';

const SetupType = builder.objectRef<App>('InstanceSetup').implement({
  description:
    'How the process that answers is set up, without secrets. Other processes may have other settings.',
  fields: (t) => ({
    role: t.string({
      description: 'What the process does (GOGREEN_ROLE): api, worker or all.',
      resolve: ({ setup }) => setup.role,
    }),
    postgresVersion: t.string({
      description: 'Version of PostgreSQL, such as 17.2.',
      resolve: async ({ database }) => {
        const { rows } = await database.pool.query<{ version: string }>({
          name: 'read-postgres-version',
          text: `SELECT split_part(current_setting('server_version'), ' ', 1) AS version`,
        });
        return rows[0]?.version ?? '';
      },
    }),
    databasePoolSize: t.int({
      description: 'The most connections to PostgreSQL that the process opens (DATABASE_POOL_SIZE).',
      resolve: ({ setup }) => setup.databasePoolSize,
    }),
    redis: t.boolean({
      description: 'Whether REDIS_URL is set.',
      resolve: ({ setup }) => setup.redis,
    }),
    egressAllowed: t.stringList({
      description: 'Destinations that may be called although they are not public (EGRESS_ALLOW).',
      resolve: ({ setup }) => setup.egressAllowed,
    }),
    egressProxy: t.boolean({
      description: 'Whether outgoing requests go through a proxy (EGRESS_PROXY).',
      resolve: ({ setup }) => setup.egressProxy,
    }),
    oidcIssuer: t.string({
      nullable: true,
      description: 'OIDC issuer whose JWTs are accepted (OIDC_ISSUER). null if there is none.',
      resolve: ({ setup }) => setup.oidcIssuer,
    }),
    operationsPerMinute: t.int({
      description: 'Operations that a token may send in a minute (RATE_LIMIT_PER_TOKEN). 0: no limit.',
      resolve: ({ setup }) => setup.operationsPerMinute,
    }),
    sessionHours: t.int({
      description: 'Hours after which a session of the dashboard ends (SESSION_HOURS).',
      resolve: ({ sessionLimits }) => sessionLimits.hours,
    }),
    sessionIdleHours: t.int({
      description: 'Hours without use after which a session of the dashboard ends (SESSION_IDLE_HOURS).',
      resolve: ({ sessionLimits }) => sessionLimits.idleHours,
    }),
  }),
});

builder.objectField(InstanceType, 'setup', (t) =>
  t.field({
    type: SetupType,
    nullable: true,
    description: 'How the process that answers is set up. null for everybody but owners of this instance.',
    resolve: (app, _args, { viewer }) => (viewer?.isOwner ? app : null),
  }),
);
