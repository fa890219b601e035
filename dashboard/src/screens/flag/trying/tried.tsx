import { Chip, State } from '../../../design/text/chip.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { TriedFragment } from '../../../gql/graphql.ts';
import { type OperatorInfo, showValue } from '../rules/operators.ts';
import styles from './trying.module.css';

const REASONS: Record<TriedFragment['reason'], string> = {
  ARCHIVED: 'the flag is archived',
  OFF: 'the flag is off',
  RULE_MATCH: 'a rule matched',
  FALLTHROUGH: 'no rule matched',
};

interface TriedProps {
  /** What is evaluated: what is stored, or the draft. */
  what: string;
  evaluation: TriedFragment;
  operators: OperatorInfo[];
}

/** What a context gets, and every rule with what the context has for each of its clauses. */
export function Tried({ what, evaluation, operators }: TriedProps) {
  const { variation, trace } = evaluation;
  return (
    <div className={styles.tried}>
      <p className={styles.answer}>
        <span className={styles.what}>{what}</span>
        <Chip mono>{variation.key}</Chip>
        <span>{reasonOf(evaluation)}</span>
      </p>
      {trace.length > 0 && (
        <details className={styles.trace}>
          <summary>
            Why: {trace.length} {trace.length === 1 ? 'rule' : 'rules'}, clause by clause
          </summary>
          <ol>
            {trace.map(({ rule, matched, clauses }, index) => (
              <li key={index}>
                <p>
                  <State tone={matched ? 'ok' : 'dim'} mark={matched ? '✓' : '✕'}>
                    rule {index + 1} {matched ? 'matches' : 'does not match'}
                  </State>
                  {rule.description !== null && <span className="dim"> {visible(rule.description)}</span>}
                </p>
                <ul>
                  {clauses.map((clause, place) => (
                    <Clause key={place} trace={clause} operators={operators} />
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

type ClauseTrace = TriedFragment['trace'][number]['clauses'][number];

function Clause({ trace, operators }: { trace: ClauseTrace; operators: OperatorInfo[] }) {
  const { clause, actual, matched } = trace;
  const operator = operators.find((each) => each.operator === clause.operator);
  const word = (clause.negate ? operator?.negatedLabel : operator?.label) ?? clause.operator;
  const values = clause.values.map((value) => showValue(value, operator?.valueKind ?? 'SCALAR')).join(', ');
  return (
    <li className={styles.clause}>
      <span className={matched ? styles.yes : styles.no}>
        <span aria-hidden="true">{matched ? '✓' : '✕'}</span>
        <span className="hidden-text">{matched ? 'holds:' : 'does not hold:'}</span>
      </span>
      <span>
        <code>{visible(clause.attribute)}</code> {word} <code>{visible(values)}</code>
      </span>
      <span className={styles.actual}>
        {actual === null ? 'the context has none' : <code>{visible(JSON.stringify(actual))}</code>}
      </span>
    </li>
  );
}

function reasonOf({ reason, trace, bucket }: TriedFragment): string {
  const rule = trace.findIndex(({ matched }) => matched) + 1;
  const why = reason === 'RULE_MATCH' && rule > 0 ? `rule ${rule} matched` : REASONS[reason];
  // The place in the rollout, in percent as the rollouts say it.
  return bucket === null ? why : `${why}, at ${(bucket / 1_000).toFixed(3)} % of the rollout`;
}
