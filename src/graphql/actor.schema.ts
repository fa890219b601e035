import type { Actor } from '../access/viewer.ts';
import { builder } from './builder.ts';

export const ActorType = builder.objectRef<Actor>('Actor').implement({
  description: 'Who did it, as known at that time.',
  fields: (t) => ({
    id: t.exposeString('id', {
      description: 'The id of the user, or of the integration where nobody did it by hand.',
    }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'Their e-mail address, if they have one.',
    }),
    name: t.exposeString('name', { description: 'Their name.' }),
  }),
});
