/** What applications may ask for. */

import { ofrepProtocol } from '../ofrep/ofrep-protocol.ts';
import { sdkProtocol } from '../sdk/sdk-protocol.ts';
import type { ApplicationProtocol } from './application-route.ts';

export const protocols: readonly ApplicationProtocol[] = [ofrepProtocol, sdkProtocol];
