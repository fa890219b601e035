import { useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import styles from './filters.module.css';

interface FlagFormProps {
  value: string | undefined;
  onApply: (flag: string) => void;
}

export function FlagForm({ value, onApply }: FlagFormProps) {
  const [issue, setIssue] = useState<string>();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get('flag') ?? '').trim();
        if (text === '') setIssue('Type the key of a flag.');
        else onApply(text);
      }}
    >
      <Field label="Key of the flag" issue={issue}>
        {(control) => (
          <input
            {...control}
            className={`${control.className} mono`}
            name="flag"
            defaultValue={value ?? ''}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Button small type="submit">
        Apply
      </Button>
    </form>
  );
}
