import { useAnswer } from '../../../api/use-answer.ts';
import { Dialog } from '../../../design/dialogs/dialog.tsx';
import { LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import { ProviderMark } from '../../../design/text/provider-mark.tsx';
import { PreviewRequestsDocument, type ProposeFlagChangeInput } from '../../../gql/graphql.ts';
import { RequestView } from '../../integration-form/try-out/message-view.tsx';
import styles from './saving.module.css';

/** What each integration would be sent, byte for byte but for secrets, before anything is saved. */
export function RequestsDialog({ input, onClose }: { input: ProposeFlagChangeInput; onClose: () => void }) {
  const { data, error, again } = useAnswer(PreviewRequestsDocument, { input });
  const notifies = data?.previewFlagChange.notifies;
  return (
    <Dialog title="The requests that would be sent" wide onClose={onClose}>
      {error !== undefined && (
        <LoadFailed title="The requests cannot be shown" error={error} onRetry={again} />
      )}
      {notifies === undefined && error === undefined && <Loading rows={4} />}
      {notifies?.map(({ integration, requests }) => (
        <section key={integration.id} aria-label={integration.name} className={styles.integration}>
          <h3>
            <ProviderMark provider={integration.provider} />
            {integration.name}
          </h3>
          {requests.length === 0 && <p className="dim">Nothing has to be sent any more.</p>}
          {requests.map(({ target, request }, index) => (
            <div key={index} className={styles.request}>
              <RequestView request={request} {...(target !== '' && { note: `for ${target}` })} />
            </div>
          ))}
        </section>
      ))}
      <p className="dim">
        Secrets are masked. Ids, times and signatures are made anew when it is saved. Where one request
        depends on the answer to another, only the first one is known before.
      </p>
    </Dialog>
  );
}
