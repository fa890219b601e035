import { createContext, useContext } from 'react';
import type { ViewerQuery } from '../../gql/graphql.ts';

export type Viewer = NonNullable<ViewerQuery['viewer']>;

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error('useViewer was called outside of SignedIn');
  return viewer;
}
