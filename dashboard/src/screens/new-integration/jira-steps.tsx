import { CopyButton } from '../../design/controls/copy-button.tsx';
import { Card } from '../../design/layout/card.tsx';
import styles from './new-integration.module.css';

/** What is set in Jira, so that issues can change flags. */
export function JiraSteps({ webhookUrl }: { webhookUrl: string }) {
  return (
    <Card title="Let Jira tell GoGreen about its issues" padded>
      <ol className={styles.steps}>
        <li>
          In Jira, open Settings › System › WebHooks and create a webhook with this URL:
          <span className={styles.copied}>
            <code className={styles.secret}>{webhookUrl}</code>
            <CopyButton text={() => webhookUrl}>Copy URL</CopyButton>
          </span>
        </li>
        <li>Enter the signing secret as its secret. GoGreen takes only what is signed with it.</li>
        <li>
          Choose the event “Issue: updated”. A JQL filter such as <code>project in (WEB, APP)</code> keeps
          other projects out.
        </li>
        <li>
          Move an issue that is linked to a flag, and look at “Received webhooks” on the page of the
          integration. Jira must be able to reach GoGreen at that URL.
        </li>
      </ol>
    </Card>
  );
}
