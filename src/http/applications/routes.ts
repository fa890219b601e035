/** What applications may ask for. */

import type { ApplicationProtocol } from './application-route.ts';

export const protocols: readonly ApplicationProtocol[] = [];
