/** What a browser calls itself, as people say it: "Firefox on Linux". A hint, not a proof. */

import { cut, visible } from '../../design/text/visible.ts';

const BROWSERS: [pattern: RegExp, name: string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: [pattern: RegExp, name: string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

const SHOWN = 40;

export function deviceOf(userAgent: string): string {
  if (userAgent === '') return 'A browser that did not say what it is';
  const browser = nameIn(userAgent, BROWSERS);
  const system = nameIn(userAgent, SYSTEMS);
  if (browser === undefined) {
    const { shown, hidden } = cut(userAgent, SHOWN);
    return hidden > 0 ? `${visible(shown)}…` : visible(shown);
  }
  return system === undefined ? browser : `${browser} on ${system}`;
}

function nameIn(text: string, names: [pattern: RegExp, name: string][]): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}
