import { Link } from '@tanstack/react-router';
import { Card } from '../../design/layout/card.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { State } from '../../design/text/chip.tsx';
import type { IntegrationProvider, IntegrationRowFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { JiraSteps } from './jira-steps.tsx';
import styles from './new-integration.module.css';
import { SecretOnce } from './secret-once.tsx';
import { Verification } from './verification.tsx';

export interface CreatedIntegration {
  integration: IntegrationRowFragment & { webhookUrl?: string };
  signingSecret: string;
}

interface CreatedProps {
  created: CreatedIntegration;
  provider: IntegrationProvider;
}

/** The signing secret, which is shown this once, and what is done with it. */
export function Created({ created, provider }: CreatedProps) {
  const project = useProject();
  const { integration, signingSecret } = created;
  return (
    <>
      <PageHead
        title={<bdi>{integration.name}</bdi>}
        aside={<State tone="ok">saved</State>}
        actions={
          <Link
            className={styles.go}
            to="/projects/$projectKey/integrations/$integrationId"
            params={{ projectKey: project.key, integrationId: integration.id }}
          >
            Go to the integration
          </Link>
        }
      >
        It gets the events from now on. One thing is left to do with the secret.
      </PageHead>
      <div className={styles.created}>
        <SecretOnce secret={signingSecret} />
        {provider === 'JIRA' ? (
          <JiraSteps webhookUrl={integration.webhookUrl ?? ''} />
        ) : (
          <Card
            title="Check the signature of each request"
            note="so that your endpoint knows that it was GoGreen"
          >
            <Verification />
          </Card>
        )}
      </div>
    </>
  );
}
