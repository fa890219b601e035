import { Link } from '@tanstack/react-router';
import { Empty } from '../../../design/layout/notice.tsx';
import { useProject } from '../../../shell/project/project-context.ts';
import styles from '../deliveries.module.css';

export function NoDeliveries({ isFiltered }: { isFiltered: boolean }) {
  const { key: projectKey } = useProject();
  if (isFiltered)
    return (
      <Empty
        title="No delivery matches"
        action={
          <Link className={styles.textLink} to="/projects/$projectKey/deliveries" params={{ projectKey }}>
            Show all deliveries
          </Link>
        }
      >
        New ones that match appear here by themselves.
      </Empty>
    );
  return (
    <Empty
      title="Nothing was delivered yet"
      action={
        <Link
          className={styles.textLink}
          to={`/projects/${encodeURIComponent(projectKey)}/integrations` as string}
        >
          Go to the integrations
        </Link>
      }
    >
      Each event is delivered to every integration that asks for it, and appears here at once. Deliveries are
      kept for some weeks.
    </Empty>
  );
}
