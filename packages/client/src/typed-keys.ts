import type { JsonValue } from 'gogreen-engine';

/**
 * The flags of a project with the types of their values, by key. Empty until `npx gogreen-client codegen` has written a file
 * that adds to it; then other keys and wrong types do not compile.
 */
// biome-ignore lint/suspicious/noEmptyInterface: generated files add to it.
export interface FlagTypes {}

/** Keys of the project's flags; any text without generated types. */
export type FlagKey = keyof FlagTypes extends never ? string : keyof FlagTypes & string;

/** The type of the flag's values. */
export type FlagValue<Key extends string> = Key extends keyof FlagTypes ? FlagTypes[Key] : JsonValue;
