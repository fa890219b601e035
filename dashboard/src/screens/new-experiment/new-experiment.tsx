import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/button.tsx';
import { Card } from '../../design/card.tsx';
import { Field } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { PageHead } from '../../design/page-head.tsx';
import { visible } from '../../design/visible.ts';
import { CreateExperimentDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project-context.ts';
import { useRefusal } from '../../shell/use-refusal.ts';
import { Compared } from './compared.tsx';
import { FlagField } from './flag-field.tsx';
import { METRIC_PATHS, MetricFields } from './metric-fields.tsx';
import styles from './new-experiment.module.css';
import { toInput } from './to-input.ts';

const route = getRouteApi('/signed-in/projects/$projectKey/experiments/new');

const FIELDS = [
  'name',
  'hypothesis',
  'flagKey',
  'environmentKey',
  'control',
  'minimumSample',
  ...METRIC_PATHS,
];

/** Makes a draft: what the flag serves does not change. */
export function NewExperiment() {
  const project = useProject();
  const refusal = useRefusal('RUN_EXPERIMENTS');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const run = useRun();
  const { busy, error, send } = useCommand();
  const [compared, setCompared] = useState<{ control?: string; treatments?: string[] }>({});
  const flagKey = search.flag ?? '';
  const first = project.environments.find(({ key }) => key === 'production') ?? project.environments[0];

  async function create(data: FormData): Promise<void> {
    const input = toInput(project.key, data);
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

  const rest = restOf(error);
  return (
    <>
      <PageHead title="New experiment">It is a draft first: what the flag serves does not change.</PageHead>
      <Card padded className={styles.card}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (refusal === undefined) void create(new FormData(event.currentTarget));
          }}
        >
          {rest !== undefined && <Notice tone="bad" title={rest} />}
          <Field label="Name" issue={issueAt(error, 'name')}>
            {(control) => <input {...control} name="name" />}
          </Field>
          <Field
            label="Hypothesis"
            issue={issueAt(error, 'hypothesis')}
            help="What you expect of the treatments, and why. It is fixed once the experiment runs."
          >
            {(control) => <textarea {...control} name="hypothesis" rows={3} />}
          </Field>
          <div className={styles.two}>
            <FlagField
              value={flagKey}
              issue={issueAt(error, 'flagKey') ?? notFound(error)}
              onChange={(flag) => {
                setCompared({});
                void navigate({
                  search: (present) => ({ ...present, flag: flag || undefined }),
                  replace: true,
                });
              }}
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
          <Compared
            flagKey={flagKey}
            control={compared.control}
            treatments={compared.treatments}
            onChange={(control, treatments) => setCompared({ control, treatments })}
            error={error}
          />
          <MetricFields error={error} />
          <Field
            label="Minimum sample"
            optional
            issue={issueAt(error, 'minimumSample')}
            help="How many exposures, or values, each variation needs before it is compared. 100 when left empty."
          >
            {(control) => <input {...control} name="minimumSample" inputMode="numeric" autoComplete="off" />}
          </Field>
          <div className={styles.buttons}>
            <Button look="main" type="submit" busy={busy} unavailable={refusal}>
              Create draft
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}

function notFound(error: CommandError | undefined): string | undefined {
  return error?.__typename === 'NotFoundError' ? error.message : undefined;
}

/** What no field says: every issue of a treatment stands below the treatments. */
function restOf(error: CommandError | undefined): string | undefined {
  if (error?.__typename === 'NotFoundError') return undefined;
  const treatments = error?.issues?.map(({ path }) => path).filter((path) => path.startsWith('treatments'));
  return remaining(error, [...FIELDS, ...(treatments ?? [])]);
}
