import type { ReactNode } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Card } from '../../design/layout/card.tsx';
import { LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { exactTime } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import { InstanceSetupDocument, type InstanceSetupQuery } from '../../gql/graphql.ts';
import { Frame } from '../../shell/frame/frame.tsx';
import { OwnersOnly } from '../../shell/owners-only.tsx';
import styles from './instance.module.css';

/** How GoGreen is set up here. Settings are variables of the environment: nothing is changed on this page. */
export function InstancePage() {
  return (
    <Frame>
      <PageHead title="Instance">
        How the process that answers is set up. The settings are in its environment.
      </PageHead>
      <OwnersOnly>
        <Setup />
      </OwnersOnly>
    </Frame>
  );
}

function Setup() {
  const { data, error, reload } = useQuery(InstanceSetupDocument, {});
  if (data === undefined)
    return error === undefined ? (
      <Loading />
    ) : (
      <LoadFailed title="The setup cannot be shown" error={error} onRetry={reload} />
    );
  const { instance } = data;
  return (
    <div className={styles.cards}>
      <Process instance={instance} />
      {instance.setup !== null && <Connections instance={instance} setup={instance.setup} />}
      {instance.setup !== null && <SignIn instance={instance} setup={instance.setup} />}
      {instance.setup !== null && <Limits instance={instance} setup={instance.setup} />}
    </div>
  );
}

type Instance = InstanceSetupQuery['instance'];
interface SetupProps {
  instance: Instance;
  setup: NonNullable<Instance['setup']>;
}

const ROLES: Record<string, string> = {
  all: 'serves the API and sends deliveries',
  api: 'serves the API; workers send deliveries',
  worker: 'sends deliveries',
};

function Process({ instance: { version, publicUrl, setup, graphiql, time } }: { instance: Instance }) {
  return (
    <Facts title="Process">
      <Fact term="Version">{version}</Fact>
      <Fact term="Role">{ROLES[setup?.role ?? ''] ?? setup?.role}</Fact>
      <Fact term="Address in messages">
        <span className="mono">{publicUrl}</span>
      </Fact>
      <Fact term="GraphiQL">{graphiql ? 'is served at /graphiql' : 'is switched off'}</Fact>
      <Fact term="Its clock">{exactTime(time)}</Fact>
    </Facts>
  );
}

function Connections({ instance: { embedded }, setup }: SetupProps) {
  const { postgresVersion, databasePoolSize, redis, egressAllowed, egressProxy } = setup;
  return (
    <Facts title="Connections">
      <Fact term="Database">
        PostgreSQL {postgresVersion}
        {embedded ? ', which comes with GoGreen' : ''}; at most {databasePoolSize} connections
      </Fact>
      <Fact term="Redis">
        {redis ? 'is set' : 'is not set: other processes notice events within two seconds'}
      </Fact>
      <Fact term="Outgoing requests">
        {egressProxy ? 'through a proxy' : 'directly'}, to public addresses
        {egressAllowed.length > 0 && (
          <>
            {' '}
            and to <span className="mono">{egressAllowed.map(visible).join(', ')}</span>
          </>
        )}
      </Fact>
    </Facts>
  );
}

function SignIn({ instance: { signIn }, setup: { oidcIssuer, sessionHours, sessionIdleHours } }: SetupProps) {
  return (
    <Facts title="Signing in">
      <Fact term="With a token">{signIn.token ? 'possible' : 'not possible'}</Fact>
      <Fact term="By an issuer">
        {oidcIssuer === null ? (
          'none is set'
        ) : (
          <>
            <span className="mono">{oidcIssuer}</span>
            {signIn.oidcLabel === null ? ', for JWTs of programs only' : `, as ${signIn.oidcLabel}`}
          </>
        )}
      </Fact>
      <Fact term="Sessions end">
        after {sessionHours} hours, and after {sessionIdleHours} hours without use
      </Fact>
    </Facts>
  );
}

function Limits({ instance: { retentionDays }, setup: { operationsPerMinute } }: SetupProps) {
  return (
    <Facts title="Limits">
      <Fact term="Operations per minute and token">
        {operationsPerMinute === 0 ? 'no limit' : operationsPerMinute.toLocaleString('en')}
      </Fact>
      <Fact term="Finished deliveries are kept">
        {retentionDays === 0 ? 'for ever' : `for ${retentionDays} days`}
      </Fact>
    </Facts>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title} padded>
      <dl className={styles.facts}>{children}</dl>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
