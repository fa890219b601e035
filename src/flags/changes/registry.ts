/** Every member of the FlagChange union, in the order in which the changes of an event are listed. */

import { flagConditionChanged } from './flag-condition-changed.ts';
import { flagConditionCreated } from './flag-condition-created.ts';
import { flagConditionDeleted } from './flag-condition-deleted.ts';
import { flagConditionsReordered } from './flag-conditions-reordered.ts';
import { flagCreated } from './flag-created.ts';
import { flagDeleted } from './flag-deleted.ts';
import { flagDescriptionChanged } from './flag-description-changed.ts';
import { flagEnabledChanged } from './flag-enabled-changed.ts';
import { flagFallthroughChanged } from './flag-fallthrough-changed.ts';
import { flagIssueLinked } from './flag-issue-linked.ts';
import { flagIssueUnlinked } from './flag-issue-unlinked.ts';
import { flagLifecycleChanged } from './flag-lifecycle-changed.ts';
import { flagNameChanged } from './flag-name-changed.ts';
import { flagOffVariationChanged } from './flag-off-variation-changed.ts';
import { flagOwnerChanged } from './flag-owner-changed.ts';
import { flagTagsChanged } from './flag-tags-changed.ts';
import { flagVariationChanged } from './flag-variation-changed.ts';
import { flagVariationCreated } from './flag-variation-created.ts';
import { flagVariationDeleted } from './flag-variation-deleted.ts';
import { flagVariationsReordered } from './flag-variations-reordered.ts';

export const changes = [
  flagCreated,
  flagDeleted,
  flagLifecycleChanged,
  flagEnabledChanged,
  flagConditionCreated,
  flagConditionChanged,
  flagConditionDeleted,
  flagConditionsReordered,
  flagFallthroughChanged,
  flagOffVariationChanged,
  flagVariationCreated,
  flagVariationChanged,
  flagVariationDeleted,
  flagVariationsReordered,
  flagNameChanged,
  flagDescriptionChanged,
  flagTagsChanged,
  flagOwnerChanged,
  flagIssueLinked,
  flagIssueUnlinked,
];
