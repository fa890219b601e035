import { useCallback, useState } from 'react';
import { Card } from '../../design/card.tsx';
import { LoadFailed, Loading, Notice } from '../../design/notice.tsx';
import { PageHead } from '../../design/page-head.tsx';
import { Frame } from '../../shell/frame.tsx';
import { useProjects } from '../../shell/use-projects.ts';
import styles from './home.module.css';
import { LastEvents } from './last-events.tsx';
import { isNothing, lastEvents, needsOf } from './needs.ts';
import { NeedsList } from './needs-list.tsx';
import { NothingNeedsYou } from './next-steps.tsx';
import { type Answer, ProjectWatch } from './project-watch.tsx';
import { ProjectsCard } from './projects-card.tsx';

/** So many projects are looked into. */
const WATCHED = 20;

/** Only what needs somebody, over the projects of the viewer; then what happened last, and the way to the projects. */
export function Home() {
  const { projects, error, reload } = useProjects('fresh');
  const watched = projects?.slice(0, WATCHED);
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const onAnswer = useCallback(
    (key: string, answer: Answer) => setAnswers((present) => new Map(present).set(key, answer)),
    [],
  );
  return (
    <Frame>
      <PageHead title="Home">What needs somebody, in all your projects.</PageHead>
      {error !== undefined && (
        <LoadFailed title="The projects cannot be shown" error={error} onRetry={reload} />
      )}
      {projects === undefined && error === undefined && <Loading />}
      {watched?.map(({ id, key }) => (
        <ProjectWatch key={id} projectKey={key} onAnswer={onAnswer} />
      ))}
      {projects !== undefined && watched !== undefined && (
        <div className={styles.columns}>
          <div className={styles.left}>
            <Found
              projects={watched}
              answers={watched.flatMap(({ key }) => answers.get(key) ?? [])}
              notWatched={projects.length - watched.length}
            />
          </div>
          <aside className={styles.left} aria-label="Projects">
            <ProjectsCard projects={projects} />
          </aside>
        </div>
      )}
    </Frame>
  );
}

interface FoundProps {
  projects: readonly { key: string }[];
  answers: Answer[];
  notWatched: number;
}

function Found({ projects, answers, notWatched }: FoundProps) {
  const found = answers.flatMap((answer) => ('project' in answer && answer.project) || []);
  const failure = answers.find((answer) => 'error' in answer);
  const isComplete = answers.length === projects.length;
  const needs = needsOf(found);
  return (
    <>
      {failure !== undefined && (
        <Notice tone="bad" title="Not every project could be looked into">
          {failure.error}
        </Notice>
      )}
      {!isComplete && (
        <Card>
          <Loading rows={4} />
        </Card>
      )}
      <NeedsList needs={needs} />
      {isComplete && failure === undefined && isNothing(needs) && <NothingNeedsYou projects={projects} />}
      {notWatched > 0 && (
        <p className="dim">
          This page looks into your first {WATCHED} projects; {notWatched} more are listed under Projects.
        </p>
      )}
      <LastEvents events={lastEvents(found)} />
    </>
  );
}
