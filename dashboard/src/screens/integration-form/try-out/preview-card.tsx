import { Card } from '../../../design/layout/card.tsx';
import { Loading, Notice } from '../../../design/layout/notice.tsx';
import { bytes } from '../../../design/text/time.tsx';
import type { TriedEventFragment } from '../../../gql/graphql.ts';
import { eventWord } from '../../../shell/event-words.ts';
import { RequestView } from './message-view.tsx';
import styles from './try-out.module.css';
import type { PreviewState } from './use-preview.ts';

interface PreviewCardProps {
  preview: PreviewState;
  missing: string[];
  events: readonly TriedEventFragment[];
  eventId: string | undefined;
  onChoose: (eventId: string | undefined) => void;
  note?: string;
  /** Whether a delivery takes further requests, which depend on the answers. */
  isFirstOfSeveral?: boolean;
}

/** What would be sent for an event of the log. */
export function PreviewCard({
  preview,
  missing,
  events,
  eventId,
  onChoose,
  note,
  isFirstOfSeveral = false,
}: PreviewCardProps) {
  const { payload, error, isCurrent } = preview;
  return (
    <Card title="What it sends" {...(note === undefined ? {} : { note })}>
      <div className={styles.choose}>
        <label className={styles.event}>
          <span className="dim">For</span>
          <select value={eventId ?? ''} onChange={(event) => onChoose(event.target.value || undefined)}>
            <option value="">the newest event that it gets</option>
            {events.map((event) => (
              <option key={event.id} value={event.id}>
                {eventText(event)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className={styles.preview} aria-busy={!isCurrent} data-old={!isCurrent || undefined}>
        {missing.length > 0 && (
          <p className={styles.hint}>
            Fill in {missing.join(', ')}: then the exact requests for this event appear here.
          </p>
        )}
        {missing.length === 0 && payload === undefined && error === undefined && <Loading rows={3} />}
        {error !== undefined && (
          <p className={styles.hint}>
            {error.issues?.length ? 'There is something to correct in the settings.' : error.message}
          </p>
        )}
        {payload !== undefined && error === undefined && (
          <>
            {payload.refusal !== null && (
              <div className={styles.hint}>
                <Notice tone="bad" title="These requests would not be sent">
                  {payload.refusal}
                </Notice>
              </div>
            )}
            {payload.previews.length === 0 && (
              <p className={styles.hint}>Nothing is sent for this event: the provider has nothing to do.</p>
            )}
            {eventId === undefined && (
              <p className={styles.hint}>
                {payload.event.sequence === 0
                  ? 'No event of the log matches yet, so this is a sample.'
                  : eventText(payload.event)}
              </p>
            )}
            {isFirstOfSeveral && payload.previews.length > 0 && (
              <p className={styles.hint}>
                A delivery takes several requests. These are the first ones; the others depend on the answers.
              </p>
            )}
            {payload.previews.map(({ target, request, bodyBytes }, index) => (
              <section key={index} aria-label={target === '' ? 'Request' : `Request to ${target}`}>
                {target !== '' && (
                  <h3 className={styles.target}>
                    <bdi>{target}</bdi>
                  </h3>
                )}
                <RequestView request={request} note={bytes(bodyBytes)} />
              </section>
            ))}
          </>
        )}
      </div>
    </Card>
  );
}

/** "4,182 flag updated · new-checkout · Production". */
export function eventText(event: TriedEventFragment): string {
  const about = 'flagKey' in event ? event.flagKey : event.integrationName;
  return [`${event.sequence.toLocaleString('en')} ${eventWord(event.type)}`, about, event.environment?.name]
    .filter(Boolean)
    .join(' · ');
}
