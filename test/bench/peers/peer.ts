/** A product that can be measured beside others: see ../side-by-side.ts. */

export interface Peer extends AsyncDisposable {
  name: string;
  /** Creates a boolean flag that is off. */
  createFlag(key: string): Promise<void>;
  /** Switches the flag. Resolves when the change is stored. */
  toggle(key: string, enabled: boolean): Promise<void>;
  /** Registers a webhook that receives every change of a flag. Null if the product has no webhooks; latency is then not measured. */
  registerWebhook: ((url: string) => Promise<void>) | null;
}

export interface PeerOptions {
  /** Where it listens; null: it starts something by itself, or has a default. */
  baseUrl: string | null;
  /** What it authenticates with; null: nothing. */
  token: string | null;
}

/** What the module of a peer exports, under the name `openPeer`. */
export type OpenPeer = (options: PeerOptions) => Promise<Peer>;
