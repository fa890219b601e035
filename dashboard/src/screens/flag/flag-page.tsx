import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Tabs } from '../../design/controls/tabs.tsx';
import { Loading, Notice } from '../../design/layout/notice.tsx';
import { FlagPageDocument } from '../../gql/graphql.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useLiveEvents } from '../../shell/project/project-context.ts';
import { Compare } from './comparing/compare.tsx';
import { DetailsDialog } from './details-dialog.tsx';
import { FlagHead } from './flag-head.tsx';
import { FlagHistory } from './history/history.tsx';
import { JiraLinksDialog } from './links/jira-links.tsx';
import { Targeting } from './targeting/targeting.tsx';
import { TryContext } from './trying/try-context.tsx';
import { FlagUsage } from './usage/flag-usage.tsx';
import { Variations } from './variations/variations.tsx';

const route = getRouteApi('/signed-in/projects/$projectKey/flags/$flagKey');

const TABS = {
  targeting: 'Targeting',
  compare: 'Compare',
  variations: 'Variations',
  try: 'Try a context',
  history: 'History',
};

export function FlagPage() {
  const { projectKey, flagKey } = route.useParams();
  const { tab = 'targeting', env, left, right } = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<'details' | 'links'>();
  const { data, error, reload } = useQuery(FlagPageDocument, { projectKey, flagKey });
  useLiveEvents((event) => {
    const isOfFlag = 'flagKey' in event && event.flagKey === flagKey;
    if (isOfFlag || event.type.startsWith('EXPERIMENT_')) reload();
  });
  if (data === undefined)
    return error === undefined ? (
      <Loading />
    ) : (
      <Notice tone="bad" title="The flag cannot be shown">
        {error}
      </Notice>
    );
  const { flag } = data;
  if (flag === null) return <NotFound />;
  // A link may name an environment that does not exist any more.
  const keys = flag.environments.map(({ environment }) => environment.key);
  const environmentKey = keys.find((key) => key === env) ?? keys[0] ?? '';
  return (
    <>
      <FlagHead flag={flag} onEdit={() => setDialog('details')} onLinks={() => setDialog('links')} />
      <FlagUsage flagKey={flagKey} environmentKey={environmentKey} onEdit={() => setDialog('details')} />
      <Tabs
        label="Parts of the flag"
        tabs={TABS}
        chosen={tab}
        onChoose={(next) =>
          void navigate({ search: (present) => ({ ...present, tab: next }), replace: true })
        }
      />
      {tab === 'targeting' && (
        <Targeting
          flag={flag}
          environmentKey={environmentKey}
          onChoose={(key) =>
            void navigate({ search: (present) => ({ ...present, env: key }), replace: true })
          }
          onConflict={reload}
        />
      )}
      {tab === 'compare' && (
        <Compare
          flag={flag}
          left={left}
          right={right}
          onChoose={(change) =>
            void navigate({ search: (present) => ({ ...present, ...change }), replace: true })
          }
          onEdit={(key) => void navigate({ search: { tab: 'targeting', env: key } })}
        />
      )}
      {tab === 'variations' && <Variations key={flag.id} flag={flag} onConflict={reload} />}
      {tab === 'try' && <TryContext flag={flag} />}
      {tab === 'history' && <FlagHistory flagKey={flagKey} />}
      {dialog === 'details' && (
        <DetailsDialog flag={flag} onConflict={reload} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'links' && <JiraLinksDialog flag={flag} onClose={() => setDialog(undefined)} />}
    </>
  );
}
