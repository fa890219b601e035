import { useNavigate } from '@tanstack/react-router';
import { Choices, Filter, OneOf } from '../../design/controls/filter.tsx';
import { visible } from '../../design/text/visible.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { FlagForm } from '../events/log/flag-form.tsx';
import { type ExperimentSearch, STATES } from './experiment-search.ts';
import styles from './experiments.module.css';

/** Which experiments are shown: every condition is in the address. */
export function ExperimentFilters({ search }: { search: ExperimentSearch }) {
  const project = useProject();
  const navigate = useNavigate({ from: '/projects/$projectKey/experiments' });
  const set = (change: Partial<ExperimentSearch>) =>
    void navigate({ search: (present) => ({ ...present, ...change }), replace: true });
  const environment = project.environments.find(({ key }) => key === search.env);
  return (
    <search className={styles.filters} aria-label="Filter experiments">
      <Filter
        label="State"
        value={search.states?.map((state) => state.toLowerCase()).join(', ')}
        onRemove={() => set({ states: undefined })}
      >
        {() => (
          <Choices
            legend="State"
            options={STATES.map((value) => ({ value, label: value.toLowerCase() }))}
            chosen={search.states}
            onChoose={(states) => set({ states })}
          />
        )}
      </Filter>
      <Filter
        label="Flag"
        value={search.flag && visible(search.flag)}
        onRemove={() => set({ flag: undefined })}
      >
        {(close) => (
          <FlagForm
            value={search.flag}
            onApply={(flag) => {
              set({ flag });
              close();
            }}
          />
        )}
      </Filter>
      <Filter
        label="Environment"
        value={search.env && visible(environment?.name ?? search.env)}
        onRemove={() => set({ env: undefined })}
      >
        {() => (
          <OneOf
            legend="Environment"
            options={project.environments.map(({ key, name }) => ({ value: key, label: visible(name) }))}
            chosen={search.env}
            onChoose={(env) => set({ env })}
          />
        )}
      </Filter>
    </search>
  );
}
