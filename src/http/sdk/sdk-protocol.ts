/** The protocol of GoGreen's own SDKs. docs/sdk-protocol.md describes it. */

import { rulesetsOf } from '../../rulesets/rulesets.ts';
import type { ApplicationProtocol } from '../applications/application-route.ts';
import { rulesetRoute } from './ruleset-route.ts';
import { streamRoute } from './stream-route.ts';
import { createFeeds } from './streams/environment-feeds.ts';
import { usageRoute } from './usage-route.ts';
import { valuesRoute } from './values-route.ts';

export const sdkProtocol: ApplicationProtocol = {
  prefix: '/sdk/',
  routes({ app }) {
    const rulesets = rulesetsOf(app);
    const feeds = createFeeds(rulesets);
    return [rulesetRoute(rulesets), streamRoute(feeds), valuesRoute(app, rulesets, feeds), usageRoute(app)];
  },
  errorBody: ({ code, message }) => ({ error: { code, message } }),
};
