/**
 * Error codes of Slack (docs.slack.dev: incoming webhooks, chat.postMessage). Unknown codes are permanent failures: most of
 * those that Slack may add are not solved by another attempt.
 */

/** Another attempt may succeed. After internal_error and fatal_error the message may have been posted nevertheless. */
export const transientErrors: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'rollup_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** A webhook has one channel: when one of the two was removed, no delivery can succeed any more. */
export const webhookDisabling: ReadonlySet<string> = new Set([
  'no_service',
  'no_service_id',
  'no_active_hooks',
  'no_team',
  'team_disabled',
  'invalid_token',
  'action_prohibited',
  'posting_to_general_channel_denied',
  'channel_not_found',
  'channel_is_archived',
]);

/** Errors that affect all channels of a bot. invalid_auth is not among them: an IP allowlist of the workspace causes it too. */
export const botDisabling: ReadonlySet<string> = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** Explanations with the remedy, as the end of a sentence. */
export const explanations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    account_inactive: 'the app was removed from the workspace; install it again and set the new token',
    action_prohibited: 'an administrator has restricted posting to this channel',
    channel_is_archived: 'unarchive the channel, or create a webhook for another one',
    channel_not_found:
      'there is no such channel that the app can see; check the ID, and invite the app to private channels',
    internal_error: 'Slack had an internal error; the message may have been posted nevertheless',
    fatal_error: 'Slack had an internal error; the message may have been posted nevertheless',
    invalid_auth: 'the token is not valid here; copy the Bot User OAuth Token of the app again',
    invalid_token: 'the URL of the webhook is not valid; copy it from the app again',
    is_archived: 'unarchive the channel, or set another one',
    missing_scope:
      'add the scope to the app under OAuth & Permissions, install it again and set the new token',
    no_active_hooks: 'the webhook was disabled; create a new one',
    no_permission: 'the app may not post in this channel',
    no_service: 'the webhook was removed or disabled; create a new one',
    no_service_id: 'the URL of the webhook is incomplete; copy it from the app again',
    no_team: 'the workspace of the webhook was deleted',
    not_allowed_token_type: 'this is not a bot token; set one that starts with xoxb-',
    not_authed: 'no token arrived; a proxy may have removed the Authorization header',
    not_in_channel: 'invite the app to the channel, or give it the scope chat:write.public',
    posting_to_general_channel_denied: 'an administrator has restricted posting to the general channel',
    ratelimited: 'too many messages in a short time',
    restricted_action: 'a setting of the workspace does not allow apps to post in this channel',
    team_disabled: 'the workspace of the webhook was disabled',
    team_not_found: 'tokens of a whole organisation need the ID of a channel, not its name',
    token_expired: 'the token has expired; set one of an app without token rotation',
    token_revoked: 'the token was revoked; set a new one',
  }),
);
