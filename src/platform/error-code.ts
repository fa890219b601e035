/** Whether an error has this code, as those of Node and the system do: `ENOENT`, `EADDRINUSE`, ... */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
