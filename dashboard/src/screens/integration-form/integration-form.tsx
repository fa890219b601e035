import { Field } from '../../design/controls/field.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import type { ProviderFormFragment } from '../../gql/graphql.ts';
import { EnvironmentsChoice } from './fields/environments-choice.tsx';
import { EventsChoice } from './fields/events-choice.tsx';
import { ProviderFields, pathOf } from './fields/provider-fields.tsx';
import styles from './form.module.css';
import { type FormState, SHARED_FIELDS } from './form-state.ts';
import { elsewhere, type Issues, issueOf } from './issues.ts';

interface IntegrationFormProps {
  info: ProviderFormFragment;
  form: FormState;
  onChange: (form: FormState) => void;
  issues: Issues;
  /** What the server said that is about no field. */
  message?: string | undefined;
  hints?: ReadonlyMap<string, string> | undefined;
}

/** Name, settings of the provider, events and environments. */
export function IntegrationForm({ info, form, onChange, issues, message, hints }: IntegrationFormProps) {
  const rest = elsewhere(issues, [...SHARED_FIELDS, ...info.fields.map((field) => pathOf(info, field))]);
  const set = (change: Partial<FormState>) => onChange({ ...form, ...change });
  return (
    <div className={styles.fields}>
      {message !== undefined && <Notice tone="bad" title={message} />}
      {rest.length > 0 && (
        <Notice tone="bad" title="The server does not take this">
          {rest.map(({ path, message }) => (
            <p key={`${path} ${message}`}>
              {path === '' || path === 'provider' ? '' : `${path}: `}
              {message}
            </p>
          ))}
        </Notice>
      )}
      <Field label="Name" issue={issueOf(issues, 'name')} help="How it is called here and in the event log.">
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <ProviderFields info={info} filled={form} onChange={set} issues={issues} hints={hints} />
      <EventsChoice
        chosen={form.eventTypes}
        onChange={(eventTypes) => set({ eventTypes })}
        issue={issueOf(issues, 'eventTypes', true)}
      />
      <EnvironmentsChoice
        chosen={form.environmentKeys}
        onChange={(environmentKeys) => set({ environmentKeys })}
        issue={issueOf(issues, 'environmentKeys', true)}
      />
    </div>
  );
}
