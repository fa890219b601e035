import type { OutboundRequest } from '../../platform/egress/outbound.ts';

/** The values of those headers that are masked in the shown request. */
export function credentialsIn(request: OutboundRequest, shown: OutboundRequest): string[] {
  return Object.entries(request.headers).flatMap(([name, value]) =>
    shown.headers[name] === value ? [] : [value],
  );
}
