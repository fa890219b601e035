/** The names of a provider in the API: `newRelic` is NEW_RELIC, NewRelicIntegration and NewRelicInput. */

import type { ProviderName } from './registry.ts';

export function enumNameOf(name: ProviderName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

export function typeNameOf(name: ProviderName): string {
  return `${pascal(name)}Integration`;
}

export function inputNameOf(name: ProviderName): string {
  return `${pascal(name)}Input`;
}

export function changeInputNameOf(name: ProviderName): string {
  return `${pascal(name)}ChangeInput`;
}

export function draftInputNameOf(name: ProviderName): string {
  return `${pascal(name)}DraftInput`;
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
