import type { RequestBody } from '../../integrations/contract/provider.ts';
import type { Sql } from '../../platform/postgres/db.ts';

/** The body of a claimed delivery. Null when another claim has ended it. */
export async function readBody(
  sql: Sql,
  { deliveryId, claim }: { deliveryId: string; claim: number },
): Promise<RequestBody | null> {
  const { rows } = await sql.query<RequestBody>({
    name: 'read-body',
    text: `SELECT request_body AS body, content_type AS "contentType" FROM deliveries WHERE id = $1 AND claim = $2`,
    values: [deliveryId, claim],
  });
  return rows[0] ?? null;
}

/** Stores the body of a delivery that could not be rendered before, so that all later attempts send the same bytes. */
export async function keepBody(
  sql: Sql,
  { deliveryId, claim }: { deliveryId: string; claim: number },
  { body, contentType }: RequestBody,
): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET request_body = $3, content_type = $4
     WHERE id = $1 AND claim = $2 AND status = 'SENDING' AND request_body IS NULL`,
    [deliveryId, claim, body, contentType],
  );
}
