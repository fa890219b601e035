import { useRef, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import type { EventFilter } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project-context.ts';
import { collect, EXPORT_LIMIT, type Exported, save, toCsv, toJson } from './export.ts';
import { useLoadPage } from './pages.ts';

export function ExportButton({ filter }: { filter: EventFilter | null }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Export…</Button>
      {isOpen && <ExportDialog filter={filter} onClose={() => setOpen(false)} />}
    </>
  );
}

type Format = 'csv' | 'json';

function ExportDialog({ filter, onClose }: { filter: EventFilter | null; onClose: () => void }) {
  const project = useProject();
  const loadPage = useLoadPage();
  const [count, setCount] = useState<number>();
  const [done, setDone] = useState<Exported>();
  const [error, setError] = useState<string>();
  const running = useRef<AbortController>(undefined);

  async function run(format: Format): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    setError(undefined);
    setDone(undefined);
    setCount(0);
    try {
      const exported = await collect(loadPage, filter, {
        onProgress: setCount,
        signal: controller.signal,
      });
      const text = format === 'csv' ? toCsv(exported.events) : toJson(exported.events);
      const type = format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json';
      save(`${project.key}-events.${format}`, type, text);
      setDone(exported);
    } catch (failure) {
      if (!controller.signal.aborted) setError((failure as Error).message);
    } finally {
      setCount(undefined);
    }
  }

  const isRunning = count !== undefined;
  return (
    <Dialog
      title="Export events"
      onClose={() => {
        running.current?.abort();
        onClose();
      }}
      actions={
        <>
          <Button busy={isRunning} onClick={() => void run('json')}>
            Save as JSON
          </Button>
          <Button look="main" busy={isRunning} onClick={() => void run('csv')}>
            Save as CSV
          </Button>
        </>
      }
    >
      <p>
        The file has {filter === null ? 'all events of the log' : 'the events that the filter lets through'},
        the newest first, at most {EXPORT_LIMIT.toLocaleString('en')}.
      </p>
      <div role="status">
        {isRunning && <p>{count.toLocaleString('en')} events read…</p>}
        {done !== undefined && !done.isCut && (
          <p>{done.events.length.toLocaleString('en')} events were saved.</p>
        )}
        {done?.isCut && (
          <Notice tone="wait" title="The file is not complete">
            It has the newest {done.events.length.toLocaleString('en')} events. Set a narrower filter to get
            earlier ones.
          </Notice>
        )}
      </div>
      {error !== undefined && (
        <Notice tone="bad" title="The events could not be read">
          {error}
        </Notice>
      )}
    </Dialog>
  );
}
