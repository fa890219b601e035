import { Field } from '../../../design/controls/field.tsx';
import type { FormFieldFragment } from '../../../gql/graphql.ts';
import styles from '../form.module.css';
import { type Issues, issueOf } from '../issues.ts';
import type { Entry, Value } from '../values.ts';
import { MapField } from './map-field.tsx';

export interface FieldControlProps {
  field: FormFieldFragment;
  /** In the input of the API. */
  path: string;
  value: Value;
  onChange: (value: Value) => void;
  issues: Issues;
  isNew: boolean;
  hints: ReadonlyMap<string, string> | undefined;
}

/** One field of a provider's form, by its kind. */
export function FieldControl(props: FieldControlProps) {
  const { field, path, value, onChange, issues, isNew, hints } = props;
  if (field.kind === 'MAP') return <MapField {...props} value={value as Entry[]} />;
  if (field.kind === 'BOOLEAN')
    return (
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        {field.label} <span className="dim">{field.help}</span>
      </label>
    );
  const hint = hints?.get(field.path);
  return (
    <Field
      label={field.label}
      optional={isNew ? !field.requiredOnCreate : false}
      issue={issueOf(issues, path, true)}
      help={
        <Help
          text={meaningOf(field, value) + field.help}
          stays={isNew || field.kind !== 'SECRET' ? undefined : (hint ?? 'none')}
        />
      }
    >
      {(control) => {
        if (field.kind === 'CHOICE')
          return <Choice {...{ field, control, value: String(value), onChange }} />;
        if (field.kind === 'LIST')
          return (
            <textarea
              {...control}
              className={`${control.className} mono`}
              rows={Math.min(8, Math.max(2, (value as string[]).length + 1))}
              spellCheck={false}
              placeholder={field.placeholder ?? undefined}
              value={(value as string[]).join('\n')}
              onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
            />
          );
        return (
          <input
            {...control}
            {...inputOf(field)}
            spellCheck={false}
            placeholder={hint ?? field.placeholder ?? undefined}
            value={String(value)}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

/** What to fill in. Of a stored secret also what is known of it. */
function Help({ text, stays }: { text: string; stays: string | undefined }) {
  return (
    <>
      {stays !== undefined &&
        (stays === 'none' ? (
          'None is stored. '
        ) : (
          <>
            Stored: <span className="mono">{stays}</span>. It stays when this is empty.{' '}
          </>
        ))}
      {text}
    </>
  );
}

function inputOf({ kind, min, max }: FormFieldFragment) {
  switch (kind) {
    case 'URL':
      return { type: 'url', inputMode: 'url', autoComplete: 'off' } as const;
    case 'SECRET':
      // Not "password": browsers would offer to keep it as that of GoGreen.
      return { type: 'text', autoComplete: 'off', 'data-secret': '' } as const;
    case 'NUMBER':
      return { type: 'number', step: 'any', min: min ?? undefined, max: max ?? undefined } as const;
    default:
      return { type: 'text', autoComplete: 'off' } as const;
  }
}

interface ChoiceProps {
  field: FormFieldFragment;
  control: object;
  value: string;
  onChange: (value: string) => void;
}

function Choice({ field, control, value, onChange }: ChoiceProps) {
  return (
    <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      {!field.required && value === '' && <option value="">Default</option>}
      {field.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choiceText(choice)}
        </option>
      ))}
    </select>
  );
}

/** Longer than what a line of a choice has room for. */
const LONG = 34;

/** "datadoghq.eu (EU1)", "US: United States"; of a long meaning only the value, as the meaning stands below. */
export function choiceText({ value, label }: { value: string; label: string }): string {
  const text = label.replace(/\.$/, '');
  if (text === '' || text.toUpperCase() === value || text.length > LONG) return value;
  return text.length <= 8 ? `${value} (${text})` : `${value}: ${text}`;
}

/** The meaning of what is chosen, where the choice itself has no room for it. */
function meaningOf({ choices }: FormFieldFragment, value: Value): string {
  const label = choices.find((choice) => choice.value === value)?.label ?? '';
  return label.length > LONG ? `${label} ` : '';
}
