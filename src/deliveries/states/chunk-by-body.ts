import type { RequestBody } from '../../integrations/contract/provider.ts';

/** A statement is a text in memory, here and in Postgres: bodies of many deliveries together have a limit. */
const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

/** The deliveries in chunks, in their order, whose bodies have at most 8 MiB together. A larger body is alone in its chunk. */
export function chunkByBody<Delivery extends { body: RequestBody | null }>(
  deliveries: Delivery[],
): Delivery[][] {
  const chunks: Delivery[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const delivery of deliveries) {
    const added = Buffer.byteLength(delivery.body?.body ?? '');
    if (bytes + added > MAX_CHUNK_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(delivery);
    bytes += added;
  }
  return chunks;
}
