/** The flags of engine-ruleset.ts as somebody would write them into an application. */

import { hash } from 'node:crypto';
import type { Context } from 'gogreen-engine';

export function decidePlain(context: Context): boolean {
  return isStaff(context) || isOld(context) || isHere(context);
}

export function decideRollout(context: Context): boolean {
  if (isStaff(context) || isOld(context)) return true;
  return isHere(context) && bucket(`gogreen-rollout-1:rollout:${context['userId']}`) < 10_000;
}

function isStaff({ email }: Context): boolean {
  return typeof email === 'string' && (email.endsWith('@acme.com') || email.endsWith('@acme.org'));
}

function isOld({ plan, age }: Context): boolean {
  return (plan === 'pro' || plan === 'team') && typeof age === 'number' && age > 90;
}

function isHere({ country }: Context): boolean {
  return country === 'FR' || country === 'DE';
}

function bucket(text: string): number {
  return hash('sha256', text, 'buffer').readUIntBE(0, 6) % 100_000;
}
