import { useState } from 'react';
import { Choices, Filter } from '../../design/controls/filter.tsx';
import { useProject } from '../../shell/project/project-context.ts';

/** Columns beside those of the environments, which are named by their keys. */
const OTHERS = {
  kind: 'Kind',
  lifecycle: 'Lifecycle',
  owner: 'Owner',
  changed: 'Changed',
  evaluated: 'Evaluated',
} as const;

type OtherColumn = keyof typeof OTHERS;

/** The prefix that tells an environment from another column of its name. */
const ENVIRONMENT = 'env:';

export interface Columns {
  /** The environments that have a column, by their keys. */
  environments: ReadonlySet<string>;
  others: OtherColumn[];
  chosen: string[];
  /** Keeps the choice in this browser; the address has it as well. */
  keep: (chosen: string[]) => void;
}

/** What the list shows beside the flag: as the address says, else as it was chosen last in this browser. */
export function useColumns(inAddress: string[] | undefined): Columns {
  const project = useProject();
  const storageKey = `gogreen-flag-columns:${project.key}`;
  const [kept, setKept] = useState(() => read(storageKey));
  const usual = [...project.environments.map(({ key }) => `${ENVIRONMENT}${key}`), 'owner', 'changed'];
  const chosen = inAddress ?? kept ?? usual;
  return {
    environments: new Set(
      chosen.flatMap((name) => (name.startsWith(ENVIRONMENT) ? [name.slice(ENVIRONMENT.length)] : [])),
    ),
    others: (Object.keys(OTHERS) as OtherColumn[]).filter((name) => chosen.includes(name)),
    chosen,
    keep(next) {
      localStorage.setItem(storageKey, JSON.stringify(next));
      setKept(next);
    },
  };
}

function read(storageKey: string): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    return Array.isArray(stored) ? stored.map(String) : undefined;
  } catch {
    return undefined;
  }
}

export function ColumnChoice({
  chosen,
  onChoose,
}: {
  chosen: string[];
  onChoose: (chosen: string[]) => void;
}) {
  const project = useProject();
  const options = [
    ...project.environments.map(({ key, name }) => ({ value: `${ENVIRONMENT}${key}`, label: name })),
    ...Object.entries(OTHERS).map(([value, label]) => ({ value, label })),
  ];
  return (
    <Filter label="Columns" value={undefined} onRemove={() => {}}>
      {() => (
        <Choices
          legend="Columns"
          options={options}
          chosen={chosen}
          // A list in the address cannot be empty: a word that names no column stands for none.
          onChoose={(next) => onChoose(next ?? ['none'])}
        />
      )}
    </Filter>
  );
}

export const columnName = (column: OtherColumn): string => OTHERS[column];
