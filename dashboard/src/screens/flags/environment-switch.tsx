import { useState } from 'react';
import { useRun } from '../../api/hooks.ts';
import { Switch } from '../../design/controls/switch.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { type FlagRowFragment, SetFlagEnabledDocument } from '../../gql/graphql.ts';
import { type Project, useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import styles from './flags.module.css';

interface EnvironmentSwitchProps {
  flag: FlagRowFragment;
  environment: Project['environments'][number];
  /** Where a change must be confirmed: asks for that, with what it would do. */
  onGuarded: (enabled: boolean) => void;
}

/** Switches a flag in one environment: at once, with a way back, or after a question where the environment is guarded. */
export function EnvironmentSwitch({ flag, environment, onGuarded }: EnvironmentSwitchProps) {
  const project = useProject();
  const run = useRun();
  const toast = useToast();
  const refusal = useRefusal('CHANGE_FLAGS');
  const [busy, setBusy] = useState(false);
  const state = flag.environments.find((each) => each.environment.id === environment.id);
  if (state === undefined) return null;

  async function set(enabled: boolean): Promise<void> {
    setBusy(true);
    const input = { projectKey: project.key, flagKey: flag.key, environmentKey: environment.key, enabled };
    try {
      const { setFlagEnabled: result } = await run(SetFlagEnabledDocument, { input });
      if (result.__typename === 'SetFlagEnabledPayload')
        toast(`${flag.key} is ${enabled ? 'on' : 'off'} in ${environment.name}.`, {
          label: 'Undo',
          run: () => void set(!enabled),
        });
      else toast(result.message);
    } catch (error) {
      toast((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  const needsApproval = environment.requiresApproval
    ? `Changes in ${environment.name} need approval: open the flag to propose one`
    : undefined;
  return (
    <span className={styles.state}>
      <Switch
        on={state.enabled}
        busy={busy}
        label={`${flag.key} in ${environment.name}`}
        unavailable={refusal ?? needsApproval}
        onChange={(enabled) => (environment.confirmChanges ? onGuarded(enabled) : void set(enabled))}
      />
      <span className={styles.summary}>{state.summary}</span>
    </span>
  );
}
