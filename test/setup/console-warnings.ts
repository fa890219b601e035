import { format } from 'node:util';

/** What was written with `console.warn`. Files that share a process share this module, so that nothing is lost between them. */
export const warnings: string[] = [];

// Not `vi.spyOn`: a test file that calls `vi.restoreAllMocks` would take it away.
console.warn = (...message: unknown[]) => void warnings.push(format(...message));
