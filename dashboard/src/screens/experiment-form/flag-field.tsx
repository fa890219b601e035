import { useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { Field } from '../../design/controls/field.tsx';
import { visible } from '../../design/text/visible.ts';
import { ExperimentFlagSearchDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';

interface FlagFieldProps {
  value: string;
  onChange: (flagKey: string) => void;
  issue: string | undefined;
}

/** The key of a flag; flags that match what is typed are offered. */
export function FlagField({ value, onChange, issue }: FlagFieldProps) {
  const project = useProject();
  const [text, setText] = useState(value);
  const { data } = useQuery(ExperimentFlagSearchDocument, {
    projectKey: project.key,
    search: text || null,
  });
  const flags = data?.project?.flags.edges.map(({ node }) => node) ?? [];
  return (
    <Field label="Flag" issue={issue} help="Its key. Type to search by key or name.">
      {(control) => (
        <>
          <input
            {...control}
            className={`${control.className} mono`}
            name="flagKey"
            list="experiment-flags"
            value={text}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => {
              setText(target.value);
              onChange(target.value.trim());
            }}
          />
          <datalist id="experiment-flags">
            {flags.map(({ id, key, name }) => (
              <option key={id} value={key}>
                {visible(name)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
