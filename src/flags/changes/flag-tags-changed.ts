import { isDeepStrictEqual } from 'node:util';
import { defineChange, field } from './change.ts';

export const flagTagsChanged = defineChange({
  name: 'FlagTagsChanged',
  description: 'Tags were added, removed or put into another order.',
  fields: { tagsBefore: field('Strings', 'The old tags.'), tagsAfter: field('Strings', 'The new tags.') },
  detect: (before, after) =>
    isDeepStrictEqual(before.flag.tags, after.flag.tags)
      ? []
      : [{ tagsBefore: before.flag.tags, tagsAfter: after.flag.tags }],
  summarise: ({ tagsBefore, tagsAfter }) => {
    const added = tagsAfter.filter((tag) => !tagsBefore.includes(tag));
    const removed = tagsBefore.filter((tag) => !tagsAfter.includes(tag));
    const parts = [...listOf('added', added), ...listOf('removed', removed)];
    return parts.length === 0 ? 'Reordered the tags.' : `Changed the tags: ${parts.join(', ')}.`;
  },
});

function listOf(verb: string, tags: string[]): string[] {
  return tags.length === 0 ? [] : [`${verb} ${tags.map((tag) => `"${tag}"`).join(', ')}`];
}
