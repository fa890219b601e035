import type { Actor } from '../access/viewer.ts';
import { builder } from './builder.ts';

export const ActorType = builder.objectRef<Actor>('Actor').implement({
  description:
    'User or integration that did something, as it was known at that time. It has no `id`, so that client caches do not merge the actors of different times.',
  fields: (t) => ({
    actorId: t.exposeString('id', {
      description: 'Id of the user, or of the integration that acted by itself.',
    }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'E-mail address of the user, if there is one.',
    }),
    name: t.exposeString('name', { description: 'Name of the user or of the integration.' }),
  }),
});
