import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '../api/hooks.ts';
import { PaletteDocument } from '../gql/graphql.ts';
import type { Project } from './project-context.ts';
import { projectLinks } from './project-links.ts';
import { useProjects } from './use-projects.ts';
import { useSignOut } from './use-sign-out.ts';
import { useViewer } from './viewer-context.ts';

export interface PaletteItem {
  id: string;
  label: string;
  /** What kind of thing it is, in a word. */
  kind: string;
  keys?: string;
  run: () => void;
}

/** What the palette offers for a text: flags that the server finds, and pages, integrations, projects and actions by name. */
export function usePaletteItems(project: Project | undefined, text: string): PaletteItem[] {
  const navigate = useNavigate();
  const viewer = useViewer();
  const signOut = useSignOut();
  const { data, isCurrent } = useQuery(
    PaletteDocument,
    { projectKey: project?.key ?? '', search: text },
    { pause: project === undefined },
  );
  const projects = useProjects().projects ?? [];
  const named: PaletteItem[] = [];
  const flags: PaletteItem[] = [];
  if (project !== undefined) {
    const params = { projectKey: project.key };
    for (const { to, name, keys } of projectLinks(project))
      named.push({ id: to, label: name, kind: 'page', keys, run: () => void navigate({ to, params }) });
    // Those of the former text would be opened by whoever types fast.
    for (const { node } of (isCurrent && data?.project?.flags.edges) || [])
      flags.push({
        id: node.id,
        label: node.name === node.key ? node.key : `${node.name} · ${node.key}`,
        kind: 'flag',
        run: () =>
          void navigate({
            to: '/projects/$projectKey/flags/$flagKey',
            params: { ...params, flagKey: node.key },
          }),
      });
    for (const { id, name } of data?.project?.integrations ?? [])
      named.push({
        id,
        label: name,
        kind: 'integration',
        run: () =>
          void navigate({
            to: '/projects/$projectKey/integrations/$integrationId',
            params: { ...params, integrationId: id },
          }),
      });
  }
  for (const { id, key, name } of projects)
    named.push({
      id,
      label: name,
      kind: 'project',
      run: () => void navigate({ to: '/projects/$projectKey/flags', params: { projectKey: key } }),
    });
  named.push({ id: 'me', label: 'Your page', kind: 'page', run: () => void navigate({ to: '/me' }) });
  if (viewer.isOwner) {
    named.push(
      { id: 'users', label: 'Users', kind: 'page', run: () => void navigate({ to: '/settings/users' }) },
      {
        id: 'instance-audit',
        label: 'Audit log of the instance',
        kind: 'page',
        run: () => void navigate({ to: '/settings/audit' }),
      },
    );
  }
  named.push({ id: 'sign-out', label: 'Sign out', kind: 'action', run: signOut });
  const sought = text.trim().toLowerCase();
  const found = named.filter(({ label, kind }) => `${label} ${kind}`.toLowerCase().includes(sought));
  return sought === '' ? [...found, ...flags] : [...flags, ...found];
}
