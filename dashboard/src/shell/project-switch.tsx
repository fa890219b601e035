import { useNavigate } from '@tanstack/react-router';
import styles from './frame.module.css';
import type { Project } from './project-context.ts';
import { useProjects } from './use-projects.ts';

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
