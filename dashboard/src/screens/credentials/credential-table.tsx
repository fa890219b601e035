import type { ReactNode } from 'react';
import { Button } from '../../design/controls/button.tsx';
import table from '../../design/layout/table.module.css';
import { State } from '../../design/text/chip.tsx';
import { exactTime, Time, useNow } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** What access tokens, client keys and server keys have in common. */
export interface Credential {
  id: string;
  name: string;
  lastFour: string;
  createdAt: string;
  createdBy: { name: string };
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

interface CredentialTableProps<Row extends Credential> {
  rows: readonly Row[];
  /** What one is called. */
  word: 'token' | 'key';
  /** A column of its own after the name. */
  column?: { title: string; cell: (row: Row) => ReactNode };
  refusal?: string | undefined;
  onRevoke: (row: Row) => void;
}

/** Access tokens or keys, with how to take their validity away. */
export function CredentialTable<Row extends Credential>({
  rows,
  word,
  column,
  refusal,
  onRevoke,
}: CredentialTableProps<Row>) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.cards}`}>
        <thead>
          <tr>
            <th scope="col">Purpose</th>
            {column && <th scope="col">{column.title}</th>}
            <th scope="col">Ends with</th>
            <th scope="col">State</th>
            <th scope="col">Last used</th>
            <th scope="col">Created</th>
            <th scope="col">
              <span className="hidden-text">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <b className={table.link}>{visible(row.name)}</b>
              </td>
              {column && <td data-label={column.title}>{column.cell(row)}</td>}
              <td data-label="Ends with" className="mono">
                …{row.lastFour}
              </td>
              <td data-label="State">
                <Validity credential={row} />
              </td>
              <td data-label="Last used">
                {row.lastUsedAt === null ? <span className="dim">never</span> : <Time at={row.lastUsedAt} />}
              </td>
              <td data-label="Created">
                <span className={table.text}>
                  <Time at={row.createdAt} /> by {visible(row.createdBy.name)}
                </span>
              </td>
              <td className={table.number}>
                {row.revokedAt === null && (
                  <Button
                    small
                    look="danger"
                    unavailable={refusal}
                    aria-label={`Revoke the ${word} ${visible(row.name)}`}
                    onClick={() => onRevoke(row)}
                  >
                    Revoke
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Validity({ credential: { revokedAt, expiresAt } }: { credential: Credential }) {
  const now = useNow();
  if (revokedAt !== null)
    return (
      <State tone="dim" mark="✕" title={revokedAt}>
        revoked
      </State>
    );
  if (expiresAt === null) return <State tone="ok">valid</State>;
  if (new Date(expiresAt).getTime() <= now)
    return (
      <State tone="dim" title={expiresAt}>
        expired
      </State>
    );
  return (
    <span className={table.text}>
      <State tone="ok">valid</State>{' '}
      <span className="dim">
        until{' '}
        <time dateTime={expiresAt} title={exactTime(expiresAt)}>
          {DAY.format(new Date(expiresAt))}
        </time>
      </span>
    </span>
  );
}
