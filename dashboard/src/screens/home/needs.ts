/** What needs somebody, and what happened last, over all projects. */

import type { AttentionQuery } from '../../gql/graphql.ts';
import type { HomeProject } from './project-watch.tsx';

export type Need = NonNullable<AttentionQuery['viewer']>['attention'][number];
export type NeedKind = Need['kind'];

/** The groups in their order, each with its kinds in theirs. */
export const GROUPS: [title: string, kinds: NeedKind[]][] = [
  ['Integrations that do not work', ['INTEGRATION_FAILING', 'INTEGRATION_DISABLED']],
  ['Experiments that cannot be trusted', ['EXPERIMENT_MISTRUSTED']],
  ['Scheduled changes that failed', ['CHANGE_NOT_APPLIED']],
  ['Changes that wait', ['CHANGE_TO_APPROVE', 'CHANGE_TO_APPLY', 'CHANGE_WAITING']],
  ['Experiments that can be concluded', ['EXPERIMENT_READY']],
  ['Scheduled changes', ['CHANGE_SCHEDULED']],
];

type Node<Edges extends { edges: readonly { node: unknown }[] }> = Edges['edges'][number]['node'];
export type HomeEvent = Node<HomeProject['events']>;

/** Something with the project that it belongs to. */
export type Of<Thing> = Thing & { project: { key: string; name: string } };

const EVENTS = 10;

/** The last events of all projects, the newest first. */
export function lastEvents(projects: readonly HomeProject[]): Of<HomeEvent>[] {
  return projects
    .flatMap(({ key, name, events }) =>
      events.edges.map(({ node }) => ({ ...node, project: { key, name } }) as Of<HomeEvent>),
    )
    .toSorted((a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt) || b.sequence - a.sequence)
    .slice(0, EVENTS);
}
