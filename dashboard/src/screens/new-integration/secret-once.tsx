import { ShownOnce } from '../../design/dialogs/shown-once.tsx';

/** A signing secret that the server gives out this once. */
export function SecretOnce({ secret, children }: { secret: string; children?: string }) {
  return (
    <ShownOnce title="The signing secret is shown only now" secret={secret} copy="Copy secret">
      {children}
    </ShownOnce>
  );
}
