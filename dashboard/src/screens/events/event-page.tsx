import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { TextBlock } from '../../design/text/text-block.tsx';
import { exactTime, Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import { EventDetailsDocument, type LogCodeFragment, type LogEventFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { EventDeliveries } from './event-deliveries.tsx';
import { EventCode } from './event-details.tsx';
import { EventKind, EventSubject } from './event-what.tsx';
import styles from './events.module.css';
import { useLiveDeliveries } from './log/use-live-deliveries.ts';

const route = getRouteApi('/signed-in/projects/$projectKey/events/$sequence');

/** One event of the log, by its sequence. */
export function EventPage() {
  const project = useProject();
  const { sequence } = route.useParams();
  const number = /^\d{1,9}$/.test(sequence) ? Number(sequence) : 0;
  const { data, error, reload } = useQuery(
    EventDetailsDocument,
    { projectKey: project.key, sequence: number },
    { pause: number === 0 },
  );
  if (error !== undefined && data === undefined)
    return <LoadFailed title="The event cannot be shown" error={error} onRetry={reload} />;
  if (data === undefined && number !== 0) return <Loading />;
  const event = data?.project?.event ?? undefined;
  if (event === undefined)
    return (
      <Empty
        title={`There is no event ${sequence}`}
        action={
          <Link
            className={styles.subject}
            to="/projects/$projectKey/events"
            params={{ projectKey: project.key }}
          >
            Go to the event log
          </Link>
        }
      >
        The newest event of this project is {project.lastSequence.toLocaleString('en')}.
      </Empty>
    );
  return <EventContent key={event.id} event={event} />;
}

function EventContent({ event }: { event: LogEventFragment & LogCodeFragment }) {
  const { sequence, type, occurredAt, actor, environment, comment } = event;
  const deliveries = useLiveDeliveries(event);
  return (
    <>
      <PageHead
        title={`Event ${sequence.toLocaleString('en')}`}
        aside={<EventKind type={type} />}
        actions={
          <>
            <Neighbour sequence={sequence - 1} label="Previous" />
            <Neighbour sequence={sequence + 1} label="Next" />
            <CopyButton small={false} text={() => location.href}>
              Copy link
            </CopyButton>
          </>
        }
      >
        <EventSubject event={event} />
        <span>{environment === null ? 'all environments' : <bdi>{environment.name}</bdi>}</span>
        <span>
          by <bdi>{actor.name}</bdi>, <Time at={occurredAt} />
        </span>
        <span className="dim">{exactTime(occurredAt)}</span>
      </PageHead>
      <div className={styles.page}>
        <Card title="What changed" padded>
          <div className={styles.details}>
            {comment !== null && <p className={styles.fullComment}>“{visible(comment)}”</p>}
            <EventCode event={event} code={event} />
          </div>
        </Card>
        <Card title="Who was told" note={`${deliveries.length}`} padded>
          <EventDeliveries deliveries={deliveries} />
        </Card>
        <States event={event} />
      </div>
    </>
  );
}

/** The whole state before and after, as code. */
function States({ event }: { event: LogCodeFragment }) {
  if (!('codeLikeBefore' in event)) return null;
  const { codeLikeBefore, codeLikeAfter } = event;
  if (codeLikeBefore === null && codeLikeAfter === null) return null;
  return (
    <div className={styles.states}>
      <Card title="Before">
        <TextBlock label="Before" text={codeLikeBefore ?? ''} empty="The flag did not exist." />
      </Card>
      <Card title="After">
        <TextBlock label="After" text={codeLikeAfter ?? ''} empty="The flag does not exist any more." />
      </Card>
    </div>
  );
}

function Neighbour({ sequence, label }: { sequence: number; label: string }) {
  const project = useProject();
  if (sequence < 1) return null;
  return (
    <Link
      className={styles.neighbour}
      to="/projects/$projectKey/events/$sequence"
      params={{ projectKey: project.key, sequence: String(sequence) }}
    >
      {label}
    </Link>
  );
}
