import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../../graphql/context.ts';
import { inShare } from '../../platform/postgres/connections/connection-queue.ts';

/**
 * What an operation does with the database counts for the share of its credential, so that the slow operations of one do
 * not hold the connections that others need. Commands count for the share of their project instead.
 */
export const shareConnections: Plugin<Context> = {
  onExecute({ executeFn, setExecuteFn }) {
    setExecuteFn((args: ExecutionArgs) => inShare(shareOf(args), () => executeFn(args)));
  },
  onSubscribe({ subscribeFn, setSubscribeFn }) {
    setSubscribeFn((args: ExecutionArgs) => inShare(shareOf(args), () => subscribeFn(args)));
  },
};

/** Not the key of rate limits: a client key has one of those for each network. */
function shareOf({ contextValue }: ExecutionArgs): string {
  const { viewer } = contextValue as Context;
  switch (viewer?.credential.kind) {
    case 'token':
      return `token ${viewer.credential.tokenId}`;
    case 'jwt':
      return `user ${viewer.credential.userId}`;
    case 'session':
      return `sessions of ${viewer.actor.id}`;
    case 'adminToken':
      return 'admin token';
    default:
      return 'without a token';
  }
}
