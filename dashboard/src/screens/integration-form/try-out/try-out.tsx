import { useEffect, useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import type { ProviderFormFragment } from '../../../gql/graphql.ts';
import { RecentEventsDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import type { Issues } from '../issues.ts';
import { withoutDraft } from '../issues.ts';
import { PreviewCard } from './preview-card.tsx';
import { TestCard } from './test-card.tsx';
import type { Tried } from './tried.ts';
import styles from './try-out.module.css';
import { usePreview } from './use-preview.ts';

interface TryOutProps {
  info: ProviderFormFragment;
  tried: Tried;
  /** Labels of fields without which there is nothing to try. */
  missing?: string[];
  onIssues?: (issues: Issues) => void;
  note?: string;
}

/** The exact requests for a real event, and a test with its answer. */
export function TryOut({ info, tried, missing = [], onIssues, note }: TryOutProps) {
  const project = useProject();
  const [eventId, setEventId] = useState<string>();
  const { data } = useQuery(RecentEventsDocument, { projectKey: project.key });
  const events = data?.project?.events.edges.map(({ node }) => node) ?? [];
  const preview = usePreview(missing.length > 0 ? null : { ...tried, eventId: eventId ?? null });
  const issueText = JSON.stringify(preview.error?.issues ?? []);
  useEffect(() => onIssues?.(withoutDraft(JSON.parse(issueText))), [issueText, onIssues]);
  return (
    <div className={styles.tryOut}>
      <PreviewCard
        preview={preview}
        missing={missing}
        events={events}
        eventId={eventId}
        onChoose={setEventId}
        isFirstOfSeveral={info.provider === 'JIRA'}
        {...(note === undefined ? {} : { note })}
      />
      <TestCard
        info={info}
        tried={tried}
        eventId={eventId}
        unavailable={
          missing.length > 0
            ? `Fill in first: ${missing.join(', ')}.`
            : preview.error?.issues?.length
              ? 'The settings are not valid yet.'
              : undefined
        }
      />
    </div>
  );
}
