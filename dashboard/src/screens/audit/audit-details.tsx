import { Button } from '../../design/controls/button.tsx';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { Diff } from '../../design/text/diff.tsx';
import { exactTime } from '../../design/text/time.tsx';
import { cut, visible } from '../../design/text/visible.ts';
import type { AuditRowFragment } from '../../gql/graphql.ts';
import styles from './audit.module.css';
import { auditDiff } from './audit-diff.ts';
import { ObjectLink } from './object-link.tsx';

const SHOWN = 20_000;

interface AuditDetailsProps {
  entry: AuditRowFragment;
  onObject: () => void;
}

/** What an entry changed, and the ways on from there. */
export function AuditDetails({ entry, onObject }: AuditDetailsProps) {
  const { before, after, occurredAt, subjectId, actor } = entry;
  const text = auditDiff(before, after);
  const { shown, hidden } = cut(text, SHOWN);
  return (
    <div className={styles.details}>
      {text.trim() === '' ? (
        <p className="dim">No field changed.</p>
      ) : (
        <div className={styles.diff}>
          <Diff text={shown} label="Before and after" />
        </div>
      )}
      {hidden > 0 && (
        <p>
          {hidden.toLocaleString('en')} more characters are not shown.{' '}
          <CopyButton text={() => text}>Copy all</CopyButton>
        </p>
      )}
      <dl className={styles.facts}>
        <div>
          <dt>Time</dt>
          <dd>
            {exactTime(occurredAt)} <span className="mono dim">{occurredAt}</span>
          </dd>
        </div>
        <div>
          <dt>Object</dt>
          <dd className="mono">{visible(subjectId)}</dd>
        </div>
        <div>
          <dt>By</dt>
          <dd>
            {visible(actor.name)} <span className="mono dim">{visible(actor.actorId)}</span>
          </dd>
        </div>
      </dl>
      <div className={styles.ways}>
        <ObjectLink entry={entry} className={styles.way} />
        <Button small onClick={onObject}>
          Only this object
        </Button>
        <CopyButton text={() => JSON.stringify(entry, null, 2)}>Copy entry as JSON</CopyButton>
      </div>
    </div>
  );
}
