/** What the form of a replay holds, and the input that it stands for. Pure. */

import { fromLocal } from '../../../design/text/local-time.ts';
import type { ReplayEventsInput } from '../../../gql/graphql.ts';

export interface ReplayForm {
  integrationId: string;
  by: 'sequence' | 'time';
  /** The first and the last sequence, as typed; empty for the beginning and the end of the log. */
  first: string;
  last: string;
  from: string;
  to: string;
  include: 'MISSING' | 'ALL';
}

export type ReplayRead =
  | { input: Omit<ReplayEventsInput, 'countOnly'>; issues?: never }
  | { input?: never; issues: Partial<Record<keyof ReplayForm, string>> };

export function readReplay(form: ReplayForm): ReplayRead {
  const { integrationId, by, include } = form;
  if (integrationId === '') return { issues: { integrationId: 'Choose the integration.' } };
  if (by === 'time') {
    const [occurredAfter, occurredBefore] = [fromLocal(form.from), fromLocal(form.to)];
    if (occurredAfter !== undefined && occurredBefore !== undefined && occurredAfter >= occurredBefore)
      return { issues: { to: 'The end must be after the beginning.' } };
    return { input: { integrationId, include, occurredAfter, occurredBefore } };
  }
  const [first, last] = [readSequence(form.first), readSequence(form.last)];
  const wrong = 'Sequences are whole numbers from 1.';
  if (first === null) return { issues: { first: wrong } };
  if (last === null) return { issues: { last: wrong } };
  if (first !== undefined && last !== undefined && first > last)
    return { issues: { last: 'The last event must not be before the first one.' } };
  return {
    input: {
      integrationId,
      include,
      afterSequence: first === undefined ? undefined : first - 1,
      untilSequence: last,
    },
  };
}

/** Null if it is no sequence; undefined if nothing was typed. */
function readSequence(text: string): number | null | undefined {
  const compact = text.replaceAll(/[\s,]/g, '');
  if (compact === '') return undefined;
  return /^\d{1,9}$/.test(compact) && Number(compact) > 0 ? Number(compact) : null;
}
