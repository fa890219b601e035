import { useEffect, useState } from 'react';
import { type CommandError, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { ShowGraphql } from '../../../design/dialogs/show-graphql.tsx';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import { newId } from '../../../design/new-id.ts';
import { type FlagDetailsFragment, UpdateFlagDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import styles from '../flag-page.module.css';
import { forgetRows, keepRows, readRows } from './kept-rows.ts';
import { faultOf, parse, type Row, textOf, toRows } from './variation-rows.ts';

interface VariationsProps {
  flag: FlagDetailsFragment;
  /** The flag is not what the page shows: it must be read again. */
  onConflict: () => void;
}

/** The values that the flag can serve. */
export function Variations({ flag, onConflict }: VariationsProps) {
  const project = useProject();
  const run = useRun();
  const toast = useToast();
  const theirs = toRows(flag);
  // What the rows began with, or were last set on top of.
  const [base, setBase] = useState(() => readRows(flag.id)?.base ?? theirs);
  const [rows, setRows] = useState(() => readRows(flag.id)?.rows ?? theirs);
  const [error, setError] = useState<CommandError>();
  const refusal = useRefusal('CHANGE_FLAGS');
  const [busy, setBusy] = useState(false);
  const isChanged = textOf(rows) !== textOf(base);
  const isOutdated = textOf(base) !== textOf(theirs);
  const take = (next: Row[]) => {
    setBase(next);
    setRows(next);
    setError(undefined);
  };
  // Rows that nobody has edited follow what others save.
  if (isOutdated && (!isChanged || textOf(rows) === textOf(theirs))) take(theirs);
  useEffect(() => {
    if (isChanged) keepRows(flag.id, { base, rows });
    else forgetRows(flag.id);
  }, [flag.id, isChanged, base, rows]);
  const faults = rows.map((row) => faultOf(row, flag.kind));
  const set = (id: string, change: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));

  const toInput = () => ({
    projectKey: project.key,
    key: flag.key,
    expectedVersion: flag.version,
    variations: rows.map(({ key, name, description, value }) => ({
      key: key.trim(),
      name: name.trim() || null,
      description,
      value: parse(value, flag.kind),
    })),
  });

  async function save(): Promise<void> {
    setBusy(true);
    try {
      const { updateFlag } = await run(UpdateFlagDocument, { input: toInput() });
      if (updateFlag.__typename === 'ConflictError') onConflict();
      if (updateFlag.__typename !== 'UpdateFlagPayload') return setError(updateFlag);
      take(toRows(updateFlag.flag));
      toast('The variations are saved.');
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const fault = faults.find((each) => each !== undefined);
  return (
    <Card
      title="Variations"
      note="the values that applications can get"
      actions={
        <Button
          small
          onClick={() => setRows([...rows, { id: newId(), key: '', name: '', description: null, value: '' }])}
        >
          Add variation
        </Button>
      }
    >
      <ul className={styles.variations}>
        {rows.map((row, index) => (
          <li key={row.id}>
            <label>
              Key
              <input
                className="mono"
                value={row.key}
                spellCheck={false}
                onChange={(event) => set(row.id, { key: event.target.value })}
              />
            </label>
            <label>
              Name
              <input value={row.name} onChange={(event) => set(row.id, { name: event.target.value })} />
            </label>
            <label>
              Value
              <textarea
                className="mono"
                rows={flag.kind === 'JSON' ? Math.min(12, row.value.split('\n').length) : 1}
                spellCheck={false}
                value={row.value}
                onChange={(event) => set(row.id, { value: event.target.value })}
              />
            </label>
            <Button
              small
              look="quiet"
              aria-label={`Remove ${row.key}`}
              onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
            >
              Remove
            </Button>
            {faults[index] !== undefined && <p className={styles.fault}>✕ {faults[index]}</p>}
          </li>
        ))}
      </ul>
      {(error !== undefined || isChanged) && (
        <div className={`${styles.padded} ${styles.save}`}>
          {isChanged && isOutdated && (
            <Notice
              tone="wait"
              title="Somebody else has changed the variations meanwhile"
              actions={
                <>
                  <Button small onClick={() => take(theirs)}>
                    Take theirs
                  </Button>
                  <Button small onClick={() => setBase(theirs)}>
                    Keep mine
                  </Button>
                </>
              }
            >
              What you have typed is kept. Saving it would replace theirs.
            </Notice>
          )}
          {error !== undefined && <Notice tone="bad" title={remaining(error, []) ?? error.message} />}
          <div className={styles.buttons}>
            <Button
              look="main"
              busy={busy}
              unavailable={refusal ?? fault ?? reasonNotToSave(isChanged, isOutdated)}
              onClick={() => void save()}
            >
              Save variations
            </Button>
            {fault === undefined && (
              <ShowGraphql field="updateFlag" input={toInput()} payload="event { sequence }" />
            )}
            <Button onClick={() => take(theirs)}>Discard</Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function reasonNotToSave(isChanged: boolean, isOutdated: boolean): string | undefined {
  if (!isChanged) return 'Nothing has changed';
  return isOutdated ? 'Choose first whether to take theirs or to keep yours' : undefined;
}
