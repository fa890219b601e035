import { useMemo, useState } from 'react';
import { useSubscription } from '../../../api/hooks.ts';
import {
  LogDeliveriesDocument,
  type LogDeliveryFragment,
  type LogEventFragment,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';

/** The deliveries of an event as they are now. */
export function useLiveDeliveries(event: LogEventFragment): LogDeliveryFragment[] {
  const project = useProject();
  const [changed, setChanged] = useState<ReadonlyMap<string, LogDeliveryFragment>>(new Map());
  const variables = useMemo(() => ({ projectKey: project.key }), [project.key]);
  useSubscription(LogDeliveriesDocument, variables, ({ deliveryUpdated: { event: about, ...delivery } }) => {
    if (about.id === event.id) setChanged((known) => new Map(known).set(delivery.id, delivery));
  });
  return [...new Map([...event.deliveries.map((each) => [each.id, each] as const), ...changed]).values()];
}
