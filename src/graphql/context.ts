/** What a resolver gets: the app and who is asking. */

import type { GraphQLResolveInfo } from 'graphql';
import type { ProjectPermission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';

export interface Context {
  app: App;
  /** Null: the request carried no token. In a subscription it is replaced when the roles of the viewer change. */
  viewer: Viewer | null;
  /** Set in subscriptions only. */
  subscription?: RunningSubscription;
}

export interface RunningSubscription {
  /** Aborts when the subscription ends. */
  signal: AbortSignal;
  /** Without this right the subscription ends. Null: nothing to check, as with the admin token. */
  right: SubscriptionRight | null;
  /** Header `Last-Event-ID` of a client that resumes; null without it. */
  lastEventId: string | null;
  /** Sequence of the event that was given last; null when there was none, or the items are no events. */
  sequence: number | null;
}

export interface SubscriptionRight {
  permission: ProjectPermission;
  projectId: string;
  /** The field that was subscribed to. */
  field: Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>;
}
