import { Outlet, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import table from '../../design/layout/table.module.css';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import styles from './deliveries.module.css';
import { toFilter } from './delivery-search.ts';
import { FailingIntegrations } from './failing-integrations.tsx';
import { useIntegrationStates } from './integration-states.ts';
import { DeliveryFilters } from './list/delivery-filters.tsx';
import { DeliveryTable } from './list/delivery-table.tsx';
import { NoDeliveries } from './list/no-deliveries.tsx';
import { useDeliveries } from './list/use-deliveries.ts';
import { useHold } from './list/use-hold.ts';
import { useListKeys } from './list/use-list-keys.ts';
import { RecoveryStrip } from './recoveries/recovery-strip.tsx';
import { ReplayEvents } from './recoveries/replay-events.tsx';
import { RetryMatching } from './recoveries/retry-matching.tsx';
import { useRecoveries } from './recoveries/use-recoveries.ts';
import { route, useSetSearch } from './use-search.ts';
import { total } from './words.ts';

/** Every delivery of the project, live, with the one that is open beside them. */
export function Deliveries() {
  const project = useProject();
  const search = route.useSearch();
  const set = useSetSearch();
  const { deliveryId: openId } = useParams({ strict: false });
  const refusal = useRefusal('REPEAT_DELIVERIES');
  const { replay, ...conditions } = search;
  const key = JSON.stringify(conditions);
  // Relative times are counted from when the condition was set: or every render would be another filter.
  const filter = useMemo(() => toFilter(JSON.parse(key), Date.now()), [key]);
  const body = useRef<HTMLTableSectionElement>(null);
  const hold = useHold(body) || openId !== undefined;
  const integrations = useIntegrationStates();
  const list = useDeliveries(project.key, filter, hold);
  const recoveries = useRecoveries();
  const openReplay = useCallback(
    () => set({ replay: search.integration ?? 'events' }),
    [set, search.integration],
  );
  useListKeys({ body, rows: list.rows, openId });
  const { rows } = list;

  return (
    <>
      <PageHead
        title="Deliveries"
        actions={
          <>
            <Button unavailable={refusal} onClick={openReplay}>
              Replay events…
            </Button>
            <RetryMatching
              filter={filter}
              shownCount={filter?.statuses?.join() === 'FAILED' ? list.total : undefined}
              onStarted={recoveries.add}
            />
          </>
        }
      >
        Every request that was sent to another product, and what came back.
      </PageHead>
      <FailingIntegrations integrations={integrations} />
      <RecoveryStrip recoveries={recoveries.shown} onDismiss={recoveries.dismiss} />
      <DeliveryFilters integrations={integrations}>
        <span className={styles.total} role="status">
          {rows !== undefined && `${total(list.total)} ${list.total === 1 ? 'delivery' : 'deliveries'}`}
        </span>
      </DeliveryFilters>
      <div className={openId === undefined ? undefined : styles.columns}>
        <div className={styles.list}>
          {list.heldCount > 0 && (
            <div className={styles.held}>
              <Button
                small
                onClick={() => {
                  list.showHeld();
                  window.scrollTo({ top: 0 });
                }}
              >
                {list.heldCount} new
              </Button>
            </div>
          )}
          <Card label="Deliveries">
            {list.error !== undefined && (
              <LoadFailed title="The deliveries cannot be shown" error={list.error} onRetry={list.reload} />
            )}
            {rows === undefined && list.error === undefined && (
              <Loading rows={10} label="Loading deliveries" />
            )}
            {rows?.length === 0 && !list.isStale && <NoDeliveries isFiltered={filter !== null} />}
            {rows !== undefined && rows.length > 0 && (
              <div className={table.scroll}>
                <DeliveryTable
                  rows={rows}
                  openId={openId}
                  isStale={list.isStale}
                  filter={filter}
                  body={body}
                />
              </div>
            )}
          </Card>
          {list.hasMore && (
            <div className={styles.more}>
              <Button busy={list.fetching} onClick={list.loadMore}>
                Show more
              </Button>
            </div>
          )}
        </div>
        <Outlet />
      </div>
      {replay !== undefined && refusal === undefined && (
        <ReplayEvents
          integrations={integrations}
          integrationId={replay === 'events' ? undefined : replay}
          onStarted={recoveries.add}
          onClose={() => set({ replay: undefined })}
        />
      )}
    </>
  );
}
