import { useMemo, useState } from 'react';
import type { FlagDetailsFragment } from '../../../gql/graphql.ts';
import { toDraft } from '../draft/draft.ts';
import { draftKey } from '../draft/kept-draft.ts';
import { useChangePreview } from '../draft/use-change-preview.ts';
import { useDraft } from '../draft/use-draft.ts';
import styles from '../flag-page.module.css';
import { RulesCard } from '../rules/rules-card.tsx';
import { ChangePanel } from '../saving/change-panel.tsx';
import { EnvironmentCards } from './environment-cards.tsx';

interface TargetingProps {
  flag: FlagDetailsFragment;
  environmentKey: string;
  onChoose: (environmentKey: string) => void;
  onConflict: () => void;
}

/** What the flag does in each environment, the rules of one of them, and what a change of these would mean. */
export function Targeting({ flag, environmentKey, onChoose, onConflict }: TargetingProps) {
  const state = flag.environments.find(({ environment }) => environment.key === environmentKey);
  const stored = useMemo(() => (state ? toDraft(state) : undefined), [state]);
  if (state === undefined || stored === undefined) return null;
  return (
    <Editor key={`${flag.id}:${state.environment.id}`} {...{ flag, state, stored, onChoose, onConflict }} />
  );
}

interface EditorProps {
  flag: FlagDetailsFragment;
  state: FlagDetailsFragment['environments'][number];
  stored: ReturnType<typeof toDraft>;
  onChoose: (environmentKey: string) => void;
  onConflict: () => void;
}

function Editor({ flag, state, stored, onChoose, onConflict }: EditorProps) {
  const draft = useDraft(draftKey(flag.id, state.environment.key), stored);
  // While a change is saved nothing can be edited: what is saved ends the draft.
  const [busy, setBusy] = useState(false);
  const change = useChangePreview(flag, state.environment.key, draft, stored);
  return (
    <div className={styles.columns}>
      <div className={styles.left} inert={busy}>
        <EnvironmentCards flag={flag} chosen={state.environment.key} draft={draft} onChoose={onChoose} />
        <RulesCard
          flag={flag}
          state={state}
          draft={draft}
          stored={stored}
          issues={change.preview?.issues ?? []}
        />
      </div>
      <ChangePanel {...{ state, draft, change, busy, onBusy: setBusy, onConflict }} />
    </div>
  );
}
