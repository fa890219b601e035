import { useState } from 'react';
import { type OperatorInfo, parseValue, showValue } from './operators.ts';
import styles from './rules.module.css';

interface ValuesInputProps {
  values: unknown[];
  operator: OperatorInfo;
  /** What the values are of, for screen readers. */
  label: string;
  onChange: (values: unknown[]) => void;
}

/** Values as chips. Enter or a comma adds one, a paste of many lines adds all, Backspace takes the last one away. */
export function ValuesInput({ values, operator, label, onChange }: ValuesInputProps) {
  const [text, setText] = useState('');
  const kind = operator.valueKind;
  const add = (texts: string[]) => {
    const added = texts.map((each) => each.trim()).filter(Boolean);
    setText('');
    if (added.length > 0) onChange([...values, ...added.map((each) => parseValue(each, kind))]);
  };
  if (operator.maxValues === 0) return null;
  return (
    <span className={styles.values}>
      {values.map((value, index) => (
        <span key={index} className={styles.value}>
          {showValue(value, kind)}
          <button
            type="button"
            aria-label={`Remove ${showValue(value, kind)}`}
            onClick={() => onChange(values.filter((_each, at) => at !== index))}
          >
            ✕
          </button>
        </span>
      ))}
      {values.length < operator.maxValues && (
        <input
          aria-label={`Values of ${label}`}
          placeholder={values.length === 0 ? 'value, Enter' : '+'}
          className={styles.valueInput}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => add([text])}
          onPaste={(event) => {
            const lines = event.clipboardData.getData('text').split(/[\n\r\t]+/);
            if (lines.length < 2) return;
            event.preventDefault();
            add(lines);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || (event.key === ',' && kind !== 'PATTERN')) {
              event.preventDefault();
              add([text]);
            }
            if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
          }}
        />
      )}
    </span>
  );
}
