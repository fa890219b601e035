import { type CommandError, issueAt } from '../../api/command.ts';
import { useQuery } from '../../api/hooks.ts';
import { Field } from '../../design/controls/field.tsx';
import { visible } from '../../design/text/visible.ts';
import { ExperimentVariationsDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './experiment-form.module.css';

interface ComparedProps {
  flagKey: string;
  control: string | undefined;
  treatments: readonly string[] | undefined;
  onChange: (control: string, treatments: string[]) => void;
  error: CommandError | undefined;
}

/** Which variations of the flag are compared: the first one is control, and all others are treatments, until somebody chooses. */
export function Compared({ flagKey, control, treatments, onChange, error }: ComparedProps) {
  const project = useProject();
  const { data } = useQuery(
    ExperimentVariationsDocument,
    { projectKey: project.key, flagKey },
    { pause: flagKey === '' },
  );
  const variations = flagKey === '' ? [] : (data?.flag?.variations ?? []);
  const first = variations.find(({ key }) => key === 'off') ?? variations[0];
  const chosenControl = control ?? first?.key ?? '';
  const others = variations.filter(({ key }) => key !== chosenControl);
  const chosen = treatments ?? others.map(({ key }) => key);
  const issue = error?.issues?.find(({ path }) => path.startsWith('treatments'))?.message;
  if (variations.length === 0)
    return <NoVariations isUnknown={flagKey !== '' && data?.flag === null} error={error} />;
  return (
    <div className={styles.two}>
      <Field
        label="Control"
        issue={issueAt(error, 'control')}
        help="The variation that the others are compared with."
      >
        {(props) => (
          <select
            {...props}
            name="control"
            value={chosenControl}
            onChange={({ target }) =>
              onChange(
                target.value,
                variations.map(({ key }) => key).filter((key) => key !== target.value),
              )
            }
          >
            {variations.map(({ key, name }) => (
              <option key={key} value={key}>
                {named(key, name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset className={styles.treatments} aria-describedby={issue && 'treatments-issue'}>
        <legend>Treatments</legend>
        {others.map(({ key, name }) => (
          <label key={key}>
            <input
              type="checkbox"
              name="treatments"
              value={key}
              checked={chosen.includes(key)}
              onChange={({ target }) =>
                onChange(
                  chosenControl,
                  others
                    .map((each) => each.key)
                    .filter((each) => (each === key ? target.checked : chosen.includes(each))),
                )
              }
            />
            <span>{named(key, name)}</span>
          </label>
        ))}
        {issue !== undefined && (
          <p id="treatments-issue" className={styles.issue}>
            <span aria-hidden="true">✕ </span>
            {issue}
          </p>
        )}
      </fieldset>
    </div>
  );
}

/** Why there is nothing to compare yet. */
function NoVariations({ isUnknown, error }: { isUnknown: boolean; error: CommandError | undefined }) {
  const isMissing = isUnknown || error !== undefined;
  return (
    <p role="status" className={isMissing ? styles.issue : 'dim'}>
      {isMissing && <span aria-hidden="true">✕ </span>}
      {isUnknown
        ? 'There is no flag with this key in the project.'
        : 'Choose a flag: its variations are what is compared.'}
    </p>
  );
}

function named(key: string, name: string | null): string {
  return name === null || name === key ? visible(key) : `${visible(name)} (${visible(key)})`;
}
