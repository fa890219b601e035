import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { toDigest } from '../../messages/digest.ts';
import { digestNotificationOf, leftText, spanOf } from '../../messages/digest-text.ts';
import { fitDigest, type ShownDigest, type ShownLine } from '../../messages/fit-digest.ts';
import { envelope, fitsTeams } from './body.ts';
import { MAX_FALLBACK_LENGTH, MAX_TITLE_LENGTH } from './card.ts';
import { card, fact, footer, line, type Node, run, title } from './elements.ts';

/** One card that lists many events of a project. */
export function toTeamsDigest(events: readonly OutgoingEvent[]): string {
  const sequences = events.map(({ sequence }) => sequence);
  const range = `sequence ${Math.min(...sequences)} to ${Math.max(...sequences)}`;
  const render = (digest: ShownDigest) => envelope(toCard(digest, range));
  return render(fitDigest(toDigest(events), (candidate) => fitsTeams(render(candidate))));
}

function toCard(digest: ShownDigest, range: string): Node {
  const left = leftText(digest);
  return card(digestNotificationOf(digest, MAX_FALLBACK_LENGTH), [
    title(shorten(digest.headline, MAX_TITLE_LENGTH)),
    fact('Project', digest.project),
    ...digest.lines.map(toLine),
    ...(left === null ? [] : [line([run(left, { italic: true })])]),
    footer(`${spanOf(digest)} · ${range}`),
  ]);
}

function toLine({ happened, subject, url, change }: ShownLine): Node {
  const action = url === null ? {} : { selectAction: { type: 'Action.OpenUrl', url } };
  return line(
    [
      run(`• ${happened}`),
      ...(subject === null ? [] : [run(subject, action)]),
      ...(change === '' ? [] : [run(change)]),
    ],
    'Small',
  );
}
