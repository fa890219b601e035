import { useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import type { AuditRowFragment } from '../../gql/graphql.ts';
import { ExportDialog } from '../../shell/export/export-dialog.tsx';
import { toCsv, toJsonLines } from '../../shell/export/table-file.ts';

/** The entries after the one with this id, newest first. */
export type LoadEntries = (after: string | null) => Promise<{ rows: AuditRowFragment[]; hasMore: boolean }>;

interface AuditExportProps {
  fileName: string;
  isFiltered: boolean;
  load: LoadEntries;
}

export function AuditExport({ fileName, isFiltered, load }: AuditExportProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Export…</Button>
      {isOpen && (
        <ExportDialog<AuditRowFragment>
          title="Export audit entries"
          noun="entries"
          fileName={fileName}
          isFiltered={isFiltered}
          // The cursor of an entry is its id. The cache may join the page with those before it.
          nextPage={async (known) => {
            const last = known.at(-1)?.id ?? null;
            const { rows, hasMore } = await load(last);
            return { rows: rows.slice(rows.findIndex(({ id }) => id === last) + 1), hasMore };
          }}
          formats={[
            {
              label: 'JSON lines',
              extension: 'jsonl',
              mediaType: 'application/jsonl',
              toText: (entries) => toJsonLines(entries.map(flat)),
            },
            {
              label: 'CSV',
              extension: 'csv',
              mediaType: 'text/csv;charset=utf-8',
              toText: (entries) => toCsv(COLUMNS, entries.map(asTexts)),
            },
          ]}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

const COLUMNS = [
  'id',
  'occurredAt',
  'project',
  'actorId',
  'actor',
  'action',
  'subject',
  'subjectId',
  'subjectName',
  'before',
  'after',
] as const;

function flat(entry: AuditRowFragment) {
  const { id, occurredAt, project, actor, action, subject, subjectId, subjectName, before, after } = entry;
  return {
    id,
    occurredAt,
    project: project?.key ?? '',
    actorId: actor.actorId,
    actor: actor.name,
    action,
    subject,
    subjectId,
    subjectName,
    before,
    after,
  };
}

function asTexts(entry: AuditRowFragment) {
  const { before, after, ...row } = flat(entry);
  return { ...row, before: textOf(before), after: textOf(after) };
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
