import { Link } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { Card } from '../../design/card.tsx';
import { Empty, Loading, Notice } from '../../design/notice.tsx';
import { ProjectsDocument } from '../../gql/graphql.ts';
import { Frame } from '../../shell/frame.tsx';
import styles from './home.module.css';

export function Home() {
  const { data, error } = useQuery(ProjectsDocument, {});
  const projects = data?.projects.edges.map(({ node }) => node);
  return (
    <Frame>
      <h1>Projects</h1>
      <Card className={styles.list}>
        {error !== undefined && (
          <Notice tone="bad" title="The projects cannot be shown">
            {error}
          </Notice>
        )}
        {projects === undefined && error === undefined && <Loading />}
        {projects?.length === 0 && (
          <Empty title="There is no project yet">
            An owner makes the first one with the mutation createProject. You see projects in which you have a
            role.
          </Empty>
        )}
        <ul>
          {projects?.map(({ id, key, name }) => (
            <li key={id}>
              <Link className={styles.project} to="/projects/$projectKey/flags" params={{ projectKey: key }}>
                <b>{name}</b>
                <span className="mono dim">{key}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </Frame>
  );
}
