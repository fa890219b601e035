import { toIssues } from '../../../api/command.ts';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import { visible } from '../../../design/text/visible.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useSetRole } from './use-set-role.ts';

interface RemoveMemberProps {
  user: { id: string; name: string };
  onClose: () => void;
}

/** Asks before somebody loses the role in the project. */
export function RemoveMember({ user, onClose }: RemoveMemberProps) {
  const project = useProject();
  const { busy, error, setRole } = useSetRole();
  const { issues, message } = toIssues(error);
  return (
    <FormDialog
      title="Remove the member?"
      submit="Remove member"
      danger
      busy={busy}
      error={message ?? issues[0]?.message}
      onSubmit={() => void setRole({ userId: user.id }, null).then((done) => done && onClose())}
      onClose={onClose}
    >
      <p>
        <b>{visible(user.name)}</b> loses the role in {visible(project.name)}. The account and its tokens
        stay.
      </p>
    </FormDialog>
  );
}
