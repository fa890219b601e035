import { Card } from '../../design/layout/card.tsx';
import { NeedRow } from './need-row.tsx';
import { GROUPS, type Need } from './needs.ts';

/** What needs somebody, in groups; a group without anything is not shown. */
export function NeedsList({ needs }: { needs: readonly Need[] }) {
  return GROUPS.map(([title, kinds]) => {
    const found = kinds.flatMap((kind) => needs.filter((need) => need.kind === kind));
    if (found.length === 0) return null;
    return (
      <Card key={title} title={title} note={found.length}>
        <ul>
          {found.map((need) => (
            <NeedRow key={need.subjectId} need={need} />
          ))}
        </ul>
      </Card>
    );
  });
}
