import { ProviderMark } from '../../design/text/provider-mark.tsx';
import type { PreviewFragment } from '../../gql/graphql.ts';
import styles from './flag-page.module.css';

/** Who will be told about a change. */
export function Notified({ preview }: { preview: PreviewFragment }) {
  const { notifies, changes } = preview;
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
    </div>
  );
}
