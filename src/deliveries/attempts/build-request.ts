import type { Configuration, RequestBody } from '../../integrations/contract/provider.ts';
import type { AnyHttpProvider } from '../../integrations/providers/registry.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';

/** The request of an attempt: the stored body, byte for byte, to the present address, signed anew. */
export function buildRequest(
  provider: AnyHttpProvider,
  configuration: Configuration<unknown, unknown>,
  { body, contentType }: RequestBody,
  signed: { deliveryId: string; wireName: string; now: Date },
): OutboundRequest {
  const address = provider.address(configuration);
  const signature = provider.sign?.(body, { ...configuration, ...signed });
  return {
    ...address,
    body,
    headers: { ...address.headers, 'Content-Type': contentType, ...signature },
  };
}
