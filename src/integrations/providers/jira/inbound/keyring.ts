/** The secrets that the webhooks of an integration may be signed with. */

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
   * The secrets for what comes in under an id: the present one and, while they are valid, those before. `integrationId`
   * is null when there is no enabled integration with Jira of that id; the secrets are nobody's then.
   */
  find(id: string): Promise<{ integrationId: string | null; secrets: readonly string[] }>;
}

interface Stored {
  id: string;
  provider: string;
  settings: unknown;
  secrets: string;
}

/** Looks integrations up, and does as much for those that do not exist: it opens secrets that nobody has. */
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
    // Always as many, so that more valid ones take no longer.
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
        log.error({ err: error, integrationId: stored?.id }, 'webhooks of Jira cannot be verified');
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
