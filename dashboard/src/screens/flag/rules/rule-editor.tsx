import { Button } from '../../../design/controls/button.tsx';
import type { FlagDetailsFragment } from '../../../gql/graphql.ts';
import type { DraftClause, DraftRule } from '../draft/draft.ts';
import { ClauseEditor } from './clause-editor.tsx';
import type { OperatorInfo } from './operators.ts';
import styles from './rules.module.css';
import { ServeEditor } from './serve-editor.tsx';

interface RuleEditorProps {
  rule: DraftRule;
  index: number;
  count: number;
  isChanged: boolean;
  variations: FlagDetailsFragment['variations'];
  operators: OperatorInfo[];
  /** The issue at a path below this rule, such as `clauses.0.values`. */
  issueBelow: (path: string) => string | undefined;
  onChange: (rule: DraftRule) => void;
  onMove: (by: number) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

export function RuleEditor(props: RuleEditorProps) {
  const { rule, index, count, isChanged, variations, operators, issueBelow, onChange, onMove } = props;
  const label = `rule ${index + 1}`;
  const setClause = (at: number, clause: DraftClause) =>
    onChange({ ...rule, clauses: rule.clauses.map((each, place) => (place === at ? clause : each)) });
  return (
    <li
      className={isChanged ? `${styles.rule} ${styles.changed}` : styles.rule}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onMove(event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <span className={styles.number} role="img" aria-label={isChanged ? `${label}, changed` : label}>
        {index + 1}
      </span>
      <div className={styles.parts}>
        {rule.clauses.map((clause, at) => (
          <ClauseEditor
            key={at}
            clause={clause}
            isFirst={at === 0}
            label={`clause ${at + 1} of ${label}`}
            operators={operators}
            issue={issueBelow(`clauses.${at}`)}
            onChange={(next) => setClause(at, next)}
            onRemove={() =>
              onChange({ ...rule, clauses: rule.clauses.filter((_each, place) => place !== at) })
            }
          />
        ))}
        {rule.clauses.length === 0 && (
          <p className={styles.issue}>✕ {issueBelow('clauses') ?? 'needs a condition'}</p>
        )}
        <ServeEditor
          serve={rule.serve}
          word="SERVE"
          label={label}
          variations={variations}
          issue={issueBelow('serve')}
          onChange={(serve) => onChange({ ...rule, serve })}
        />
        <input
          className={styles.note}
          aria-label={`Note on ${label}`}
          placeholder="Note: why this rule exists"
          value={rule.description ?? ''}
          onChange={(event) => onChange({ ...rule, description: event.target.value || null })}
        />
      </div>
      <div className={styles.tools}>
        <Button
          small
          look="quiet"
          aria-label={`Move ${label} up`}
          unavailable={index === 0 ? 'It is the first rule' : undefined}
          onClick={() => onMove(-1)}
        >
          ↑
        </Button>
        <Button
          small
          look="quiet"
          aria-label={`Move ${label} down`}
          unavailable={index === count - 1 ? 'It is the last rule' : undefined}
          onClick={() => onMove(1)}
        >
          ↓
        </Button>
        <Button
          small
          look="quiet"
          aria-label={`+ AND, a condition for ${label}`}
          onClick={() => onChange({ ...rule, clauses: [...rule.clauses, EMPTY_CLAUSE] })}
        >
          + AND
        </Button>
        <Button small look="quiet" aria-label={`Duplicate ${label}`} onClick={props.onDuplicate}>
          Duplicate
        </Button>
        <Button small look="quiet" aria-label={`Remove ${label}`} onClick={props.onRemove}>
          Remove
        </Button>
      </div>
    </li>
  );
}

export const EMPTY_CLAUSE: DraftClause = { attribute: '', operator: 'EQUALS', negate: false, values: [] };
