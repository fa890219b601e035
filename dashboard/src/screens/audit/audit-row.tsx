import { Button } from '../../design/controls/button.tsx';
import table from '../../design/layout/table.module.css';
import { Time } from '../../design/text/time.tsx';
import { cut, visible } from '../../design/text/visible.ts';
import type { AuditRowFragment } from '../../gql/graphql.ts';
import styles from './audit.module.css';
import { AuditDetails } from './audit-details.tsx';
import { fieldsOf } from './audit-diff.ts';
import { deedInWords } from './audit-search.ts';

const SHOWN_NAME = 80;
const SHOWN_FIELDS = 3;

interface AuditRowProps {
  entry: AuditRowFragment;
  inProject: boolean;
  isOpen: boolean;
  onToggle: () => void;
  /** Shows only what happened to the same object. */
  onObject: () => void;
}

/** One entry in a line; opened, with its diff. */
export function AuditRow({ entry, inProject, isOpen, onToggle, onObject }: AuditRowProps) {
  const { action, subject, subjectName, actor, occurredAt, project } = entry;
  const name = cut(subjectName, SHOWN_NAME);
  return (
    <>
      <tr aria-selected={isOpen || undefined}>
        <td>
          <Button
            small
            look="quiet"
            className={styles.toggle}
            aria-expanded={isOpen}
            title={isOpen ? 'Hide what changed' : 'Show what changed'}
            onClick={onToggle}
          >
            <span aria-hidden="true" className={styles.arrow}>
              ▸
            </span>
            <span className={styles.what}>
              <span className="dim">{deedInWords(action, subject)}</span>{' '}
              <b>
                {visible(name.shown)}
                {name.hidden > 0 && '…'}
              </b>
            </span>
          </Button>
        </td>
        <td data-label="Fields" className={styles.fields}>
          <Fields entry={entry} />
        </td>
        {!inProject && (
          <td data-label="Project">
            {project === null ? <span className="dim">instance</span> : visible(project.name)}
          </td>
        )}
        <td data-label="By">{visible(actor.name)}</td>
        <td data-label="When" className={styles.when}>
          <Time at={occurredAt} />
        </td>
      </tr>
      {isOpen && (
        <tr className={styles.opened}>
          <td colSpan={inProject ? 4 : 5}>
            <AuditDetails entry={entry} onObject={onObject} />
          </td>
        </tr>
      )}
    </>
  );
}

function Fields({ entry: { before, after } }: { entry: AuditRowFragment }) {
  const fields = fieldsOf(before, after).map(visible);
  if (fields.length === 0) return <span className="dim">–</span>;
  const more = fields.length - SHOWN_FIELDS;
  return (
    <span className={`mono ${table.text}`}>
      {fields.slice(0, SHOWN_FIELDS).join(', ')}
      {more > 0 && <span className="dim"> and {more} more</span>}
    </span>
  );
}
