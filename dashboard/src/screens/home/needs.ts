/** What needs somebody, over all projects. */

import type { HomeChangeFragment } from '../../gql/graphql.ts';
import { byHealth, conditionOf } from '../integrations/health.tsx';
import type { HomeProject } from './project-watch.tsx';

type Node<Edges extends { edges: readonly { node: unknown }[] }> = Edges['edges'][number]['node'];
export type HomeIntegration = HomeProject['integrations'][number];
export type HomeExperiment = Node<HomeProject['experiments']>;
export type HomeEvent = Node<HomeProject['events']>;

/** Something with the project that it belongs to. */
export type Of<Thing> = Thing & { project: { key: string; name: string } };

export interface Needs {
  integrations: Of<HomeIntegration>[];
  experiments: Of<HomeExperiment>[];
  /** Those that the viewer may approve or apply come first, then the oldest. */
  changes: Of<HomeChangeFragment>[];
  /** By the time at which they are applied. */
  scheduled: Of<HomeChangeFragment>[];
}

export function needsOf(projects: readonly HomeProject[]): Needs {
  const all = <Thing>(read: (project: HomeProject) => readonly Thing[]): Of<Thing>[] =>
    projects.flatMap((project) =>
      read(project).map((thing) => ({ ...thing, project: { key: project.key, name: project.name } })),
    );
  const changes = all(({ changeRequests }) => changeRequests.edges.map(({ node }) => node));
  return {
    integrations: all((project) => project.integrations)
      .filter((integration) => ['failing', 'disabled by GoGreen'].includes(conditionOf(integration)))
      .toSorted(byHealth),
    experiments: all(({ experiments }) => experiments.edges.map(({ node }) => node)).filter(
      ({ results }) => results?.sampleRatio?.mismatch,
    ),
    changes: changes
      .filter((change) => change.scheduledAt === null || change.state === 'PENDING')
      .toSorted(
        (a, b) =>
          Number(isForViewer(b)) - Number(isForViewer(a)) ||
          Date.parse(a.createdAt) - Date.parse(b.createdAt),
      ),
    scheduled: changes
      .filter((change) => change.scheduledAt !== null && change.state === 'APPROVED')
      .toSorted((a, b) => Date.parse(a.scheduledAt ?? '') - Date.parse(b.scheduledAt ?? '')),
  };
}

/** Whether the viewer can do what it waits for. */
export function isForViewer({ state, viewerMay }: HomeChangeFragment): boolean {
  return state === 'PENDING' ? viewerMay.approve.allowed : viewerMay.apply.allowed;
}

export function isNothing(needs: Needs): boolean {
  return Object.values(needs).every((list) => list.length === 0);
}

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
