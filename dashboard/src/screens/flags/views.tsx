import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type CommandError, toIssues } from '../../api/command.ts';
import { useQuery, useRun } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Filter } from '../../design/controls/filter.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { DeleteFlagViewDocument, FlagViewsDocument, SaveFlagViewDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { FIRST_PAGE, type FlagSearch, readFlagSearch } from './flag-search.ts';
import styles from './flags.module.css';

interface ViewsProps {
  search: FlagSearch;
  /** The columns that are shown, also where the address does not name them. */
  columns: string[];
  onChoose: (search: FlagSearch) => void;
}

/** Views that the viewer has saved: each is what the address holds, under a name. */
export function Views({ search, columns, onChoose }: ViewsProps) {
  const project = useProject();
  const run = useRun();
  const toast = useToast();
  const { options } = useRouter();
  const { data, reload } = useQuery(FlagViewsDocument, { projectKey: project.key });
  const [error, setError] = useState<CommandError>();
  const views = data?.project?.flagViews ?? [];
  const toText = (shown: FlagSearch) =>
    options.stringifySearch({ ...shown, ...FIRST_PAGE }).replace(/^\?/, '');
  const toSearch = (text: string) => readFlagSearch(options.parseSearch(`?${text}`));
  const present = toText(search);
  const chosen = views.find((view) => toText(toSearch(view.search)) === present);

  async function save(event: FormEvent<HTMLFormElement>, close: () => void): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name') ?? '');
    const view = toText({ ...search, columns });
    try {
      const { saveFlagView } = await run(SaveFlagViewDocument, {
        input: { projectKey: project.key, name, search: view },
      });
      if (saveFlagView.__typename !== 'SaveFlagViewPayload') return setError(saveFlagView);
      setError(undefined);
      form.reset();
      reload();
      onChoose(toSearch(view));
      close();
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    }
  }

  async function remove(name: string): Promise<void> {
    try {
      const { deleteFlagView } = await run(DeleteFlagViewDocument, {
        input: { projectKey: project.key, name },
      });
      if (deleteFlagView.__typename !== 'DeleteFlagViewPayload') return toast(deleteFlagView.message);
      reload();
    } catch (failure) {
      toast((failure as Error).message);
    }
  }

  const { issues, message } = toIssues(error);
  return (
    <Filter label="View" value={chosen?.name} onRemove={() => onChoose({})}>
      {(close) => (
        <div className={styles.views}>
          {views.length > 0 && (
            <ul>
              {views.map(({ id, name, search: saved }) => (
                <li key={id}>
                  <button
                    type="button"
                    className={styles.view}
                    aria-current={chosen?.id === id || undefined}
                    onClick={() => {
                      onChoose(toSearch(saved));
                      close();
                    }}
                  >
                    {name}
                  </button>
                  <Button
                    small
                    look="quiet"
                    aria-label={`Delete the view ${name}`}
                    onClick={() => void remove(name)}
                  >
                    ✕
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <form className={styles.saveView} onSubmit={(event) => void save(event, close)}>
            <Field
              label="Save what is shown as"
              issue={message ?? issues[0]?.message}
              help="Filter, order and columns, for you alone. A view of the same name is replaced."
            >
              {(control) => <input {...control} name="name" autoComplete="off" maxLength={200} />}
            </Field>
            <Button small type="submit">
              Save view
            </Button>
          </form>
        </div>
      )}
    </Filter>
  );
}
