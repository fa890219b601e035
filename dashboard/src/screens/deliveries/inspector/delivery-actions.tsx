import { useState } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { copyText } from '../../../design/controls/copy-text.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { useShortcuts } from '../../../design/shortcuts.ts';
import { CancelDeliveryDocument, RetryDeliveryDocument } from '../../../gql/graphql.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import type { OpenDelivery } from './inspector.tsx';

/** What can be done with a delivery, or why it cannot be done now. */
export function DeliveryActions({ delivery }: { delivery: OpenDelivery }) {
  const run = useRun();
  const toast = useToast();
  const [busy, setBusy] = useState<'retry' | 'cancel'>();
  const refusal = useRefusal('REPEAT_DELIVERIES');
  const unavailable = refusal ?? retryIssue(delivery);
  const input = { deliveryId: delivery.id };

  /** The list and the inspector change by themselves: only what went wrong is said. */
  async function command(name: 'retry' | 'cancel', send: () => Promise<object>) {
    setBusy(name);
    try {
      const result = await send();
      if ('message' in result) toast(String(result.message));
    } catch (error) {
      toast((error as Error).message);
    } finally {
      setBusy(undefined);
    }
  }

  const retry = () =>
    void command('retry', async () => (await run(RetryDeliveryDocument, { input })).retryDelivery);
  const cancel = () =>
    void command('cancel', async () => (await run(CancelDeliveryDocument, { input })).cancelDelivery);

  useShortcuts({
    r: () => {
      if (unavailable !== undefined) toast(unavailable);
      else if (busy === undefined) retry();
    },
    y: async () => {
      toast(
        (await copyText(location.href))
          ? 'The link is copied.'
          : 'The link could not be copied: it is in the address bar.',
      );
    },
  });

  return (
    <>
      {delivery.status === 'PENDING' && (
        <Button
          small
          look="danger"
          busy={busy === 'cancel'}
          unavailable={refusal}
          title="Make no further attempt"
          onClick={cancel}
        >
          Cancel
        </Button>
      )}
      <Button
        small
        busy={busy === 'retry'}
        unavailable={unavailable}
        title="One more attempt, at once (r)"
        onClick={retry}
      >
        Retry
      </Button>
    </>
  );
}

/** The reason that the server would give. */
function retryIssue({ status, integration }: OpenDelivery): string | undefined {
  if (status === 'DELIVERED')
    return 'It was delivered already. To send its event again, replay events, all of the range.';
  if (status === 'SENDING') return 'An attempt is being made right now.';
  if (!integration.enabled) return 'Its integration is disabled or was deleted. Enable it, then retry.';
  return undefined;
}
