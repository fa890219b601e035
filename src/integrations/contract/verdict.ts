/** What a provider makes of a response: delivered, not to be delivered, worth another attempt, or not. */
export type Verdict =
  | 'ok'
  | {
      /**
       * There was nothing to do, or nothing that can be done; why, as a sentence. The delivery ends cancelled, and the
       * integration has neither succeeded nor failed.
       */
      skipped: string;
    }
  | {
      failed: 'transient' | 'permanent';
      /** A sentence for people. */
      reason: string;
      /** Seconds from now before which the receiver wants no other attempt; at most 24 h. */
      retryAfter?: number;
      /** The receiver wants no deliveries ever again: the integration is switched off. */
      disable?: true;
      /**
       * The failure is only about what this delivery is for, such as an issue that does not exist: the integration's health
       * does not change.
       */
      onlyThis?: true;
    };
