/** What is tried out: a draft, a stored integration, or a stored one with changes. */

import type { IntegrationDraftInput } from '../../../gql/graphql.ts';

export interface Tried {
  integrationId?: string;
  draft?: IntegrationDraftInput;
}
