import { useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { useShortcuts } from '../../../design/shortcuts.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import type { Row } from './delivery-list.ts';

interface ListKeysInput {
  body: RefObject<HTMLElement | null>;
  rows: Row[] | undefined;
  openId: string | undefined;
}

/** j and k go to the next and previous delivery, Enter opens it (it is a link), Esc closes it. */
export function useListKeys({ body, rows = [], openId }: ListKeysInput): void {
  const project = useProject();
  const navigate = useNavigate();
  const linkOf = (id: string | undefined) =>
    id === undefined
      ? null
      : (body.current?.querySelector<HTMLElement>(`[data-delivery="${CSS.escape(id)}"]`) ?? null);

  function go(step: 1 | -1) {
    const focused = document.activeElement?.getAttribute('data-delivery') ?? openId;
    const at = rows.findIndex(({ id }) => id === focused);
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    linkOf(next.id)?.focus();
    if (openId === undefined || openId === next.id) return;
    void navigate({
      to: '/projects/$projectKey/deliveries/$deliveryId',
      params: { projectKey: project.key, deliveryId: next.id },
      search: (present) => ({ ...present, attempt: undefined, exchange: undefined }),
      replace: true,
      resetScroll: false,
    });
  }

  useShortcuts({
    j: () => go(1),
    k: () => go(-1),
    Escape: () => {
      if (openId === undefined) return;
      void navigate({
        to: '/projects/$projectKey/deliveries',
        params: { projectKey: project.key },
        search: (present) => ({ ...present, attempt: undefined, exchange: undefined }),
        resetScroll: false,
      });
      linkOf(openId)?.focus({ preventScroll: true });
    },
  });
}
