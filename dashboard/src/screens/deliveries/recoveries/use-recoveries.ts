import { useCallback, useState } from 'react';
import { useQuery, useSubscription } from '../../../api/hooks.ts';
import {
  RecoveriesDocument,
  RecoveriesUpdatedDocument,
  type RecoveryProgressFragment,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';

export type Recovery = RecoveryProgressFragment;

export interface Recoveries {
  /** Those that are not done, and those that were started here. */
  shown: Recovery[];
  /** Called with one that was just started. */
  add: (recovery: Recovery) => void;
  dismiss: (id: string) => void;
}

/** The bulk retries and replays to show the progress of. */
export function useRecoveries(): Recoveries {
  const project = useProject();
  const { data } = useQuery(RecoveriesDocument, { projectKey: project.key });
  const [started, setStarted] = useState<readonly Recovery[]>([]);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const stored = data?.project?.recoveries.edges.map(({ node }) => node) ?? [];
  const add = useCallback((recovery: Recovery) => setStarted((before) => [recovery, ...before]), []);
  // What was not done when the page was opened stays until it is dismissed, so that its end is seen.
  const unseen = stored.filter((recovery) => isUnderWay(recovery) && !seen.has(recovery.id));
  if (unseen.length > 0) setSeen(new Set([...seen, ...unseen.map(({ id }) => id)]));
  const all = new Map(
    [...started, ...stored.filter(({ id }) => seen.has(id))].map((each) => [each.id, each]),
  );
  useSubscription(RecoveriesUpdatedDocument, { projectKey: project.key }, ({ recoveries: recovery }) => {
    if (!all.has(recovery.id)) add(recovery);
  });
  return {
    shown: [...all.values()].filter(({ id }) => !dismissed.has(id)),
    add,
    dismiss: useCallback((id) => setDismissed((before) => new Set([...before, id])), []),
  };
}

export function isUnderWay({ status, waiting }: Pick<Recovery, 'status' | 'waiting'>): boolean {
  return status === 'RUNNING' || waiting > 0;
}
