import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery, useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { useToast } from '../../design/dialogs/toast.tsx';
import { LoadFailed, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { visible } from '../../design/text/visible.ts';
import {
  type ExperimentDetailsFragment,
  ExperimentPageDocument,
  UpdateExperimentDocument,
} from '../../gql/graphql.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { ExperimentForm } from '../experiment-form/experiment-form.tsx';
import { designInput } from '../experiment-form/to-input.ts';

const route = getRouteApi('/signed-in/projects/$projectKey/experiments/$experimentId/edit');

/** Changes a draft. Once an experiment has started, its design is fixed. */
export function EditExperiment() {
  const { experimentId } = route.useParams();
  const { data, error, reload } = useQuery(ExperimentPageDocument, { id: experimentId });
  if (data === undefined)
    return error === undefined ? (
      <Loading />
    ) : (
      <LoadFailed title="The experiment cannot be shown" error={error} onRetry={reload} />
    );
  if (data.node?.__typename !== 'Experiment') return <NotFound />;
  return <EditDraft experiment={data.node} />;
}

function EditDraft({ experiment }: { experiment: ExperimentDetailsFragment }) {
  const project = useProject();
  const refusal = useRefusal('RUN_EXPERIMENTS');
  const navigate = route.useNavigate();
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const page = {
    to: '/projects/$projectKey/experiments/$experimentId',
    params: { projectKey: project.key, experimentId: experiment.id },
  } as const;
  const toInput = (data: FormData) => {
    const input = designInput(data);
    const isSame = sameVariations(input, experiment);
    // Shares are of these variations: with others the server begins anew with equal ones.
    return {
      experimentId: experiment.id,
      ...input,
      minimumSample: input.minimumSample ?? 100,
      alpha: input.alpha ?? 0.05,
      ...(isSame ? { split: experiment.split.map(({ variation, weight }) => ({ variation, weight })) } : {}),
    };
  };

  async function save(data: FormData): Promise<void> {
    const input = toInput(data);
    const done = await send(
      'UpdateExperimentPayload',
      async () => (await run(UpdateExperimentDocument, { input })).updateExperiment,
    );
    if (done === undefined) return;
    toast('Saved.');
    await navigate(page);
  }

  return (
    <>
      <PageHead title="Edit the draft">
        <span>
          <Link {...page}>{visible(experiment.name)}</Link>, on the flag{' '}
          <span className="mono">{visible(experiment.flagKey)}</span> in{' '}
          {visible(experiment.environment.name)}
        </span>
      </PageHead>
      {experiment.state === 'DRAFT' ? (
        <ExperimentForm
          flagKey={experiment.flagKey}
          draft={experiment}
          field="updateExperiment"
          toInput={toInput}
          onSubmit={(data) => void save(data)}
          submit="Save"
          busy={busy}
          error={error}
          unavailable={refusal}
        />
      ) : (
        <Notice tone="wait" title="The experiment has started: its design is fixed">
          To compare something else, conclude it and create another one.
        </Notice>
      )}
    </>
  );
}

function sameVariations(
  input: { control: string; treatments: string[] },
  { control, treatments }: ExperimentDetailsFragment,
): boolean {
  return (
    input.control === control &&
    input.treatments.length === treatments.length &&
    input.treatments.every((each) => treatments.includes(each))
  );
}
