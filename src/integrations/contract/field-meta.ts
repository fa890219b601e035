import 'zod';

/**
 * What `.meta()` of a field says to those who build a form of it, besides its description. Limits come from the schema;
 * those that only a refinement checks are given as JSON Schema names them: `minimum`, `maxItems` and so on.
 */
export interface FieldMeta {
  /** Name of the field in a form. Every field of an input needs one. */
  label?: string;
  /** An example of a value. */
  placeholder?: string;
  /** Few need it: forms show it only when asked. */
  advanced?: boolean;
  /** It is never shown once it is stored. */
  secret?: boolean;
  format?: 'uri';
  /** Of the fields that have groups, those of one group may be sent. */
  group?: string;
  /** It must be sent with its group when the integration is created. */
  requiredInGroup?: boolean;
  /** The field together with which this one must be sent when the integration is created. */
  requiredWith?: string;
  /** The values that pass, each with its meaning. */
  values?: Readonly<Record<string, string>>;
}

declare module 'zod' {
  interface GlobalMeta extends FieldMeta {}
}
