import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { Tabs } from '../../design/controls/tabs.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { ProviderMark } from '../../design/text/provider-mark.tsx';
import {
  type IntegrationDetailsFragment,
  IntegrationPageDocument,
  IntegrationUpdatesDocument,
  type ProviderFormFragment,
  ProvidersDocument,
} from '../../gql/graphql.ts';
import { environmentsInWords, eventsInWords } from '../../shell/event-words.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useSeldom } from '../../shell/use-seldom.ts';
import { HealthState } from '../integrations/health.tsx';
import { DeleteButton } from './delete-button.tsx';
import { EnableButton } from './enable-button.tsx';
import styles from './integration.module.css';
import { Overview } from './overview.tsx';
import { ReceivedWebhooks } from './received-webhooks.tsx';
import { Settings } from './settings.tsx';
import { SigningSecret } from './signing-secret.tsx';

const route = getRouteApi('/signed-in/projects/$projectKey/integrations/$integrationId');

/** One integration: whether it works, its settings, and what it was sent. */
export function IntegrationPage() {
  const project = useProject();
  const { integrationId } = route.useParams();
  const { data, error, reload } = useQuery(IntegrationPageDocument, { id: integrationId });
  const { data: catalogue } = useQuery(ProvidersDocument, {}, { policy: 'cached' });
  const reloadSoon = useSeldom(reload, 300);
  const variables = useMemo(() => ({ projectKey: project.key }), [project.key]);
  // Its settings, or that it was deleted.
  useSubscription(IntegrationUpdatesDocument, variables, ({ integrationUpdated: { id } }) => {
    if (id === integrationId) reloadSoon();
  });

  if (error !== undefined && data === undefined)
    return <LoadFailed title="The integration cannot be shown" error={error} onRetry={reload} />;
  if (data === undefined || catalogue === undefined) return <Loading />;
  const integration = data.node !== null && 'provider' in data.node ? data.node : undefined;
  const info = catalogue.integrationProviders.find((each) => each.provider === integration?.provider);
  if (integration === undefined || info === undefined)
    return (
      <Empty
        title="There is no such integration"
        action={
          <Link
            className={styles.link}
            to="/projects/$projectKey/integrations"
            params={{ projectKey: project.key }}
          >
            Show all integrations
          </Link>
        }
      >
        It may have been deleted. Its deliveries are still in the log.
      </Empty>
    );
  return <IntegrationContent key={integration.id} integration={integration} info={info} />;
}

interface IntegrationContentProps {
  integration: IntegrationDetailsFragment;
  info: ProviderFormFragment;
}

function IntegrationContent({ integration, info }: IntegrationContentProps) {
  const navigate = route.useNavigate();
  const tabs = {
    overview: 'Overview',
    settings: 'Settings and test',
    ...(info.supports.rotate && { secret: 'Signing secret' }),
    ...(info.supports.receives && { received: 'Received webhooks' }),
  };
  const { tab = '' } = route.useSearch();
  const chosen = tab in tabs ? tab : 'overview';
  return (
    <>
      <PageHead
        title={
          <span className={styles.title}>
            <ProviderMark provider={integration.provider} />
            <bdi>{integration.name}</bdi>
          </span>
        }
        aside={<HealthState integration={integration} />}
        actions={
          <>
            <EnableButton integration={integration} />
            <DeleteButton integration={integration} />
          </>
        }
      >
        <span>{info.label}</span>
        <span>{eventsInWords(integration.eventTypes)}</span>
        <span>{environmentsInWords(integration.environments)}</span>
      </PageHead>
      <Tabs
        label="Parts of the integration"
        tabs={tabs}
        chosen={chosen}
        onChoose={(next: string) =>
          void navigate({ search: { tab: next === 'overview' ? undefined : next }, resetScroll: false })
        }
      />
      {chosen === 'overview' && <Overview integration={integration} />}
      {chosen === 'settings' && <Settings integration={integration} info={info} />}
      {chosen === 'secret' && <SigningSecret integration={integration} />}
      {chosen === 'received' && <ReceivedWebhooks integration={integration} />}
    </>
  );
}
