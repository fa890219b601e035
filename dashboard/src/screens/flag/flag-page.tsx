import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Tabs } from '../../design/controls/tabs.tsx';
import { Loading, Notice } from '../../design/layout/notice.tsx';
import { FlagPageDocument } from '../../gql/graphql.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useLiveEvents } from '../../shell/project/project-context.ts';
import { DetailsDialog } from './details-dialog.tsx';
import { FlagHead } from './flag-head.tsx';
import { FlagHistory } from './history.tsx';
import { Targeting } from './targeting.tsx';
import { TryContext } from './try-context.tsx';
import { Variations } from './variations.tsx';

const route = getRouteApi('/signed-in/projects/$projectKey/flags/$flagKey');

const TABS = { targeting: 'Targeting', variations: 'Variations', try: 'Try a context', history: 'History' };

export function FlagPage() {
  const { projectKey, flagKey } = route.useParams();
  const { tab = 'targeting', env } = route.useSearch();
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState(false);
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
  const environmentKey = env ?? flag.environments[0]?.environment.key ?? '';
  return (
    <>
      <FlagHead flag={flag} onEdit={() => setEditing(true)} />
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
      {tab === 'variations' && <Variations flag={flag} onConflict={reload} />}
      {tab === 'try' && <TryContext flag={flag} />}
      {tab === 'history' && <FlagHistory flagKey={flagKey} />}
      {editing && <DetailsDialog flag={flag} onConflict={reload} onClose={() => setEditing(false)} />}
    </>
  );
}
