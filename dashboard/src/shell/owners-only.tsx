import type { ReactNode } from 'react';
import { Card } from '../design/layout/card.tsx';
import { Empty } from '../design/layout/notice.tsx';
import { useViewer } from './sign-in/viewer-context.ts';

/** What only owners of the instance may see; everybody else is told so. */
export function OwnersOnly({ children }: { children: ReactNode }) {
  if (useViewer().isOwner) return children;
  return (
    <Card>
      <Empty title="You cannot see this page">Only owners of this instance may.</Empty>
    </Card>
  );
}
