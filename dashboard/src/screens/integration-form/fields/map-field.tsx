import { useId } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import type { FieldPartsFragment } from '../../../gql/graphql.ts';
import styles from '../form.module.css';
import { issueOf } from '../issues.ts';
import { type Entry, nameInEntry } from '../values.ts';
import { choiceText, type FieldControlProps } from './field-control.tsx';

type MapFieldProps = Omit<FieldControlProps, 'value'> & { value: Entry[] };

/** A list of entries that have the same fields, such as headers. */
export function MapField({ field, path, value, onChange, issues, hints }: MapFieldProps) {
  const id = useId();
  const issue = issueOf(issues, path);
  const first = field.fields[0];
  const set = (index: number, name: string, text: string) =>
    onChange(value.map((entry, at) => (at === index ? { ...entry, [name]: text } : entry)));
  const empty = Object.fromEntries(
    field.fields.map((part) => [nameInEntry(part), part.choices[0]?.value ?? '']),
  );
  const isFull = field.max !== null && value.length >= field.max;
  return (
    <fieldset className={styles.map} aria-describedby={`${id}-help`}>
      <legend>
        {field.label} <span className="dim">optional</span>
      </legend>
      {issue !== undefined && <p className={styles.issue}>✕ {issue}</p>}
      {value.map((entry, index) => (
        <div key={index} className={styles.entry}>
          {field.fields.map((part) => {
            const name = nameInEntry(part);
            const stored =
              first === undefined ? undefined : hints?.get(`${field.path}.${entry[nameInEntry(first)]}`);
            return (
              <EntryField
                key={name}
                part={part}
                label={`${part.label} ${index + 1}`}
                value={entry[name] ?? ''}
                hint={
                  part.kind === 'SECRET' && stored !== undefined ? `${stored}, stays when empty` : undefined
                }
                issue={issueOf(issues, `${path}.${index}.${name}`)}
                onChange={(text) => set(index, name, text)}
              />
            );
          })}
          <Button
            small
            look="quiet"
            aria-label={`Remove entry ${index + 1} of ${field.label}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        small
        className={styles.add}
        unavailable={isFull ? `There can be at most ${field.max}.` : undefined}
        onClick={() => onChange([...value, empty])}
      >
        Add to {field.label.toLowerCase()}
      </Button>
      <p id={`${id}-help`} className={styles.help}>
        {field.help}
      </p>
    </fieldset>
  );
}

interface EntryFieldProps {
  part: FieldPartsFragment;
  label: string;
  value: string;
  hint: string | undefined;
  issue: string | undefined;
  onChange: (value: string) => void;
}

function EntryField({ part, label, value, hint, issue, onChange }: EntryFieldProps) {
  const id = useId();
  const attributes = {
    'aria-label': label,
    'aria-invalid': issue === undefined ? undefined : true,
    'aria-describedby': issue === undefined ? undefined : id,
    className: styles.control,
    value,
  } as const;
  return (
    <div className={styles.part}>
      {part.kind === 'CHOICE' ? (
        <select {...attributes} onChange={(event) => onChange(event.target.value)}>
          {part.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choiceText(choice)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...attributes}
          type="text"
          autoComplete="off"
          spellCheck={false}
          data-secret={part.kind === 'SECRET' ? '' : undefined}
          placeholder={hint ?? part.placeholder ?? part.label}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {issue !== undefined && (
        <p id={id} className={styles.issue}>
          <span aria-hidden="true">✕ </span>
          {issue}
        </p>
      )}
    </div>
  );
}
