import { Link, useParams } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { visible } from '../../design/text/visible.ts';
import { SearchButton } from '../palette/search-button.tsx';
import type { Project } from '../project/project-context.ts';
import { useSignOut } from '../sign-in/use-sign-out.ts';
import { useViewer } from '../sign-in/viewer-context.ts';
import { Brand } from './brand.tsx';
import { FailedCount } from './failed-count.tsx';
import styles from './frame.module.css';
import { LiveState } from './live-state.tsx';
import { projectLinks } from './project-links.ts';
import { ProjectSwitch } from './project-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface FrameProps {
  project?: Project;
  lastSequence?: number;
  children: ReactNode;
}

/** What surrounds every page: where one is, where one can go, who one is, and whether the page is live. */
export function Frame({ project, lastSequence, children }: FrameProps) {
  const viewer = useViewer();
  // There also while the project is loading.
  const { projectKey } = useParams({ strict: false });
  const signOut = useSignOut();
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <header className={styles.side}>
        <Link to="/" aria-label="GoGreen, start">
          <Brand />
        </Link>
        <ProjectSwitch project={project} />
        <SearchButton project={project} />
        {project !== undefined && <ProjectLinks project={project} />}
        {projectKey === undefined && viewer.isOwner && <InstanceLinks />}
        <div className={styles.foot}>
          <LiveState lastSequence={lastSequence} />
          <div className={styles.who}>
            <Link to="/me" title={viewer.email ?? 'Your page'}>
              {visible(viewer.name)}
            </Link>
            {projectKey !== undefined && viewer.isOwner && <Link to="/settings/users">Instance</Link>}
          </div>
          <div className={styles.footButtons}>
            <ThemeSwitch />
            <Button small look="quiet" onClick={signOut}>
              Sign out
            </Button>
          </div>
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** What a link says besides its name. */
const COUNTS: Record<string, ComponentType<{ projectKey: string }>> = {
  '/projects/$projectKey/deliveries': FailedCount,
};

function ProjectLinks({ project }: { project: Project }) {
  const projectKey = project.key;
  return (
    <nav aria-label="Project">
      <ul className={styles.links}>
        {projectLinks(project).map(({ to, name }) => {
          const Count = COUNTS[to];
          return (
            <li key={to}>
              <Link to={to} params={{ projectKey }} activeProps={{ 'aria-current': 'page' }}>
                {name} {Count && <Count projectKey={projectKey} />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The pages of the instance as a whole, for its owners. */
function InstanceLinks() {
  return (
    <nav aria-label="Instance">
      <ul className={styles.links}>
        <li>
          <Link to="/" activeProps={{ 'aria-current': 'page' }} activeOptions={{ exact: true }}>
            Home
          </Link>
        </li>
        <li>
          <Link to="/settings/users" activeProps={{ 'aria-current': 'page' }}>
            Users
          </Link>
        </li>
        <li>
          <Link to="/settings/audit" activeProps={{ 'aria-current': 'page' }}>
            Audit log
          </Link>
        </li>
        <li>
          <Link to="/settings/instance" activeProps={{ 'aria-current': 'page' }}>
            Instance
          </Link>
        </li>
      </ul>
    </nav>
  );
}
