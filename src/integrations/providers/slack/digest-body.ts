import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { toDigest } from '../../messages/digest.ts';
import { digestNotificationOf, leftText, spanOf } from '../../messages/digest-text.ts';
import { fitDigest, type ShownDigest, type ShownLine } from '../../messages/fit-digest.ts';
import { MAX_BLOCKS_BYTES, MAX_TEXT_LENGTH } from './body.ts';
import {
  type Block,
  bullets,
  context,
  dateMarkup,
  escapeMarkup,
  header,
  link,
  MAX_HEADER_LENGTH,
  section,
  text,
} from './elements.ts';

/** The body of one message that lists many events of a project. */
export function toSlackDigest(events: readonly OutgoingEvent[]): Record<string, unknown> {
  const digest = fitDigest(toDigest(events), (candidate) => sizeOf(candidate) <= MAX_BLOCKS_BYTES);
  return {
    text: escapeMarkup(digestNotificationOf(digest, MAX_TEXT_LENGTH)),
    blocks: toBlocks(digest),
    unfurl_links: false,
    unfurl_media: false,
    metadata: {
      event_type: 'gogreen_digest',
      event_payload: { event_ids: digest.eventIds.join(' '), project_key: events[0]?.project.key ?? '' },
    },
  };
}

function toBlocks(digest: ShownDigest): Block[] {
  const left = leftText(digest);
  return [
    header(shorten(digest.headline, MAX_HEADER_LENGTH)),
    {
      type: 'rich_text',
      elements: [
        section([text('Project '), text(digest.project, 'bold')]),
        ...(digest.lines.length === 0 ? [] : [bullets(digest.lines.map(toItem))]),
        ...(left === null ? [] : [section([text(left, 'italic')])]),
      ],
    },
    context(dateMarkup(digest.lastAt, spanOf(digest))),
  ];
}

function toItem({ happened, subject, url, change }: ShownLine): Block {
  if (subject === null || url === null) return section([text(`${happened}${subject ?? ''}${change}`)]);
  return section([text(happened), link(subject, url), ...(change === '' ? [] : [text(change)])]);
}

function sizeOf(digest: ShownDigest): number {
  return Buffer.byteLength(JSON.stringify(toBlocks(digest)));
}
