import type { EventType } from '../../../gql/graphql.ts';
import { EVENT_GROUPS, eventsInWords, eventWords } from '../../../shell/event-words.ts';
import styles from '../form.module.css';
import { Check } from '../try-out/check.tsx';

interface EventsChoiceProps {
  chosen: readonly EventType[];
  onChange: (chosen: EventType[]) => void;
  issue?: string | undefined;
  /** Of a log, instead of an integration. */
  asFilter?: boolean;
}

/** Which types of events are delivered. None chosen means all, and says so. */
export function EventsChoice({ chosen, onChange, issue, asFilter = false }: EventsChoiceProps) {
  const set = (types: readonly EventType[], on: boolean) =>
    onChange(on ? [...new Set([...chosen, ...types])] : chosen.filter((type) => !types.includes(type)));
  return (
    <fieldset className={styles.choice}>
      <legend>
        Events <span className="dim">{eventsInWords(chosen)}</span>
      </legend>
      <div className={styles.columns}>
        {EVENT_GROUPS.map(({ label, types }) => {
          const count = types.filter((type) => chosen.includes(type)).length;
          return (
            <div key={label}>
              <Check
                isGroup
                checked={count === types.length}
                mixed={count > 0 && count < types.length}
                onChange={(on) => set(types, on)}
              >
                {label}
              </Check>
              <ul>
                {types.map((type) => (
                  <li key={type}>
                    <Check checked={chosen.includes(type)} onChange={(on) => set([type], on)}>
                      <span className="hidden-text">{eventWords(type)[0]}</span>
                      {eventWords(type)[1]}
                    </Check>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      {issue !== undefined && <p className={styles.issue}>✕ {issue}</p>}
      {!asFilter && (
        <p className={styles.help}>
          {chosen.length === 0
            ? 'Nothing is chosen: it gets all events, also types that come later.'
            : 'It gets the chosen types only.'}
        </p>
      )}
    </fieldset>
  );
}
