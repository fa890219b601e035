import styles from './role-choice.module.css';
import { ROLES } from './roles.ts';

/** One of the roles, as `role` of the form, with what each may do. */
export function RoleChoice() {
  return (
    <fieldset className={styles.choice}>
      <legend>Role</legend>
      {ROLES.map(({ role, word, may }) => (
        <label key={role}>
          <input type="radio" name="role" value={role} defaultChecked={role === 'EDITOR'} />
          <span>
            <b>{word}</b>
            <span className={styles.may}>{may}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
