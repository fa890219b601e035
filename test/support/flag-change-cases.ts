/** For every member of the FlagChange union: what makes it happen, and what it then says. A test finds one that is missing. */

import { type ChangeCase, caseFlag, control, variantA } from '#test/support/change-case.ts';
import { targetingChangeCases } from '#test/support/targeting-change-cases.ts';

const snapshot = {
  ...caseFlag,
  name: 'Checkout',
  description: null,
  tags: [],
  owner: null,
  lifecycle: 'ACTIVE',
  jiraIssues: [],
};

export const changeCases: Record<string, ChangeCase[]> = {
  FlagCreated: [
    {
      mutation: 'createFlag',
      input: { ...caseFlag, name: 'Checkout', tags: ['web'], owner: 'team-shop', description: 'New flow' },
      change: {
        flagAfter: {
          ...snapshot,
          key: 'flag-created-0',
          tags: ['web'],
          owner: 'team-shop',
          description: 'New flow',
        },
        summary: 'Created the flag: STRING, 2 variations ("control", "variant-a").',
      },
      type: 'FLAG_CREATED',
    },
  ],
  FlagDeleted: [
    {
      flag: { name: 'Checkout' },
      mutation: 'deleteFlag',
      input: {},
      change: { flagBefore: { ...snapshot, key: 'flag-deleted-0' }, summary: 'Deleted the flag.' },
      type: 'FLAG_DELETED',
    },
  ],
  FlagNameChanged: [
    {
      flag: { name: 'Checkout' },
      mutation: 'updateFlag',
      input: { name: 'Kasse 🛒' },
      change: {
        nameBefore: 'Checkout',
        nameAfter: 'Kasse 🛒',
        summary: 'Renamed the flag from "Checkout" to "Kasse 🛒".',
      },
    },
  ],
  FlagDescriptionChanged: [
    {
      mutation: 'updateFlag',
      input: { description: 'For everyone' },
      change: { descriptionBefore: null, descriptionAfter: 'For everyone', summary: 'Added a description.' },
    },
    {
      flag: { description: 'For some' },
      mutation: 'updateFlag',
      input: { description: 'For everyone' },
      change: {
        descriptionBefore: 'For some',
        descriptionAfter: 'For everyone',
        summary: 'Changed the description.',
      },
    },
    {
      flag: { description: 'For some' },
      mutation: 'updateFlag',
      input: { description: null },
      change: { descriptionBefore: 'For some', descriptionAfter: null, summary: 'Removed the description.' },
    },
  ],
  FlagTagsChanged: [
    {
      flag: { tags: ['web', 'beta'] },
      mutation: 'updateFlag',
      input: { tags: ['web', 'checkout', 'q3'] },
      change: {
        tagsBefore: ['web', 'beta'],
        tagsAfter: ['web', 'checkout', 'q3'],
        summary: 'Changed the tags: added "checkout", "q3", removed "beta".',
      },
    },
    {
      flag: { tags: ['web', 'beta'] },
      mutation: 'updateFlag',
      input: { tags: ['beta', 'web'] },
      change: { tagsBefore: ['web', 'beta'], tagsAfter: ['beta', 'web'], summary: 'Reordered the tags.' },
    },
  ],
  FlagOwnerChanged: [
    {
      mutation: 'updateFlag',
      input: { owner: 'ada' },
      change: { ownerBefore: null, ownerAfter: 'ada', summary: 'Made "ada" the owner.' },
    },
    {
      flag: { owner: 'ada' },
      mutation: 'updateFlag',
      input: { owner: 'grace' },
      change: {
        ownerBefore: 'ada',
        ownerAfter: 'grace',
        summary: 'Changed the owner from "ada" to "grace".',
      },
    },
    {
      flag: { owner: 'ada' },
      mutation: 'updateFlag',
      input: { owner: null },
      change: { ownerBefore: 'ada', ownerAfter: null, summary: 'Removed the owner "ada".' },
    },
  ],
  FlagLifecycleChanged: [
    {
      mutation: 'updateFlag',
      input: { lifecycle: 'ARCHIVED' },
      change: { lifecycleBefore: 'ACTIVE', lifecycleAfter: 'ARCHIVED', summary: 'Archived the flag.' },
      type: 'FLAG_ARCHIVED',
    },
    {
      lifecycle: 'ARCHIVED',
      mutation: 'updateFlag',
      input: { lifecycle: 'ACTIVE' },
      change: {
        lifecycleBefore: 'ARCHIVED',
        lifecycleAfter: 'ACTIVE',
        summary: 'Restored the flag as active.',
      },
      type: 'FLAG_RESTORED',
    },
    {
      mutation: 'updateFlag',
      input: { lifecycle: 'STALE' },
      change: { lifecycleBefore: 'ACTIVE', lifecycleAfter: 'STALE', summary: 'Marked the flag as stale.' },
    },
    {
      lifecycle: 'STALE',
      mutation: 'updateFlag',
      input: { lifecycle: 'PERMANENT' },
      change: {
        lifecycleBefore: 'STALE',
        lifecycleAfter: 'PERMANENT',
        summary: 'Marked the flag as permanent.',
      },
    },
  ],
  FlagIssueLinked: [
    {
      mutation: 'linkJiraIssue',
      input: { issueKey: 'web-123' },
      change: { issueKey: 'WEB-123', summary: 'Linked the flag to the Jira issue WEB-123.' },
    },
  ],
  FlagIssueUnlinked: [
    {
      issue: 'WEB-123',
      mutation: 'unlinkJiraIssue',
      input: { issueKey: 'WEB-123' },
      change: { issueKey: 'WEB-123', summary: 'Unlinked the flag from the Jira issue WEB-123.' },
    },
  ],
  FlagVariationCreated: [
    {
      mutation: 'updateFlag',
      input: { variations: [control, variantA, { key: 'variant-b', value: 'b' }] },
      change: {
        variationAfter: { key: 'variant-b', name: 'variant-b', description: null, value: 'b' },
        summary: 'Added the variation "variant-b" with the value "b".',
      },
    },
  ],
  FlagVariationChanged: [
    {
      mutation: 'updateFlag',
      input: { variations: [control, { ...variantA, value: 'b' }] },
      change: {
        variationBefore: variantA,
        variationAfter: { ...variantA, value: 'b' },
        summary: 'Changed the value of the variation "variant-a" from "a" to "b".',
      },
    },
    {
      mutation: 'updateFlag',
      input: { variations: [control, { ...variantA, name: 'A' }] },
      change: {
        variationBefore: variantA,
        variationAfter: { ...variantA, name: 'A' },
        summary: 'Renamed the variation "variant-a" from "Variant A" to "A".',
      },
    },
    {
      mutation: 'updateFlag',
      input: { variations: [control, { ...variantA, description: 'One page' }] },
      change: {
        variationBefore: variantA,
        variationAfter: { ...variantA, description: 'One page' },
        summary: 'Changed the description of the variation "variant-a".',
      },
    },
  ],
  FlagVariationDeleted: [
    {
      mutation: 'updateFlag',
      input: { variations: [control] },
      change: { variationBefore: variantA, summary: 'Deleted the variation "variant-a".' },
    },
  ],
  FlagVariationsReordered: [
    {
      mutation: 'updateFlag',
      input: { variations: [variantA, control] },
      change: {
        variationKeysBefore: ['control', 'variant-a'],
        variationKeysAfter: ['variant-a', 'control'],
        summary: 'Reordered the variations: "variant-a", "control".',
      },
    },
  ],
  ...targetingChangeCases,
};
