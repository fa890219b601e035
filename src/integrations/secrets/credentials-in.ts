import type { OutboundRequest } from '../../platform/egress/outbound.ts';

/** The values of the headers of a request that are masked where it is shown. */
export function credentialsIn(request: OutboundRequest, shown: OutboundRequest): string[] {
  return Object.entries(request.headers).flatMap(([name, value]) =>
    shown.headers[name] === value ? [] : [value],
  );
}
