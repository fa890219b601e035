import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import {
  type Failure,
  failureOf,
  jsonOf,
  list,
  quoted,
  record,
  statusText,
} from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';

/** Delivered means: 201, and every one of the results OK. Source: Dynatrace's documentation of the Events API v2. */
export function dynatraceVerdict(response: OutboundResponse, now: Date): Verdict {
  return response.status === 201 ? resultVerdict(response) : dynatraceFailure(response, now);
}

/** The failure for any other response than the expected one. */
export function dynatraceFailure(response: OutboundResponse, now: Date): Failure {
  const { status } = response;
  const words = wordsOf(response);
  if (status === 401 || status === 403) {
    const reason =
      `Dynatrace rejected the token (${statusText(response)}): check that it is valid for this environment and has the ` +
      `scope events.ingest${quoted(words)}`;
    return { failed: 'permanent', reason };
  }
  if (status === 404) {
    const reason = `Dynatrace answered ${statusText(response)}: check the URL of the environment${quoted(words)}`;
    return { failed: 'permanent', reason };
  }
  if (status >= 200 && status < 300) {
    const reason = `The answer ${statusText(response)} does not come from Dynatrace; check the URL of the environment.`;
    return { failed: 'permanent', reason };
  }
  return failureOf(response, 'Dynatrace', words, now);
}

/** There is one result for each entity, so the response may be longer than the part of it that is read. */
function resultVerdict(response: OutboundResponse): Verdict {
  const statuses = response.truncated
    ? Array.from(response.body.matchAll(/"status"\s*:\s*"(\w+)"/g), ([, status]) => status)
    : list(record(jsonOf(response))['eventIngestResults']).map((result) => record(result)['status']);
  const refused = [...new Set(statuses.filter((status) => status !== 'OK'))];
  if (refused.length > 0) {
    const reason = `Dynatrace answered ${statusText(response)}, but rejected the event: ${refused.map(explain).join(', ')}.`;
    return { failed: 'permanent', reason };
  }
  if (statuses.length > 0) return 'ok';
  const reason =
    `Dynatrace answered ${statusText(response)}, but created no event: the entity selector matches no entity that was ` +
    'active in the last 24 hours.';
  return { failed: 'permanent', reason };
}

function explain(status: unknown): string {
  const meaning = meanings[String(status)];
  return meaning ? `${status} (${meaning})` : String(status ?? 'a result without a status');
}

const meanings: Record<string, string> = {
  INVALID_ENTITY_TYPE: 'entities of this type cannot have events; change the entity selector',
  INVALID_METADATA: 'a property is not allowed',
  INVALID_TIMESTAMPS: 'the event is too far in the past or in the future',
};

/** `{"error":{"code","message","constraintViolations":[{"path","message"}]}}` */
function wordsOf(response: OutboundResponse): string | null {
  const error = record(record(jsonOf(response))['error']);
  const violations = list(error['constraintViolations']).map((violation) => {
    const { path, message } = record(violation);
    return [path, message].filter((part) => typeof part === 'string').join(': ');
  });
  const texts = [error['message'], ...violations].filter((text) => typeof text === 'string' && text !== '');
  return texts.length === 0 ? null : texts.join('; ');
}
