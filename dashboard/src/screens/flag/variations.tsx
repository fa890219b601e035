import { useState } from 'react';
import { type CommandError, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/button.tsx';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { useToast } from '../../design/toast.tsx';
import { type FlagDetailsFragment, UpdateFlagDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project-context.ts';
import { useRefusal } from '../../shell/use-refusal.ts';
import styles from './flag-page.module.css';

interface Row {
  id: number;
  key: string;
  name: string;
  /** As it is typed: texts bare, everything else as JSON. */
  value: string;
}

/** The values that the flag can serve. */
export function Variations({ flag }: { flag: FlagDetailsFragment }) {
  const project = useProject();
  const run = useRun();
  const toast = useToast();
  const [rows, setRows] = useState(() => toRows(flag));
  const [error, setError] = useState<CommandError>();
  const refusal = useRefusal('CHANGE_FLAGS');
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(rows.map(bare)) !== JSON.stringify(toRows(flag).map(bare));
  const faults = rows.map((row) => faultOf(row, flag.kind));
  const set = (id: number, change: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));

  async function save(): Promise<void> {
    setBusy(true);
    try {
      const { updateFlag } = await run(UpdateFlagDocument, {
        input: {
          projectKey: project.key,
          key: flag.key,
          expectedVersion: flag.version,
          variations: rows.map(({ key, name, value }) => ({
            key: key.trim(),
            name: name.trim() || null,
            value: parse(value, flag.kind),
          })),
        },
      });
      if (updateFlag.__typename !== 'UpdateFlagPayload') return setError(updateFlag);
      setError(undefined);
      setRows(toRows(updateFlag.flag));
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
        <Button small onClick={() => setRows([...rows, { id: Math.random(), key: '', name: '', value: '' }])}>
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
        <div className={styles.padded}>
          {error !== undefined && <Notice tone="bad" title={remaining(error, []) ?? error.message} />}
          <div className={styles.buttons}>
            <Button
              look="main"
              busy={busy}
              unavailable={refusal ?? fault ?? (isChanged ? undefined : 'Nothing has changed')}
              onClick={() => void save()}
            >
              Save variations
            </Button>
            <Button
              onClick={() => {
                setRows(toRows(flag));
                setError(undefined);
              }}
            >
              Discard
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function toRows({ variations, kind }: FlagDetailsFragment): Row[] {
  return variations.map(({ key, name, value }, index) => ({
    id: index,
    key,
    name,
    value: kind === 'STRING' ? String(value) : JSON.stringify(value, null, kind === 'JSON' ? 2 : 0),
  }));
}

function bare({ key, name, value }: Row) {
  return [key, name, value];
}

function parse(value: string, kind: FlagDetailsFragment['kind']): unknown {
  return kind === 'STRING' ? value : JSON.parse(value);
}

/** What is wrong with the text of a value, with the place of the fault as the browser knows it. */
function faultOf({ value }: Row, kind: FlagDetailsFragment['kind']): string | undefined {
  if (kind === 'STRING') return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return `The value is not ${kind === 'JSON' ? 'JSON' : kind.toLowerCase()}: ${(error as Error).message}`;
  }
}
