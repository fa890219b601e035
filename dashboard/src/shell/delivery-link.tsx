import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useProject } from './project/project-context.ts';

interface DeliveryLinkProps {
  id: string;
  className?: string | undefined;
  children: ReactNode;
}

/** To the page of a delivery. */
export function DeliveryLink({ id, className, children }: DeliveryLinkProps) {
  const project = useProject();
  return (
    <Link
      className={className}
      to="/projects/$projectKey/deliveries/$deliveryId"
      params={{ projectKey: project.key, deliveryId: id }}
    >
      {children}
    </Link>
  );
}
