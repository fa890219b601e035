import { getRouteApi } from '@tanstack/react-router';
import { Tabs } from '../../design/controls/tabs.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { useProject } from '../../shell/project/project-context.ts';
import { Environments } from './environments.tsx';
import { EnvironmentKeys } from './keys/environment-keys.tsx';
import { Members } from './members/members.tsx';
import { ProjectPart } from './project-part.tsx';
import styles from './settings.module.css';

const route = getRouteApi('/signed-in/projects/$projectKey/settings');

const PARTS = { environments: 'Environments', members: 'Members', keys: 'Keys', project: 'Project' };

/** What holds for the whole project: its environments, who may do what, and the keys of its applications. */
export function ProjectSettings() {
  const project = useProject();
  const navigate = route.useNavigate();
  const { part = '' } = route.useSearch();
  const chosen = part in PARTS ? part : 'environments';
  return (
    <>
      <PageHead title="Settings">
        <bdi>{project.name}</bdi>
        <span className="mono">{project.key}</span>
      </PageHead>
      <Tabs
        label="Parts of the settings"
        tabs={PARTS}
        chosen={chosen}
        onChoose={(next) =>
          void navigate({ search: { part: next === 'environments' ? undefined : next }, resetScroll: false })
        }
      />
      <div className={styles.stack}>
        {chosen === 'environments' && <Environments />}
        {chosen === 'members' && <Members />}
        {chosen === 'keys' && <EnvironmentKeys />}
        {chosen === 'project' && <ProjectPart />}
      </div>
    </>
  );
}
