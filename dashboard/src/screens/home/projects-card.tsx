import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty } from '../../design/layout/notice.tsx';
import { visible } from '../../design/text/visible.ts';
import { useViewer } from '../../shell/sign-in/viewer-context.ts';
import styles from './home.module.css';
import { NewProject } from './new-project.tsx';

interface ProjectsCardProps {
  projects: readonly { id: string; key: string; name: string }[];
}

export function ProjectsCard({ projects }: ProjectsCardProps) {
  const { isOwner } = useViewer();
  const [creating, setCreating] = useState(false);
  return (
    <Card
      title="Projects"
      note={projects.length}
      actions={
        <Button
          small
          unavailable={isOwner ? undefined : 'Only owners of this instance may create projects.'}
          onClick={() => setCreating(true)}
        >
          New project
        </Button>
      }
    >
      {projects.length === 0 && (
        <Empty title="There is no project yet">
          {isOwner ? 'Make the first one.' : 'You see projects in which you have a role.'}
        </Empty>
      )}
      <ul>
        {projects.map(({ id, key, name }) => (
          <li key={id}>
            <Link
              className={styles.projectLink}
              to="/projects/$projectKey/flags"
              params={{ projectKey: key }}
            >
              <b>{visible(name)}</b>
              <span className="mono dim">{key}</span>
            </Link>
          </li>
        ))}
      </ul>
      {creating && <NewProject onClose={() => setCreating(false)} />}
    </Card>
  );
}
