import type { Viewer } from '../access/viewer.ts';

/** The ids of the projects that the viewer may read; null for owners, who may read all. For statements of our own. */
export function scopeOf(viewer: Viewer): string[] | null {
  return viewer.isOwner ? null : [...viewer.roles.keys()];
}
