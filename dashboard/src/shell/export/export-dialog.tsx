import { useRef, useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { save } from './table-file.ts';

/** More would be too much for a browser, and for a person. */
export const EXPORT_LIMIT = 10_000;

interface ExportFormat<Row> {
  /** "CSV". */
  label: string;
  /** "csv". */
  extension: string;
  mediaType: string;
  toText: (rows: Row[]) => string;
}

interface ExportDialogProps<Row> {
  title: string;
  /** "events". */
  noun: string;
  fileName: string;
  isFiltered: boolean;
  /** The rows after those that were read, newest first. */
  nextPage: (known: Row[]) => Promise<{ rows: Row[]; hasMore: boolean }>;
  /** The main one last. */
  formats: ExportFormat<Row>[];
  onClose: () => void;
}

/** Reads what the filter lets through, page after page, and saves it as a file. */
export function ExportDialog<Row>(props: ExportDialogProps<Row>) {
  const { title, noun, fileName, isFiltered, nextPage, formats, onClose } = props;
  const [count, setCount] = useState<number>();
  const [done, setDone] = useState<{ rows: number; isCut: boolean }>();
  const [error, setError] = useState<string>();
  const running = useRef<AbortController>(undefined);

  async function run({ extension, mediaType, toText }: ExportFormat<Row>): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setError(undefined);
    setDone(undefined);
    setCount(0);
    try {
      const rows: Row[] = [];
      let hasMore = true;
      while (hasMore && rows.length < EXPORT_LIMIT) {
        const page = await nextPage(rows);
        signal.throwIfAborted();
        rows.push(...page.rows);
        setCount(rows.length);
        hasMore = page.hasMore;
      }
      save(`${fileName}.${extension}`, mediaType, toText(rows));
      setDone({ rows: rows.length, isCut: hasMore });
    } catch (failure) {
      if (!signal.aborted) setError((failure as Error).message);
    } finally {
      setCount(undefined);
    }
  }

  const isRunning = count !== undefined;
  return (
    <Dialog
      title={title}
      onClose={() => {
        running.current?.abort();
        onClose();
      }}
      actions={formats.map((format, index) => (
        <Button
          key={format.extension}
          look={index === formats.length - 1 ? 'main' : 'plain'}
          busy={isRunning}
          onClick={() => void run(format)}
        >
          Save as {format.label}
        </Button>
      ))}
    >
      <p>
        The file has {isFiltered ? `the ${noun} that the filter lets through` : `all ${noun} of the log`}, the
        newest first, at most {EXPORT_LIMIT.toLocaleString('en')}.
      </p>
      <div role="status">
        {isRunning && (
          <p>
            {count.toLocaleString('en')} {noun} read…
          </p>
        )}
        {done !== undefined && !done.isCut && (
          <p>
            {done.rows.toLocaleString('en')} {noun} were saved.
          </p>
        )}
        {done?.isCut && (
          <Notice tone="wait" title="The file is not complete">
            It has the newest {done.rows.toLocaleString('en')} {noun}. Set a narrower filter to get earlier
            ones.
          </Notice>
        )}
      </div>
      {error !== undefined && (
        <Notice tone="bad" title={`The ${noun} could not be read`}>
          {error}
        </Notice>
      )}
    </Dialog>
  );
}
