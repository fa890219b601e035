import { useId } from 'react';
import type { FormFieldFragment, ProviderFormFragment } from '../../../gql/graphql.ts';
import styles from '../form.module.css';
import { type Issues, issueOf } from '../issues.ts';
import { emptyValue, type Filled, groupsOf, type Value } from '../values.ts';
import { FieldControl } from './field-control.tsx';

interface ProviderFieldsProps {
  info: ProviderFormFragment;
  filled: Filled;
  onChange: (filled: Filled) => void;
  issues: Issues;
  /** What is known of stored secrets, by field; undefined for a new integration. */
  hints?: ReadonlyMap<string, string> | undefined;
}

/** The form of any provider, from what the API says about its fields. */
export function ProviderFields({ info, filled, onChange, issues, hints }: ProviderFieldsProps) {
  const isNew = hints === undefined;
  const groups = groupsOf(info);
  const shown = info.fields.filter(({ changeable, exclusiveGroup }) => {
    return (isNew || changeable) && (exclusiveGroup === null || exclusiveGroup === filled.group);
  });
  const plain = shown.filter(({ advanced }) => !advanced);
  const advanced = shown.filter((field) => field.advanced);
  const hasIssue = (field: FormFieldFragment) => issueOf(issues, pathOf(info, field), true) !== undefined;
  const control = (field: FormFieldFragment) => (
    <FieldControl
      key={field.path}
      field={field}
      path={pathOf(info, field)}
      value={filled.values[field.path] ?? emptyValue(field)}
      onChange={(value: Value) => onChange({ ...filled, values: { ...filled.values, [field.path]: value } })}
      issues={issues}
      isNew={isNew}
      hints={hints}
    />
  );
  return (
    <div className={styles.fields}>
      {groups.length > 0 && (
        <GroupChoice
          groups={groups}
          group={filled.group}
          onChoose={(group) => onChange({ ...filled, group })}
        />
      )}
      {plain.map(control)}
      {advanced.length > 0 && (
        <details className={styles.advanced} open={advanced.some(hasIssue) || undefined}>
          <summary>
            More settings <span className="dim">{advanced.map(({ label }) => label).join(', ')}</span>
          </summary>
          <div className={styles.fields}>{advanced.map(control)}</div>
        </details>
      )}
    </div>
  );
}

export function pathOf({ inputField }: ProviderFormFragment, { path }: { path: string }): string {
  return `provider.${inputField}.${path}`;
}

interface GroupChoiceProps {
  groups: string[];
  group: string | undefined;
  onChoose: (group: string) => void;
}

function GroupChoice({ groups, group, onChoose }: GroupChoiceProps) {
  const name = useId();
  return (
    <fieldset className={styles.groups}>
      <legend>Connect by</legend>
      {groups.map((each) => (
        <label key={each}>
          <input type="radio" name={name} checked={each === group} onChange={() => onChoose(each)} />
          {each}
        </label>
      ))}
    </fieldset>
  );
}
