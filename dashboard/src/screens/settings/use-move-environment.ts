import { useRun } from '../../api/hooks.ts';
import { useToast } from '../../design/dialogs/toast.tsx';
import { visible } from '../../design/text/visible.ts';
import { type EnvironmentSettingsFragment, MoveEnvironmentDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';

/** Puts an environment at another place, and says where it is now. */
export function useMoveEnvironment() {
  const { key: projectKey } = useProject();
  const run = useRun();
  const toast = useToast();
  return async ({ key, name }: EnvironmentSettingsFragment, position: number): Promise<void> => {
    try {
      const { moveEnvironment: result } = await run(MoveEnvironmentDocument, {
        input: { projectKey, key, position },
      });
      toast('message' in result ? result.message : `${visible(name)} is number ${position} now.`);
    } catch (error) {
      toast((error as Error).message);
    }
  };
}
