import { Field } from '../../../design/controls/field.tsx';
import { useProject } from '../../../shell/project/project-context.ts';
import styles from './bulk.module.css';
import { ACTIONS, type BulkAction, type BulkValues } from './bulk-action.ts';

interface BulkFieldsProps {
  values: BulkValues;
  onChange: (change: Partial<BulkValues>) => void;
}

/** What is done, and with what. */
export function BulkFields({ values, onChange }: BulkFieldsProps) {
  const project = useProject();
  const { action, environmentKey, tags, owner } = values;
  return (
    <div className={styles.fields}>
      <Field label="What to do">
        {(control) => (
          <select
            {...control}
            value={action}
            onChange={({ target }) => onChange({ action: target.value as BulkAction })}
          >
            {Object.entries(ACTIONS).map(([value, [label]]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(action === 'on' || action === 'off') && (
        <Field label="In">
          {(control) => (
            <select
              {...control}
              value={environmentKey}
              onChange={({ target }) => onChange({ environmentKey: target.value })}
            >
              {project.environments.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {(action === 'tag' || action === 'untag') && (
        <Field label="Tags" help="Separated by spaces or commas.">
          {(control) => (
            <input {...control} value={tags} onChange={({ target }) => onChange({ tags: target.value })} />
          )}
        </Field>
      )}
      {action === 'owner' && (
        <Field label="Owner" help="A team or a person to ask.">
          {(control) => (
            <input {...control} value={owner} onChange={({ target }) => onChange({ owner: target.value })} />
          )}
        </Field>
      )}
    </div>
  );
}
