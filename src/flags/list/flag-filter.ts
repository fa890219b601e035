/** Which flags of a project a list shows. */

import type { SelectQueryBuilder } from 'kysely';
import type { Tables } from '../../../generated/kysely/tables.ts';
import type { FlagKind, FlagLifecycle } from '../../../generated/prisma/enums.ts';
import { distinct } from '../../platform/input/distinct.ts';
import { literally } from '../../platform/input/literally.ts';
import { any, sql } from '../../platform/postgres/query.ts';

type FlagsQuery = SelectQueryBuilder<Tables, 'flags', object>;

export interface FlagFilter {
  search?: string | null | undefined;
  tags?: string[] | null | undefined;
  owner?: string | null | undefined;
  kind?: FlagKind | null | undefined;
  lifecycle?: FlagLifecycle[] | null | undefined;
  jiraIssue?: string | null | undefined;
  environment?: { key: string; enabled: boolean } | null | undefined;
  updatedAfter?: Date | null | undefined;
  updatedBefore?: Date | null | undefined;
  hasOpenChangeRequest?: boolean | null | undefined;
  hasRunningExperiment?: boolean | null | undefined;
  notEvaluated?: { since: Date; environmentKey?: string | null | undefined } | null | undefined;
}

/** The flags that all conditions hold for; what is left out or null is no condition. */
export function filterFlags(flags: FlagsQuery, filter: FlagFilter): FlagsQuery {
  const { search, owner, kind, jiraIssue, environment, updatedAfter, updatedBefore, notEvaluated } = filter;
  const tags = filter.tags && distinct(filter.tags, 'filter.tags');
  const lifecycle = filter.lifecycle && distinct(filter.lifecycle, 'filter.lifecycle');
  return flags
    .$if(Boolean(search), (found) =>
      found.where(sql<boolean>`flags.search_text LIKE lower(${`%${literally(search ?? '')}%`})`),
    )
    .$if(tags != null, (found) => found.where(sql<boolean>`flags.tags @> ${tags ?? []}::text[]`))
    .$if(Boolean(owner), (found) => found.where('flags.owner', '=', owner ?? ''))
    .$if(kind != null, (found) => found.where('flags.kind', '=', kind as FlagKind))
    .$if(lifecycle != null, (found) =>
      found.where(sql<boolean>`flags.lifecycle::text = ${any(lifecycle ?? [])}`),
    )
    .$if(Boolean(jiraIssue), (found) =>
      found.where(sql<boolean>`flags.jira_issues @> ${[jiraIssue?.toUpperCase() ?? '']}::text[]`),
    )
    .$if(environment != null, (found) =>
      found.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('environments')
            .select('environments.id')
            .whereRef('environments.projectId', '=', 'flags.projectId')
            .where('environments.key', '=', environment?.key ?? '')
            .where(sql<boolean>`(${isEnabled}) = ${environment?.enabled ?? true}`),
        ),
      ),
    )
    .$if(updatedAfter != null, (found) => found.where('flags.updatedAt', '>', updatedAfter as Date))
    .$if(updatedBefore != null, (found) => found.where('flags.updatedAt', '<', updatedBefore as Date))
    .$if(filter.hasOpenChangeRequest != null, (found) =>
      found.where(({ exists, not, selectFrom }) => {
        const open = exists(
          selectFrom('changeRequests')
            .select('changeRequests.id')
            .whereRef('changeRequests.flagId', '=', 'flags.id')
            .where('changeRequests.state', 'in', ['PENDING', 'APPROVED']),
        );
        return filter.hasOpenChangeRequest ? open : not(open);
      }),
    )
    .$if(filter.hasRunningExperiment != null, (found) =>
      found.where(({ exists, not, selectFrom }) => {
        const running = exists(
          selectFrom('experiments')
            .select('experiments.id')
            .whereRef('experiments.flagId', '=', 'flags.id')
            .where('experiments.state', '=', 'RUNNING'),
        );
        return filter.hasRunningExperiment ? running : not(running);
      }),
    )
    .$if(notEvaluated != null, (found) =>
      found.where(({ exists, not, selectFrom }) => {
        const { since, environmentKey } = notEvaluated ?? { since: new Date() };
        const evaluations = selectFrom('flagLastEvaluations')
          .innerJoin('environments', 'environments.id', 'flagLastEvaluations.environmentId')
          .select('flagLastEvaluations.flagId')
          .whereRef('flagLastEvaluations.flagId', '=', 'flags.id')
          .where('flagLastEvaluations.evaluatedAt', '>=', since)
          .$if(environmentKey != null, (there) => there.where('environments.key', '=', environmentKey ?? ''));
        return not(exists(evaluations));
      }),
    );
}

/** Of a flag that a process of an older version has changed, only the targeting is up to date. */
const isEnabled = sql`CASE WHEN flags.listed_version = flags.version THEN environments.id = ANY (flags.enabled_in)
  ELSE coalesce(flags.targeting -> environments.id ->> 'enabled' = 'true', false) END`;
