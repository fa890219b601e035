/** A provider's judgement of a response: delivered, skipped, or a transient or permanent failure. */
export type Verdict =
  | 'ok'
  | {
      /**
       * The reason, as a sentence, why there was nothing to do or nothing could be done. The delivery ends as CANCELLED, and
       * the integration's health does not change.
       */
      skipped: string;
    }
  | {
      failed: 'transient' | 'permanent';
      /** A sentence. */
      reason: string;
      /** Seconds until the receiver accepts another attempt; at most 24 h. */
      retryAfter?: number;
      /** The receiver accepts no deliveries any more: the integration is disabled. */
      disable?: true;
      /**
       * The failure concerns only this delivery, such as a Jira issue that does not exist: the integration's health does not
       * change.
       */
      onlyThis?: true;
    };
