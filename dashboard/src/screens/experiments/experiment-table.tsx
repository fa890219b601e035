import { Link } from '@tanstack/react-router';
import table from '../../design/layout/table.module.css';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import type { ExperimentRowFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { ExperimentState, Outcome } from './experiment-state.tsx';

export function ExperimentTable({ rows }: { rows: ExperimentRowFragment[] }) {
  const project = useProject();
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.cards}`}>
        <thead>
          <tr>
            <th scope="col">Experiment</th>
            <th scope="col">State</th>
            <th scope="col">Result</th>
            <th scope="col">Flag</th>
            <th scope="col">Environment</th>
            <th scope="col">Metric</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link
                  className={table.link}
                  to="/projects/$projectKey/experiments/$experimentId"
                  params={{ projectKey: project.key, experimentId: row.id }}
                >
                  {visible(row.name)}
                </Link>
              </td>
              <td data-label="State">
                <ExperimentState state={row.state} />
              </td>
              <td data-label="Result">
                <Outcome experiment={row} />
              </td>
              <td data-label="Flag">
                <Link
                  className={`${table.link} mono`}
                  to="/projects/$projectKey/flags/$flagKey"
                  params={{ projectKey: project.key, flagKey: row.flagKey }}
                  search={{ env: row.environment.key }}
                >
                  {row.flagKey}
                </Link>
              </td>
              <td data-label="Environment">{visible(row.environment.name)}</td>
              <td data-label="Metric">{visible(row.metric.name)}</td>
              <td data-label="Since">
                <Time at={row.concludedAt ?? row.startedAt ?? row.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
