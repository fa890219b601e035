import { useEffect, useRef, useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { ProjectsDocument, type ProjectsQuery } from '../../gql/graphql.ts';

type ListedProject = ProjectsQuery['projects']['edges'][number]['node'];

/** All projects that the viewer may read, page after page. */
export function useProjects(policy: 'cached' | 'fresh' = 'cached') {
  const [after, setAfter] = useState<string | null>(null);
  const { data, error, isCurrent, reload } = useQuery(ProjectsDocument, after === null ? {} : { after }, {
    policy,
  });
  const known = useRef<ListedProject[]>(undefined);
  const found = data?.projects.edges.map(({ node }) => node);
  // A new project lets the cache forget all pages; the present one comes first and alone then.
  const isWhole = after === null || found?.[0]?.id === known.current?.[0]?.id;
  if (isCurrent && isWhole && found !== undefined) known.current = found;
  const { hasNextPage, endCursor } = data?.projects.pageInfo ?? {};
  useEffect(() => {
    if (!isCurrent) return;
    if (!isWhole) setAfter(null);
    else if (hasNextPage && endCursor != null) setAfter(endCursor);
  }, [isCurrent, isWhole, hasNextPage, endCursor]);
  return { projects: known.current, error, reload };
}
