/** Gives a user a role in the open project, or takes it away with null. */

import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { visible } from '../../../design/text/visible.ts';
import { type ProjectRole, SetProjectRoleDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { roleWord } from './roles.ts';

export function useSetRole() {
  const { key: projectKey } = useProject();
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();

  /** Whether it was done; if not, `error` says why. */
  async function setRole(
    user: { userId: string } | { email: string },
    role: ProjectRole | null,
  ): Promise<boolean> {
    const done = await send(
      'SetProjectRolePayload',
      async () =>
        (await run(SetProjectRoleDocument, { input: { ...user, projectKey, role } })).setProjectRole,
    );
    if (done === undefined) return false;
    const name = visible(done.user.name);
    toast(done.role === null ? `${name} has no role here any more.` : `${name}: ${roleWord(done.role)}`);
    return true;
  }

  return { busy, error, setRole };
}
