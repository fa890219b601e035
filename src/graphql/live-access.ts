/** How every subscription is opened. http/yoga/subscription-lifetime.ts ends it when the right to it is lost. */

import type { GraphQLResolveInfo } from 'graphql';
import { allowInProject, type Subject } from '../access/allow.ts';
import type { ProjectPermission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import type { Context, RunningSubscription } from './context.ts';
import { tokenMissing } from './refusals.ts';

interface Opening<Args, Item> {
  may: ProjectPermission;
  /** What it is about: decides the project. */
  about: (args: Args) => Subject;
  /** The source must end when the signal of the subscription aborts. It is not read before the client asks for the first item. */
  open: (
    app: App,
    viewer: Viewer,
    args: Args,
    subscription: RunningSubscription,
  ) => Promise<AsyncGenerator<Item, void, void>>;
}

/** The `subscribe` of a subscription. Fails with the NotFoundError of an unknown project when the viewer may not read there. */
export function whileAllowed<Args, Item>({ may, about, open }: Opening<Args, Item>) {
  return async (_root: unknown, args: Args, context: Context, field: GraphQLResolveInfo) => {
    const { app, viewer, subscription } = context;
    if (!viewer || !subscription) throw tokenMissing();
    if (viewer.credential.kind !== 'adminToken') {
      const projectId = await allowInProject(app, viewer, may, about(args));
      subscription.right = { permission: may, projectId, field };
    }
    return open(app, viewer, args, subscription);
  };
}
