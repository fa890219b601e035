import { useNavigate } from '@tanstack/react-router';
import { useAnswer } from '../../api/use-answer.ts';
import { visible } from '../../design/text/visible.ts';
import { PaletteDocument, type PaletteQuery } from '../../gql/graphql.ts';
import { projectLinks } from '../frame/project-links.ts';
import type { Project } from '../project/project-context.ts';
import { useProjects } from '../project/use-projects.ts';
import { useSignOut } from '../sign-in/use-sign-out.ts';
import { useViewer } from '../sign-in/viewer-context.ts';

type Hit = PaletteQuery['search'][number];

export interface PaletteItem {
  id: string;
  label: string;
  /** What kind of thing it is, in a word. */
  kind: string;
  keys?: string;
  run: () => void;
}

export interface PaletteState {
  items: PaletteItem[];
  /** Whether the server has not answered for this text yet. */
  isSearching: boolean;
  /** Why the server has found nothing. */
  error: string | undefined;
  again: () => void;
}

/** What the palette offers for a text: what the server finds in all projects, and pages, projects and actions by name. */
export function usePaletteItems(project: Project | undefined, text: string): PaletteState {
  const navigate = useNavigate();
  const viewer = useViewer();
  const signOut = useSignOut();
  const goTo = useGoToHit();
  const sought = text.trim().toLowerCase();
  const { data, error, isCurrent, again } = useAnswer(
    PaletteDocument,
    sought === '' ? null : { projectKey: project?.key ?? null, text: text.trim() },
  );
  const projects = useProjects().projects ?? [];
  const named: PaletteItem[] = [];
  // Results of the former text are left out: somebody who types fast would open one of them.
  const hits: PaletteItem[] = ((isCurrent && data?.search) || []).map((hit) => ({
    id: hit.id,
    label: labelOf(hit),
    kind: `${KINDS[hit.kind]}${hit.project.key === project?.key ? '' : ` in ${visible(hit.project.name)}`}`,
    run: () => goTo(hit),
  }));
  if (project !== undefined) {
    const params = { projectKey: project.key };
    for (const { to, name, keys } of projectLinks(project))
      named.push({ id: to, label: name, kind: 'page', keys, run: () => void navigate({ to, params }) });
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
        id: 'instance',
        label: 'Instance',
        kind: 'page',
        run: () => void navigate({ to: '/settings/instance' }),
      },
      {
        id: 'instance-audit',
        label: 'Audit log of the instance',
        kind: 'page',
        run: () => void navigate({ to: '/settings/audit' }),
      },
    );
  }
  named.push({ id: 'sign-out', label: 'Sign out', kind: 'action', run: signOut });
  const found = named.filter(({ label, kind }) => `${label} ${kind}`.toLowerCase().includes(sought));
  return { items: [...hits, ...found], isSearching: !isCurrent, error: isCurrent ? error : undefined, again };
}

const KINDS: Record<Hit['kind'], string> = {
  FLAG: 'flag',
  CHANGE_REQUEST: 'change',
  EXPERIMENT: 'experiment',
  INTEGRATION: 'integration',
};

function labelOf({ kind, title, subtitle }: Hit): string {
  return kind === 'FLAG' && title !== subtitle ? `${title} · ${subtitle}` : title;
}

function useGoToHit(): (hit: Hit) => void {
  const navigate = useNavigate();
  return ({ kind, id, subtitle, project }) => {
    const projectKey = project.key;
    if (kind === 'FLAG')
      void navigate({
        to: '/projects/$projectKey/flags/$flagKey',
        params: { projectKey, flagKey: subtitle },
      });
    if (kind === 'CHANGE_REQUEST')
      void navigate({
        to: '/projects/$projectKey/changes/$changeRequestId',
        params: { projectKey, changeRequestId: id },
      });
    if (kind === 'EXPERIMENT')
      void navigate({
        to: '/projects/$projectKey/experiments/$experimentId',
        params: { projectKey, experimentId: id },
      });
    if (kind === 'INTEGRATION')
      void navigate({
        to: '/projects/$projectKey/integrations/$integrationId',
        params: { projectKey, integrationId: id },
      });
  };
}
