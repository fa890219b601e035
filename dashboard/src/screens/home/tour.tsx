import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useQuery, useRun, useSubscription } from '../../api/hooks.ts';
import { useReloadWhen } from '../../api/use-reload-when.ts';
import { Button } from '../../design/controls/button.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Card } from '../../design/layout/card.tsx';
import { visible } from '../../design/text/visible.ts';
import { SetTourClosedDocument, TourDeliveryDocument, TourDocument } from '../../gql/graphql.ts';
import styles from './home.module.css';

interface TourProps {
  /** The demo, or the first project. */
  projectKey: string;
  /** How many events of the projects have come: what was done may have finished a step. */
  events: number;
}

/** From the first start to the first webhook, step by step, until the person closes it. */
export function Tour({ projectKey, events }: TourProps) {
  const run = useRun();
  const toast = useToast();
  const { data, reload } = useQuery(TourDocument, { projectKey });
  useReloadWhen(events, reload);
  const project = data?.project;
  const isOpen = data?.viewer?.tourClosed === false;
  const variables = useMemo(() => ({ projectKey }), [projectKey]);
  useSubscription(TourDeliveryDocument, variables, reload, {
    pause: !isOpen || project == null || project.deliveries.edges.length > 0,
  });
  if (project == null || !isOpen) return null;
  const params = { projectKey };
  const steps: [isDone: boolean, link: ReactNode, words: string][] = [
    [
      project.events.edges.length > 0,
      <Link key="flag" to="/projects/$projectKey/flags" params={params}>
        Switch a flag
      </Link>,
      'Open one, change what it serves and save: the diff is shown while you type.',
    ],
    [
      project.integrations.length > 0,
      <Link key="integration" to="/projects/$projectKey/integrations/new" params={params}>
        Add the first integration
      </Link>,
      'A webhook or a chat. Its messages are shown and tested before it is stored.',
    ],
    [
      project.deliveries.edges.length > 0,
      <Link key="delivery" to="/projects/$projectKey/deliveries" params={params}>
        See the first delivery
      </Link>,
      'Switch the flag again, then look at the request and the response.',
    ],
  ];
  const done = steps.filter(([isDone]) => isDone).length;

  async function close(): Promise<void> {
    try {
      const { setTourClosed } = await run(SetTourClosedDocument, { input: { closed: true } });
      if (setTourClosed.__typename !== 'SetTourClosedPayload') return toast(setTourClosed.message);
      reload();
    } catch (error) {
      toast((error as Error).message);
    }
  }

  return (
    <Card
      title={`First steps in ${visible(project.name)}`}
      note={`${done} of ${steps.length} done`}
      actions={
        <Button small look="quiet" onClick={() => void close()}>
          Close the tour
        </Button>
      }
    >
      <ol className={styles.steps} aria-label="First steps">
        {steps.map(([isDone, link, words], index) => (
          <li key={index}>
            <span className={isDone ? styles.done : 'dim'}>
              <span aria-hidden="true">{isDone ? '●' : '○'} </span>
              {isDone ? 'done' : 'to do'}
            </span>
            {link}
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
