/** The secrets that verify the webhooks of an integration. */

import { randomBytes } from 'node:crypto';
import type { App } from '../../../../platform/app.ts';
import { isId, newId } from '../../../../platform/input/ids.ts';
import {
  readConfiguration,
  sealSecrets,
  UnreadableConfigurationError,
} from '../../../secrets/configuration.ts';
import { MAX_EARLIER_SECRETS, validSecrets } from '../../../secrets/earlier-secrets.ts';
import type { JiraSecrets, JiraSettings } from '../settings.ts';

export interface Keyring {
  /**
   * The secrets for webhooks to the integration with this id: the present one, and earlier ones while they are valid.
   * `integrationId` is null when there is no enabled Jira integration with the id; the secrets are random then.
   */
  find(id: string): Promise<{ integrationId: string | null; secrets: readonly string[] }>;
}

interface Stored {
  id: string;
  provider: string;
  settings: unknown;
  secrets: string;
}

/** Looks integrations up. For unknown ids it does the same work with a decoy, so that the time does not reveal them. */
export function createKeyring({ database, secrets: box, log, now }: App): Keyring {
  const decoy = createDecoy((id, secrets) => sealSecrets(box, id, secrets));

  async function findStored(id: string): Promise<Stored | null> {
    const { rows } = await database.pool.query<Stored>({
      name: 'find-jira-integration',
      text: `SELECT id, provider, settings, secrets FROM integrations
        WHERE id = $1 AND provider = 'jira' AND enabled AND deleted_at IS NULL`,
      values: [id],
    });
    return rows[0] ?? null;
  }

  function open(stored: Stored) {
    const {
      webhookSecret,
      previousWebhookSecret: previous,
      earlierWebhookSecrets: earlier = [],
    } = readConfiguration(box, stored).secrets as JiraSecrets;
    const valid = validSecrets(previous ? [previous, ...earlier] : [], now()).map(({ value }) => value);
    // Always the same number, so that the time does not depend on how many are valid.
    const decoys = Array.from({ length: MAX_EARLIER_SECRETS - valid.length }, newSecret);
    return [webhookSecret, ...valid, ...decoys];
  }

  return {
    async find(id) {
      const stored = await findStored(isId('intg', id) ? id : decoy.id);
      try {
        return { integrationId: stored?.id ?? null, secrets: open(stored ?? decoy) };
      } catch (error) {
        if (!(error instanceof UnreadableConfigurationError)) throw error;
        log.error(
          { err: error, integrationId: stored?.id },
          'verifying Jira webhooks failed: the secrets of the integration cannot be read',
        );
        return { integrationId: null, secrets: open(decoy) };
      }
    },
  };
}

function createDecoy(seal: (id: string, secrets: JiraSecrets) => string): Stored {
  const id = newId('intg');
  const settings: Partial<JiraSettings> = {
    siteUrl: 'https://example.atlassian.net',
    email: 'nobody@example.com',
  };
  const secrets = { apiToken: newSecret(), webhookSecret: newSecret() };
  return { id, provider: 'jira', settings, secrets: seal(id, secrets) };
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}
