import { Field } from '../../design/controls/field.tsx';

const DAY_MS = 24 * 3_600_000;

const SPANS: Record<string, string> = {
  '7': 'in 7 days',
  '30': 'in 30 days',
  '90': 'in 90 days',
  '365': 'in a year',
  '': 'never',
};

/** When a token or key expires, as `expiresInDays` of the form. */
export function ExpiryField({ issue }: { issue: string | undefined }) {
  return (
    <Field
      label="Expires"
      issue={issue}
      help="Afterwards it is refused. A new one is made before that, not the old one prolonged."
    >
      {(control) => (
        <select {...control} name="expiresInDays" defaultValue="90">
          {['7', '30', '90', '365', ''].map((days) => (
            <option key={days} value={days}>
              {SPANS[days]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The time that a form with that field names; null for none. */
export function expiryOf(data: FormData): string | null {
  const days = Number(data.get('expiresInDays'));
  return days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
}
