import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { LoadFailed, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { ProvidersDocument } from '../../gql/graphql.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { Catalogue } from './catalogue.tsx';
import { NewIntegrationForm } from './new-integration-form.tsx';

const route = getRouteApi('/signed-in/projects/$projectKey/integrations/new');

/** From the catalogue of providers to an integration that was tried out before anything of it was stored. */
export function NewIntegration() {
  const { provider } = route.useSearch();
  const refusal = useRefusal('CONFIGURE_INTEGRATIONS');
  const { data, error, reload } = useQuery(ProvidersDocument, {}, { policy: 'cached' });
  const providers = data?.integrationProviders;
  const chosen = providers?.find((info) => info.inputField === provider);
  return (
    <>
      {refusal !== undefined && (
        <>
          <PageHead title="New integration" />
          <Notice tone="info" title={refusal}>
            An admin of this project can add it, or give you the role.
          </Notice>
        </>
      )}
      {error !== undefined && (
        <LoadFailed title="The providers cannot be shown" error={error} onRetry={reload} />
      )}
      {refusal === undefined && providers === undefined && error === undefined && <Loading />}
      {refusal === undefined && providers !== undefined && chosen === undefined && (
        <Catalogue providers={providers} />
      )}
      {refusal === undefined && chosen !== undefined && (
        <NewIntegrationForm key={chosen.provider} info={chosen} />
      )}
    </>
  );
}
