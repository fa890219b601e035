/** What an application evaluated and reported in a period, as `POST /sdk/v1/usage` takes it. Times are ISO 8601. */
export interface UsageBatch {
  /** A UUID. A batch that is sent again has the same one, and counts once. */
  id: string;
  from: string;
  to: string;
  /** Evaluations by key of the flag and key of the variation. */
  flags: Record<string, Record<string, number>>;
  exposures: Exposure[];
  events: TrackedEvent[];
}

/** Whom a rollout served a variation. */
export interface Exposure {
  flag: string;
  variation: string;
  /** The targeting key. */
  unit: string;
  time: string;
}

/** What somebody did, such as to buy something. */
export interface TrackedEvent {
  name: string;
  unit: string;
  value?: number;
  time: string;
}
