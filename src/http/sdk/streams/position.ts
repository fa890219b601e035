/** Where a reader is: the state of an environment that it has, as `<epoch>.<version>` in ids of events and in ETags. */

export interface Position {
  epoch: string;
  version: number;
}

export function formatPosition({ epoch, version }: Position): string {
  return `${epoch}.${version}`;
}

/** Null for what was not made by `formatPosition`: such a reader gets everything. */
export function parsePosition(text: string | string[] | undefined): Position | null {
  const [, epoch, digits] = /^([\w-]{1,100})\.(\d{1,16})$/.exec(typeof text === 'string' ? text : '') ?? [];
  const version = Number(digits);
  return epoch !== undefined && Number.isSafeInteger(version) ? { epoch, version } : null;
}
