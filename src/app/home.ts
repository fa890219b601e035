import { homedir } from 'node:os';

/**
 * Gives a process a home folder that has none: without HOME, and with a user id that is in no list of users, as containers
 * run with. Some packages ask for it as soon as they are loaded, and fail.
 */
export function ensureHome(): void {
  try {
    homedir();
  } catch {
    process.env['HOME'] = '/';
  }
}
