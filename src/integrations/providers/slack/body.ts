import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { fitMessage } from '../../messages/fit-message.ts';
import { type Message, toMessage } from '../../messages/message.ts';
import { notificationOf } from '../../messages/message-text.ts';
import { toBlocks } from './blocks.ts';
import { escapeMarkup } from './elements.ts';

/**
 * Slack answers `msg_blocks_too_long` somewhere above 11,000 characters of text. What it counts is not documented
 * (slackapi/bolt-js issues 2509 and 2867), so the limit here is for all blocks with their markup, in bytes.
 */
export const MAX_BLOCKS_BYTES = 10_000;
/** At most 4,000 characters are recommended (chat.postMessage); notifications show fewer. */
export const MAX_TEXT_LENGTH = 600;

/** The body of a message, the same for incoming webhooks and for `chat.postMessage`. */
export function toSlackBody(event: OutgoingEvent): Record<string, unknown> {
  const whole = toMessage(event);
  const message = fitMessage(whole, (candidate) => sizeOf(candidate) <= MAX_BLOCKS_BYTES);
  return {
    // For notifications and screen readers. It is markup: escaped after it was cut, so that no &amp; is split.
    text: escapeMarkup(notificationOf(message, MAX_TEXT_LENGTH)),
    blocks: toBlocks(message),
    unfurl_links: false,
    unfurl_media: false,
    // Delivery is at-least-once: with the event's id, programs that read messages recognize duplicates.
    metadata: {
      event_type: 'gogreen_event',
      event_payload: {
        event_id: event.id,
        event: event.wireName,
        project_key: event.project.key,
        ...(event.environment ? { environment_key: event.environment.key } : {}),
        ...(event.flag ? { flag_key: event.flag.key } : {}),
        ...(event.integration ? { integration_id: event.integration.id } : {}),
        ...(event.experiment ? { experiment_id: event.experiment.id } : {}),
      },
    },
  };
}

function sizeOf(message: Message): number {
  return Buffer.byteLength(JSON.stringify(toBlocks(message)));
}
