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

/** Error classes that New Relic's own client retries. Source: newrelic-client-go. */
const transientClasses = ['TIMEOUT', 'INTERNAL_SERVER_ERROR', 'SERVER_ERROR'];

/** Delivered means: 200, no errors, and the id of an event. NerdGraph answers failures with 200 as well. */
export function newRelicVerdict(response: OutboundResponse, now: Date): Verdict {
  const failure = failureIn(response, now);
  if (failure) return failure;
  const created = record(record(record(jsonOf(response))['data'])['changeTrackingCreateEvent']);
  const { changeTrackingId } = record(created['changeTrackingEvent']);
  if (typeof changeTrackingId === 'string' && changeTrackingId !== '') return 'ok';
  const messages = list(created['messages']).filter((message) => typeof message === 'string');
  return {
    failed: 'permanent',
    reason: `New Relic answered ${statusText(response)}, but created no event${quoted(messages.join('; '))}`,
  };
}

/** The failure of any query; null when the response contains data. */
export function failureIn(response: OutboundResponse, now: Date): Failure | null {
  const { status } = response;
  const body = jsonOf(response);
  const errors = list(record(body)['errors']).map(record).filter(isFailure);
  const words = errors
    .map(({ message }) => message)
    .filter(Boolean)
    .join('; ');
  if (status === 401 || status === 403 || errors.some(isBadKey)) {
    const reason = `New Relic rejected the key (${statusText(response)}): check that it is a user key of the chosen region${quoted(words)}`;
    return { failed: 'permanent', reason };
  }
  if (status === 402)
    return { failed: 'permanent', reason: `New Relic requires payment for this account${quoted(words)}` };
  if (status !== 200) return failureOf(response, 'New Relic', words, now);
  if (errors.length > 0) {
    // Transient only if all errors are: a single permanent one would make every attempt fail.
    const failed = errors.every(isTransient) ? 'transient' : 'permanent';
    const reason = `New Relic answered ${statusText(response)}, but with errors${quoted(words || 'without a message')}`;
    return { failed, reason };
  }
  if (record(body)['data'] !== undefined) return null;
  const reason = `The answer ${statusText(response)} does not come from NerdGraph; check the base URL and the server behind it.`;
  return { failed: 'permanent', reason };
}

type GraphqlError = Record<string, unknown>;

/** Deprecation warnings are in the same list. */
function isFailure({ message }: GraphqlError): boolean {
  return !(typeof message === 'string' && message.startsWith('This field is deprecated!'));
}

function isBadKey({ extensions }: GraphqlError): boolean {
  return record(extensions)['error_code'] === 'BAD_API_KEY';
}

function isTransient({ extensions }: GraphqlError): boolean {
  const { errorClass } = record(extensions);
  return typeof errorClass === 'string' && transientClasses.includes(errorClass);
}
