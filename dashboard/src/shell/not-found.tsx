import { Link } from '@tanstack/react-router';
import { Empty } from '../design/layout/notice.tsx';

export function NotFound() {
  return (
    <main>
      <Empty title="There is no such page" action={<Link to="/">Go to the start</Link>}>
        What it showed may have been deleted or moved, or you may not be allowed to see it.
      </Empty>
    </main>
  );
}
