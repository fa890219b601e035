import { useNavigate } from '@tanstack/react-router';
import type { Project } from '../project/project-context.ts';
import { useProjects } from '../project/use-projects.ts';
import styles from './frame.module.css';

export function ProjectSwitch({ project }: { project: Project | undefined }) {
  const known = useProjects().projects;
  const navigate = useNavigate();
  const projects = [...(known ?? [])];
  if (project !== undefined && !projects.some(({ id }) => id === project.id)) projects.unshift(project);
  return (
    <select
      aria-label="Project"
      className={styles.project}
      value={project?.key ?? ''}
      onChange={(event) =>
        void navigate({ to: '/projects/$projectKey/flags', params: { projectKey: event.target.value } })
      }
    >
      {project === undefined && <option value="">Choose a project</option>}
      {projects.map(({ id, key, name }) => (
        <option key={id} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
