import { useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import type { EventFilter } from '../../../gql/graphql.ts';
import { ExportDialog } from '../../../shell/export/export-dialog.tsx';
import { useProject } from '../../../shell/project/project-context.ts';
import { toCsvText, toJson } from './export.ts';
import { earlierThan, LARGEST_PAGE, useLoadPage } from './pages.ts';

export function ExportButton({ filter }: { filter: EventFilter | null }) {
  const project = useProject();
  const loadPage = useLoadPage();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Export…</Button>
      {isOpen && (
        <ExportDialog
          title="Export events"
          noun="events"
          fileName={`${project.key}-events`}
          isFiltered={filter !== null}
          nextPage={(known) => loadPage(earlierThan(filter, known), LARGEST_PAGE)}
          formats={[
            { label: 'JSON', extension: 'json', mediaType: 'application/json', toText: toJson },
            { label: 'CSV', extension: 'csv', mediaType: 'text/csv;charset=utf-8', toText: toCsvText },
          ]}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
