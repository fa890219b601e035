import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Tabs } from '../../design/controls/tabs.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { UsersDocument } from '../../gql/graphql.ts';
import { Frame } from '../../shell/frame/frame.tsx';
import { OwnersOnly } from '../../shell/owners-only.tsx';
import { TextSearch } from '../../shell/text-search.tsx';
import { useAfter } from '../../shell/use-after.ts';
import { NewUser } from './new-user.tsx';
import { UserDialog } from './user-dialog.tsx';
import { SHOWN, toFilter } from './user-search.ts';
import { UserTable } from './user-table.tsx';
import styles from './users.module.css';

const route = getRouteApi('/signed-in/settings/users');

/** The people and programs that have an account on this instance. */
export function Users() {
  return (
    <Frame>
      <OwnersOnly>
        <List />
      </OwnersOnly>
    </Frame>
  );
}

function List() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toFilter(search);
  const [after, setAfter] = useAfter(filter);
  const { data, error, fetching, reload } = useQuery(UsersDocument, { filter, after });
  const [creating, setCreating] = useState<'person' | 'service'>();
  const rows = data?.users.edges.map(({ node }) => node);
  const opened = rows?.find(({ id }) => id === search.user);
  const open = (user: string | undefined) =>
    void navigate({ search: (present) => ({ ...present, user }), replace: true, resetScroll: false });
  return (
    <>
      <PageHead
        title="Users"
        actions={
          <>
            <Button onClick={() => setCreating('service')}>New service account</Button>
            <Button look="main" onClick={() => setCreating('person')}>
              New person
            </Button>
          </>
        }
      >
        People and service accounts of this instance. Their role in a project says what they may do there.
      </PageHead>
      <Tabs
        label="Which users"
        tabs={SHOWN}
        chosen={search.show !== undefined && search.show in SHOWN ? search.show : 'all'}
        onChoose={(show) =>
          void navigate({
            search: (present) => ({ ...present, user: undefined, show: show === 'all' ? undefined : show }),
            replace: true,
          })
        }
      />
      <div className={styles.stack}>
        <search>
          <TextSearch
            className={styles.search}
            label="Search users by name or e-mail address"
            placeholder="Search users"
            value={search.q}
            onChange={(q) =>
              void navigate({ search: (present) => ({ ...present, user: undefined, q }), replace: true })
            }
          />
        </search>
        {error !== undefined && (
          <LoadFailed title="The users cannot be shown" error={error} onRetry={reload} />
        )}
        {search.user !== undefined && rows !== undefined && opened === undefined && (
          <Notice tone="info" title="The user of this address is not among those shown">
            Search for the name, or show more.
          </Notice>
        )}
        <Card>
          {rows === undefined && error === undefined && <Loading />}
          {rows?.length === 0 && <Empty title="No user matches" />}
          {rows !== undefined && rows.length > 0 && <UserTable rows={rows} onOpen={open} />}
        </Card>
      </div>
      {data?.users.pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button busy={fetching} onClick={() => setAfter(data.users.pageInfo.endCursor)}>
            Show more
          </Button>
        </div>
      )}
      {creating !== undefined && (
        <NewUser
          kind={creating}
          onClose={() => setCreating(undefined)}
          onCreated={(user) => {
            setCreating(undefined);
            setAfter(null);
            reload();
            open(user);
          }}
        />
      )}
      {opened !== undefined && <UserDialog user={opened} onClose={() => open(undefined)} />}
    </>
  );
}
