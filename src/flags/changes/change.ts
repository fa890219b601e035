/**
 * What a member of the FlagChange union is made of. A member's data is stored with the event, shown by GraphQL and sent
 * by webhooks as it is: its fields are described once, here, and everything else follows from them.
 */

import type { FlagLifecycle, FlagSnapshot, Targeting } from '../flag.ts';
import { MAX_SUMMARY_LENGTH } from '../limits.ts';
import type { ShownFlag, ShownRule, ShownServe, ShownVariation } from './shown.ts';

/** A flag at one moment: what is the same everywhere, and its behaviour in the environment concerned, if one is. */
export interface FlagState {
  flag: FlagSnapshot;
  targeting: Targeting | null;
}

/** The kinds of values that a change can carry. */
export interface FieldValues {
  Boolean: boolean;
  Int: number;
  String: string;
  NullableString: string | null;
  Strings: string[];
  FlagLifecycle: FlagLifecycle;
  RuleSnapshot: ShownRule;
  Serve: ShownServe;
  Variation: ShownVariation;
  FlagSnapshot: ShownFlag;
}

export interface ChangeField<Kind extends keyof FieldValues = keyof FieldValues> {
  kind: Kind;
  description: string;
}

type ChangeFields = Record<string, ChangeField>;
type DataOf<Fields extends ChangeFields> = { [Name in keyof Fields]: FieldValues[Fields[Name]['kind']] };

/** One typed change, as stored and sent: `__typename`, the sentence, then the fields of that member. */
export type FlagChange = { __typename: string; summary: string } & Record<string, unknown>;

export interface ChangeDefinition {
  name: string;
  description: string;
  fields: ChangeFields;
  /** Finds the changes of this kind between two states. Null stands for before its creation and after its deletion. */
  find(before: FlagState | null, after: FlagState | null, place: string): FlagChange[];
}

interface ChangeOf<Fields extends ChangeFields> {
  name: string;
  description: string;
  fields: Fields;
  /** Between two states of a flag that exists in both. */
  detect?(before: FlagState, after: FlagState): DataOf<Fields>[];
  created?(after: FlagState): DataOf<Fields>[];
  deleted?(before: FlagState): DataOf<Fields>[];
  /** One sentence for people. `place` reads ` in Production`, or is empty when no environment is concerned. */
  summarise(data: DataOf<Fields>, place: string): string;
}

/** Defines a member of the union; `changes` in registry.ts lists them all. */
export function defineChange<const Fields extends ChangeFields>(change: ChangeOf<Fields>): ChangeDefinition {
  const { name, description, fields } = change;
  return {
    name,
    description,
    fields,
    find(before, after, place) {
      const found =
        before && after
          ? change.detect?.(before, after)
          : after
            ? change.created?.(after)
            : before && change.deleted?.(before);
      return (found ?? []).map((data) => ({
        __typename: name,
        summary: cutSummary(change.summarise(data, place)),
        ...data,
      }));
    },
  };
}

/** Long values and rules are cut; the fields contain them whole. No character is split. */
function cutSummary(sentence: string): string {
  if (sentence.length <= MAX_SUMMARY_LENGTH) return sentence;
  // A character has at most two UTF-16 units, so the rest of a long text need not be split into characters.
  const characters = [...sentence.slice(0, 2 * MAX_SUMMARY_LENGTH + 2)];
  if (characters.length <= MAX_SUMMARY_LENGTH) return sentence;
  return `${characters.slice(0, MAX_SUMMARY_LENGTH - 1).join('')}…`;
}

/** A field of a change. */
export function field<Kind extends keyof FieldValues>(kind: Kind, description: string): ChangeField<Kind> {
  return { kind, description };
}
