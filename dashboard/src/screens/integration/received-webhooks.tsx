import { useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import table from '../../design/layout/table.module.css';
import { State, type Tone } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import {
  type IntegrationDetailsFragment,
  type JiraWebhookOutcome,
  ReceivedWebhooksDocument,
} from '../../gql/graphql.ts';
import styles from './integration.module.css';

const OUTCOMES: Record<JiraWebhookOutcome, [tone: Tone, word: string]> = {
  RECEIVED: ['wait', 'not processed yet'],
  APPLIED: ['ok', 'flags changed'],
  UNCHANGED: ['dim', 'nothing to change'],
  IGNORED: ['dim', 'ignored'],
  REFUSED: ['bad', 'refused'],
};

/** What Jira told GoGreen about its issues, and what followed. */
export function ReceivedWebhooks({ integration }: { integration: IntegrationDetailsFragment }) {
  const [after, setAfter] = useState<string | null>(null);
  const { data, error, fetching, reload } = useQuery(ReceivedWebhooksDocument, { id: integration.id, after });
  const found =
    data?.node != null && 'receivedWebhooks' in data.node ? data.node.receivedWebhooks : undefined;
  const rows = found?.edges.map(({ node }) => node);
  return (
    <Card
      title="Received webhooks"
      note="about changes of status, newest first"
      actions={
        <Button
          small
          busy={fetching}
          onClick={() => {
            setAfter(null);
            reload();
          }}
        >
          Refresh
        </Button>
      }
    >
      {error !== undefined && <LoadFailed title="They cannot be shown" error={error} onRetry={reload} />}
      {rows === undefined && error === undefined && <Loading rows={4} />}
      {rows?.length === 0 && (
        <Empty title="Jira has sent nothing yet">
          Move an issue that is linked to a flag. If nothing appears, Jira’s own webhook log says what GoGreen
          answered.
        </Empty>
      )}
      {rows !== undefined && rows.length > 0 && (
        <table className={`${table.table} ${table.cards}`}>
          <thead>
            <tr>
              <th scope="col">Issue</th>
              <th scope="col">New status</th>
              <th scope="col">Moved by</th>
              <th scope="col">What followed</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ issueKey, statusName, movedBy, outcome, detail, receivedAt }, index) => (
              <tr key={index}>
                <td className="mono">{visible(issueKey)}</td>
                <td data-label="New status">{visible(statusName)}</td>
                <td data-label="Moved by">{movedBy === null ? '–' : visible(movedBy)}</td>
                <td data-label="What followed">
                  <State tone={OUTCOMES[outcome][0]}>{OUTCOMES[outcome][1]}</State>
                  {detail !== null && <p className={styles.detail}>{visible(detail)}</p>}
                </td>
                <td data-label="Received">
                  <Time at={receivedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found?.pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button small busy={fetching} onClick={() => setAfter(found.pageInfo.endCursor)}>
            Show earlier ones
          </Button>
        </div>
      )}
    </Card>
  );
}
