import { Button } from '../../../design/controls/button.tsx';
import type { DraftClause } from '../draft/draft.ts';
import type { OperatorInfo } from './operators.ts';
import styles from './rules.module.css';
import { ValuesInput } from './values-input.tsx';

interface ClauseEditorProps {
  clause: DraftClause;
  isFirst: boolean;
  label: string;
  operators: OperatorInfo[];
  issue: string | undefined;
  onChange: (clause: DraftClause) => void;
  onRemove: () => void;
}

export function ClauseEditor({
  clause,
  isFirst,
  label,
  operators,
  issue,
  onChange,
  onRemove,
}: ClauseEditorProps) {
  const operator = operators.find((each) => each.operator === clause.operator);
  return (
    <div className={styles.clause}>
      <span className={styles.word}>{isFirst ? 'IF' : 'AND'}</span>
      <input
        aria-label={`Attribute of ${label}`}
        className={styles.attribute}
        list="attributes"
        placeholder="attribute"
        spellCheck={false}
        value={clause.attribute}
        onChange={(event) => onChange({ ...clause, attribute: event.target.value })}
      />
      <button
        type="button"
        aria-label={`Not, for ${label}`}
        aria-pressed={clause.negate}
        className={styles.not}
        onClick={() => onChange({ ...clause, negate: !clause.negate })}
      >
        not
      </button>
      <select
        aria-label={`Operator of ${label}`}
        className={styles.select}
        value={clause.operator}
        title={operator?.description}
        onChange={(event) => {
          const next = operators.find((each) => each.operator === event.target.value);
          if (next)
            onChange({ ...clause, operator: next.operator, values: clause.values.slice(0, next.maxValues) });
        }}
      >
        {operators.map((each) => (
          <option key={each.operator} value={each.operator}>
            {clause.negate ? each.negatedLabel : each.label}
          </option>
        ))}
      </select>
      {operator !== undefined && (
        <ValuesInput
          values={clause.values}
          operator={operator}
          label={label}
          onChange={(values) => onChange({ ...clause, values })}
        />
      )}
      <Button small look="quiet" aria-label={`Remove ${label}`} onClick={onRemove}>
        ✕
      </Button>
      {issue !== undefined && <p className={styles.issue}>✕ {issue}</p>}
    </div>
  );
}
