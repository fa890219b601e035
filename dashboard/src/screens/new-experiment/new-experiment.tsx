import { getRouteApi } from '@tanstack/react-router';
import { type CommandError, issueAt } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Field } from '../../design/controls/field.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { visible } from '../../design/text/visible.ts';
import { CreateExperimentDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import styles from '../experiment-form/experiment-form.module.css';
import { ExperimentForm } from '../experiment-form/experiment-form.tsx';
import { FlagField } from '../experiment-form/flag-field.tsx';
import { designInput } from '../experiment-form/to-input.ts';

const route = getRouteApi('/signed-in/projects/$projectKey/experiments/new');

/** Makes a draft: what the flag serves does not change. */
export function NewExperiment() {
  const project = useProject();
  const refusal = useRefusal('RUN_EXPERIMENTS');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const run = useRun();
  const { busy, error, send } = useCommand();
  const flagKey = search.flag ?? '';
  const first = project.environments.find(({ key }) => key === 'production') ?? project.environments[0];

  const toInput = (data: FormData) => ({
    projectKey: project.key,
    flagKey: String(data.get('flagKey') ?? '').trim(),
    environmentKey: String(data.get('environmentKey') ?? ''),
    ...designInput(data),
  });

  async function create(data: FormData): Promise<void> {
    const input = toInput(data);
    const done = await send(
      'CreateExperimentPayload',
      async () => (await run(CreateExperimentDocument, { input })).createExperiment,
    );
    if (done === undefined) return;
    await navigate({
      to: '/projects/$projectKey/experiments/$experimentId',
      params: { projectKey: project.key, experimentId: done.experiment.id },
    });
  }

  return (
    <>
      <PageHead title="New experiment">It is a draft first: what the flag serves does not change.</PageHead>
      <ExperimentForm
        flagKey={flagKey}
        place={
          <div className={styles.two}>
            <FlagField
              value={flagKey}
              issue={issueAt(error, 'flagKey') ?? notFound(error)}
              onChange={(flag) =>
                void navigate({
                  search: (present) => ({ ...present, flag: flag || undefined }),
                  replace: true,
                })
              }
            />
            <Field label="Environment" issue={issueAt(error, 'environmentKey')}>
              {(control) => (
                <select {...control} name="environmentKey" defaultValue={search.env ?? first?.key}>
                  {project.environments.map(({ id, key, name }) => (
                    <option key={id} value={key}>
                      {visible(name)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
        }
        field="createExperiment"
        toInput={toInput}
        onSubmit={(data) => void create(data)}
        submit="Create draft"
        busy={busy}
        error={error}
        unavailable={refusal}
      />
    </>
  );
}

function notFound(error: CommandError | undefined): string | undefined {
  return error?.__typename === 'NotFoundError' ? error.message : undefined;
}
