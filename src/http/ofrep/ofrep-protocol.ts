/**
 * OFREP 0.3, the protocol of OpenFeature for evaluation on a server (https://github.com/open-feature/protocol). docs/ofrep.md
 * describes what its clients get from us; where they differ from the protocol or from each other, they get what all can read.
 */

import { rulesetsOf } from '../../rulesets/rulesets.ts';
import type { ApplicationProtocol } from '../applications/application-route.ts';
import { createFeeds } from '../sdk/streams/environment-feeds.ts';
import { bulkRoute } from './bulk-route.ts';
import { FLAG_PATH, flagKeyIn, flagRoute } from './flag-route.ts';
import { OfrepRefusal } from './ofrep-refusal.ts';
import { streamRoute } from './stream-route.ts';

export const ofrepProtocol: ApplicationProtocol = {
  prefix: '/ofrep/',
  routes({ app }) {
    const rulesets = rulesetsOf(app);
    return [bulkRoute(app, rulesets), flagRoute(app, rulesets), streamRoute(createFeeds(rulesets))];
  },
  // The key, a code, details and metadata in every one: each is what some client fails without.
  errorBody: (refusal, path) => ({
    ...(FLAG_PATH.test(path) ? { key: flagKeyIn(path) } : {}),
    errorCode: refusal instanceof OfrepRefusal ? refusal.errorCode : 'GENERAL',
    errorDetails: refusal.message,
    metadata: {},
  }),
};
