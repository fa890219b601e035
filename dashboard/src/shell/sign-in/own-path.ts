/**
 * The path of a page of ours to go to after a sign-in, by the rule of the server; `/` for everything else. Browsers read a
 * backslash as a slash and leave out tabs: `/\evil.example` would lead to another site.
 */
export function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : '/';
}
