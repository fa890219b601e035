import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { ExperimentState } from '../experiments/experiment-state.tsx';
import { ConcludeDialog } from './dialogs/conclude-dialog.tsx';
import { RecordDialog } from './dialogs/record-dialog.tsx';
import { StartDialog } from './dialogs/start-dialog.tsx';
import styles from './experiment.module.css';
import type { Experiment } from './parts.ts';

const DIALOGS = { start: StartDialog, record: RecordDialog, conclude: ConcludeDialog };

export function ExperimentHead({ experiment }: { experiment: Experiment }) {
  const project = useProject();
  const refusal = useRefusal('RUN_EXPERIMENTS');
  const navigate = useNavigate();
  const [open, setOpen] = useState<keyof typeof DIALOGS>();
  const Open = open && DIALOGS[open];
  const { state, flag, flagKey, environment, startedAt, createdAt } = experiment;
  return (
    <>
      <PageHead
        title={visible(experiment.name)}
        aside={<ExperimentState state={state} />}
        actions={
          <>
            <CopyButton small={false} text={() => experiment.url}>
              Copy link
            </CopyButton>
            {state === 'RUNNING' && experiment.counting === 'RECORDED' && (
              <Button unavailable={refusal} onClick={() => setOpen('record')}>
                Record totals…
              </Button>
            )}
            {state === 'DRAFT' && (
              <Button
                unavailable={refusal}
                onClick={() =>
                  void navigate({
                    to: '/projects/$projectKey/experiments/$experimentId/edit',
                    params: { projectKey: project.key, experimentId: experiment.id },
                  })
                }
              >
                Edit
              </Button>
            )}
            {state === 'DRAFT' && (
              <Button look="main" unavailable={refusal} onClick={() => setOpen('start')}>
                Start…
              </Button>
            )}
            {state === 'RUNNING' && (
              <Button look="main" unavailable={refusal} onClick={() => setOpen('conclude')}>
                Conclude…
              </Button>
            )}
          </>
        }
      >
        <span>
          Flag{' '}
          <Link
            className={styles.link}
            to="/projects/$projectKey/flags/$flagKey"
            params={{ projectKey: project.key, flagKey }}
            search={{ env: environment.key }}
          >
            {visible(flag?.name ?? flagKey)}
          </Link>
          {flag === null && ', which was deleted'}
        </span>
        <span>
          in <b>{visible(environment.name)}</b>
        </span>
        <span className="dim">
          {startedAt === null ? 'Created' : 'Started'} <Time at={startedAt ?? createdAt} />
        </span>
      </PageHead>
      {Open && <Open experiment={experiment} onClose={() => setOpen(undefined)} />}
    </>
  );
}
