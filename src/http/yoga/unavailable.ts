import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** The error of a request that cannot be answered at the moment, because something that it needs is away. */
export function unavailable(message: string, location: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, {
    ...location,
    extensions: { code: 'UNAVAILABLE', http: { status: 503 } },
  });
}
