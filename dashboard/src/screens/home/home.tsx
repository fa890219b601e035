import { useCallback, useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Card } from '../../design/layout/card.tsx';
import { LoadFailed, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { AttentionDocument } from '../../gql/graphql.ts';
import { Frame } from '../../shell/frame/frame.tsx';
import { useProjects } from '../../shell/project/use-projects.ts';
import { useEveryMinute } from '../../shell/use-every-minute.ts';
import { useSeldom } from '../../shell/use-seldom.ts';
import styles from './home.module.css';
import { LastEvents } from './last-events.tsx';
import { lastEvents } from './needs.ts';
import { NeedsList } from './needs-list.tsx';
import { NothingNeedsYou } from './next-steps.tsx';
import { type Answer, ProjectWatch } from './project-watch.tsx';
import { ProjectsCard } from './projects-card.tsx';
import { Tour } from './tour.tsx';

/** The last events of so many projects are shown, and followed. */
const WATCHED = 20;
/** Many events at once, such as those of a script, are answered by one query. */
const RELOAD_MS = 300;

/** Only what needs somebody, over all projects of the viewer; then what happened last, and the way to the projects. */
export function Home() {
  const { projects, error, reload } = useProjects('fresh');
  const watched = projects?.slice(0, WATCHED);
  const attention = useQuery(AttentionDocument, {});
  const askSoon = useSeldom(attention.reload, RELOAD_MS);
  // Health has no event, and neither have projects that are not watched.
  useEveryMinute(attention.reload);
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const onAnswer = useCallback(
    (key: string, answer: Answer) => setAnswers((present) => new Map(present).set(key, answer)),
    [],
  );
  const [events, setEvents] = useState(0);
  const onEvent = useCallback(() => {
    setEvents((count) => count + 1);
    askSoon();
  }, [askSoon]);
  const toured = projects?.find(({ key }) => key === 'demo') ?? projects?.[0];
  const needs = attention.data?.viewer?.attention;
  const failed = [...answers.values()].find((answer) => 'error' in answer);
  const found = [...answers.values()].flatMap((answer) => ('project' in answer && answer.project) || []);
  return (
    <Frame>
      <PageHead title="Home">What needs somebody, in all your projects.</PageHead>
      {error !== undefined && (
        <LoadFailed title="The projects cannot be shown" error={error} onRetry={reload} />
      )}
      {attention.error !== undefined && (
        <LoadFailed
          title="What needs somebody cannot be shown"
          error={attention.error}
          onRetry={attention.reload}
        />
      )}
      {projects === undefined && error === undefined && <Loading />}
      {watched?.map(({ id, key }) => (
        <ProjectWatch key={id} projectKey={key} onAnswer={onAnswer} onEvent={onEvent} />
      ))}
      {projects !== undefined && watched !== undefined && (
        <div className={styles.columns}>
          <div className={styles.left}>
            {toured !== undefined && <Tour projectKey={toured.key} events={events} />}
            {needs === undefined && attention.error === undefined && (
              <Card>
                <Loading rows={4} />
              </Card>
            )}
            {needs !== undefined && <NeedsList needs={needs} />}
            {needs?.length === 0 && <NothingNeedsYou projects={projects} />}
            {failed !== undefined && (
              <Notice tone="bad" title="The last events of a project cannot be shown">
                {failed.error}
              </Notice>
            )}
            <LastEvents events={lastEvents(found)} />
          </div>
          <aside className={styles.left} aria-label="Projects">
            <ProjectsCard projects={projects} />
          </aside>
        </div>
      )}
    </Frame>
  );
}
