import { useProject } from '../../../shell/project/project-context.ts';
import styles from '../form.module.css';
import { Check } from '../try-out/check.tsx';

interface EnvironmentsChoiceProps {
  /** Keys. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  issue?: string | undefined;
}

/** Of which environments events are delivered. None chosen means all, and says so. */
export function EnvironmentsChoice({ chosen, onChange, issue }: EnvironmentsChoiceProps) {
  const { environments } = useProject();
  return (
    <fieldset className={styles.choice}>
      <legend>
        Environments{' '}
        <span className="dim">{chosen.length === 0 ? 'all environments' : `${chosen.length} chosen`}</span>
      </legend>
      <div className={styles.inline}>
        {environments.map(({ id, key, name }) => (
          <Check
            key={id}
            checked={chosen.includes(key)}
            onChange={(on) => onChange(on ? [...chosen, key] : chosen.filter((each) => each !== key))}
          >
            <bdi>{name}</bdi>
          </Check>
        ))}
      </div>
      {issue !== undefined && <p className={styles.issue}>✕ {issue}</p>}
      <p className={styles.help}>
        {chosen.length === 0
          ? 'Nothing is chosen: it gets the events of all environments.'
          : 'It also gets events that concern no environment in particular.'}
      </p>
    </fieldset>
  );
}
