import { useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import styles from './delivery-filters.module.css';

interface TextFormProps {
  label: string;
  help?: string;
  value: string | undefined;
  onApply: (text: string) => void;
  /** Why the text cannot be used; undefined if it can. */
  check?: (text: string) => string | undefined;
}

/** A condition that is typed. */
export function TextForm({ label, help, value, onApply, check }: TextFormProps) {
  const [issue, setIssue] = useState<string>();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get('text') ?? '').trim();
        const found = text === '' ? 'Type something to look for.' : check?.(text);
        setIssue(found);
        if (found === undefined) onApply(text);
      }}
    >
      <Field label={label} help={help} issue={issue}>
        {(control) => <input {...control} name="text" defaultValue={value ?? ''} spellCheck={false} />}
      </Field>
      <Button small type="submit">
        Apply
      </Button>
    </form>
  );
}
