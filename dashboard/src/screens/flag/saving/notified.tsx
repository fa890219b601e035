import { useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { ProviderMark } from '../../../design/text/provider-mark.tsx';
import type { PreviewFragment, ProposeFlagChangeInput } from '../../../gql/graphql.ts';
import styles from '../flag-page.module.css';
import { RequestsDialog } from './requests-dialog.tsx';

interface NotifiedProps {
  preview: PreviewFragment;
  /** The change that it is the preview of, where its requests can be shown. */
  input?: ProposeFlagChangeInput | null;
}

/** Who will be told about a change, and with which requests. */
export function Notified({ preview: { notifies, changes }, input = null }: NotifiedProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className={styles.notified}>
      {changes.length > 0 && (
        <ul className={styles.summaries}>
          {changes.map((change, index) => (
            <li key={index}>{'summary' in change ? change.summary : null}</li>
          ))}
        </ul>
      )}
      {notifies.length === 0 ? (
        <p className="dim">No integration is told about it.</p>
      ) : (
        <ul aria-label="Integrations that are told" className={styles.told}>
          {notifies.map(({ integration, targets }) => (
            <li key={integration.id}>
              <ProviderMark provider={integration.provider} />
              <span>
                {integration.name}{' '}
                <span className="mono dim">{targets.filter((target) => target !== '').join(' ')}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {notifies.length > 0 && input !== null && (
        <div>
          <Button small onClick={() => setShown(true)}>
            See the exact requests…
          </Button>
        </div>
      )}
      {shown && input !== null && <RequestsDialog input={input} onClose={() => setShown(false)} />}
    </div>
  );
}
