import { Switch } from '../../../design/controls/switch.tsx';
import { State } from '../../../design/text/chip.tsx';
import type { FlagDetailsFragment, FlagStateFragment } from '../../../gql/graphql.ts';
import type { DraftState } from '../draft/use-draft.ts';
import styles from '../flag-page.module.css';

interface EnvironmentCardsProps {
  flag: FlagDetailsFragment;
  chosen: string;
  draft: DraftState;
  onChoose: (environmentKey: string) => void;
}

/** All environments side by side. The chosen one is edited below. */
export function EnvironmentCards({ flag, chosen, draft, onChoose }: EnvironmentCardsProps) {
  return (
    <ul className={styles.environments} aria-label="Environments">
      {flag.environments.map((state) => {
        const { environment } = state;
        const isChosen = environment.key === chosen;
        const on = isChosen ? draft.draft.enabled : state.enabled;
        return (
          <li
            key={environment.id}
            className={isChosen ? `${styles.environment} ${styles.chosen}` : styles.environment}
          >
            <button
              type="button"
              className={styles.choose}
              aria-pressed={isChosen}
              onClick={() => onChoose(environment.key)}
            >
              <b>{environment.name}</b>
            </button>
            {isChosen ? (
              <Switch
                on={on}
                label={`${flag.key} in ${environment.name}`}
                onChange={(enabled) => draft.edit({ enabled })}
              />
            ) : (
              <State tone={on ? 'ok' : 'dim'}>{on ? 'on' : 'off'}</State>
            )}
            <span className={styles.serves}>
              <span>{isChosen && draft.isChanged ? 'changed, not saved' : serves(state)}</span>
              {(environment.requiresApproval || environment.confirmChanges) && (
                <State tone="wait" mark="◆" title={guardOf(environment)}>
                  guarded
                </State>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What everybody gets, in a few words. */
function serves({ enabled, offVariation, rules, fallthrough }: FlagStateFragment): string {
  if (!enabled) return `Serves ${offVariation.key} to everyone`;
  const rest = fallthrough.__typename === 'VariationServe' ? fallthrough.variation.key : 'a rollout';
  if (rules.length === 0) return `Serves ${rest} to everyone`;
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, then ${rest}`;
}

function guardOf({ requiresApproval, minimumApprovals }: FlagStateFragment['environment']): string {
  if (!requiresApproval) return 'A change must be confirmed with the key of the environment';
  return `${minimumApprovals} ${minimumApprovals === 1 ? 'approval' : 'approvals'} before a change`;
}
