import type { FlagDetailsFragment } from '../../../gql/graphql.ts';

interface VariationOptionsProps {
  variations: FlagDetailsFragment['variations'];
  chosen: string | null | undefined;
}

/** The variations to choose from, and the chosen one where somebody has deleted it: never another one in its place. */
export function VariationOptions({ variations, chosen }: VariationOptionsProps) {
  const isDeleted = chosen != null && !variations.some(({ key }) => key === chosen);
  return (
    <>
      {variations.map(({ key }) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
      {isDeleted && <option value={chosen}>{chosen} (deleted)</option>}
    </>
  );
}
