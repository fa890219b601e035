/** What the OpenFeature providers for servers and for browsers have in common. Not for applications. */

export { completeOptions as checkOptions } from '../client-options.ts';
export { EventForwarder } from './event-forwarder.ts';
export { type Resolution, toResolution } from './to-resolution.ts';
