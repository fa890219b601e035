/** Whether the books of a scenario are as promised. Pure. */

import type { Books } from '#test/faults/books.ts';

/** What a scenario allows; nothing may ever be lost. */
export interface Terms {
  /** Whether a delivery may arrive again: only where a worker or Postgres was killed, or stood still. */
  duplicates: boolean;
  /** Whether a change may be made that its sender has given up and made again elsewhere: an API that stood still finds it. */
  lateChanges?: true;
  /** The fault hits requests under way: if none had to be made again, it was not seen to work. */
  mustRepeat?: boolean;
  /** From an event to the last acceptance of its deliveries. */
  recoveredWithinMs: number;
  /** The most memory that a worker may use. */
  memoryMiB?: number;
}

/** The documented pause after the first failed attempt. */
const FIRST_RETRY_MS = 60_000;

function isIntended({ events, intended, failedRequests }: Books, { lateChanges }: Terms): boolean {
  return events >= intended && events <= intended + (lateChanges ? failedRequests : 0);
}

/** The sentences that say what is wrong; none, when the books are in order. */
export function judge(books: Books, terms: Terms): string[] {
  const { lost, subscribers, misbehaving, exits } = books;
  const repeated = Object.entries(books.requestsPerId).filter(([times]) => Number(times) > 1);
  const tooMuchMemory = terms.memoryMiB !== undefined && (books.peakMemoryMiB ?? 0) > terms.memoryMiB;
  const complaints: [boolean, string][] = [
    [!isIntended(books, terms), `${books.intended} changes made ${books.events} events`],
    [books.sequenceFaults > 0, `${books.sequenceFaults} sequences are out of place`],
    [lost.withoutDelivery > 0, `${lost.withoutDelivery} deliveries of events do not exist`],
    [lost.notDelivered > 0, `${lost.notDelivered} deliveries were not made`],
    [lost.neverAccepted > 0, `${lost.neverAccepted} deliveries count as made but were never accepted`],
    [books.miscounted > 0, `the attempts of ${books.miscounted} deliveries do not add up`],
    [books.unknown > 0, `${books.unknown} webhook-ids are of no delivery`],
    [!terms.duplicates && books.duplicates > 0, `${books.duplicates} deliveries arrived again`],
    [terms.mustRepeat === true && repeated.length === 0, 'the fault hit no request under way'],
    [
      (books.longestRecoveryMs ?? Number.POSITIVE_INFINITY) > terms.recoveredWithinMs,
      `a delivery took ${books.longestRecoveryMs} ms, more than ${terms.recoveredWithinMs} ms`,
    ],
    [
      (books.shortestRetryMs ?? FIRST_RETRY_MS) < FIRST_RETRY_MS,
      `a retry came after ${books.shortestRetryMs} ms, before its time`,
    ],
    [tooMuchMemory, `a worker used ${books.peakMemoryMiB} MiB, more than ${terms.memoryMiB} MiB`],
    [subscribers.length === 0, 'nobody subscribed'],
  ];
  return [
    ...complaints.flatMap(([isSo, sentence]) => (isSo ? [sentence] : [])),
    ...subscribers
      .filter(({ missing, outOfOrder }) => missing + outOfOrder > 0)
      .map(
        ({ name, missing, outOfOrder }) =>
          `subscriber ${name} missed ${missing} events and got ${outOfOrder} again or out of order`,
      ),
    ...misbehaving.flatMap(({ endpoint, attempts, misjudged, forsaken, classes }) => [
      ...(attempts === 0 ? [`no attempt was made at the endpoint "${endpoint}"`] : []),
      ...(misjudged > 0
        ? [`${misjudged} attempts at "${endpoint}" show the wrong error: ${JSON.stringify(classes)}`]
        : []),
      ...(forsaken > 0 ? [`${forsaken} deliveries to "${endpoint}" are neither planned nor in line`] : []),
    ]),
    ...exits
      .filter(({ asked, how }) => (asked === 'SIGTERM' ? how !== 0 : asked === null))
      .map(({ process, asked, how }) => `${process} ended with ${how} (${asked ?? 'nobody asked it to'})`),
  ];
}
