import { describe, expect, test } from 'vitest';
import { isOwnOrigin } from '#src/http/session/own-origin.ts';

const isOwn = (publicUrl: string, origin: string, host: string) => isOwnOrigin({ origin, host }, publicUrl);

describe('an origin is ours', () => {
  test.for<[publicUrl: string, origin: string, host: string]>([
    ['https://gogreen.example.com', 'https://gogreen.example.com', 'gogreen.example.com'],
    ['https://example.com/tools/gogreen', 'https://example.com', '10.0.0.7:4000'],
    ['http://localhost:4000', 'http://127.0.0.1:4000', '127.0.0.1:4000'],
    ['http://127.0.0.1:4000', 'http://localhost:4000', 'localhost:4000'],
    ['http://127.0.0.1:4000', 'http://[::1]:4000', '[::1]:4000'],
    ['http://localhost:4000', 'http://localhost:5173', 'localhost:5173'],
  ])('for PUBLIC_URL=%s it is %s at the host %s', ([publicUrl, origin, host]) => {
    expect(isOwn(publicUrl, origin, host)).toBe(true);
  });
});

describe('an origin is not ours', () => {
  test.for<[publicUrl: string, origin: string, host: string]>([
    ['https://gogreen.example.com', 'https://evil.example.com', 'gogreen.example.com'],
    ['https://gogreen.example.com', 'https://evil.example.com', 'evil.example.com'],
    ['https://gogreen.example.com', 'https://gogreen.example.com:8443', 'gogreen.example.com:8443'],
    ['http://localhost:4000', 'http://localhost:4001', 'localhost:4000'],
    // Names that somebody else lets point to this machine.
    ['http://localhost:4000', 'http://evil.example:4000', 'evil.example:4000'],
    ['http://localhost:4000', 'http://127.0.0.1.evil.example:4000', '127.0.0.1.evil.example:4000'],
    ['http://localhost:4000', 'null', 'localhost:4000'],
    ['http://localhost:4000', 'null', ''],
  ])('for PUBLIC_URL=%s it is %s at the host %s', ([publicUrl, origin, host]) => {
    expect(isOwn(publicUrl, origin, host)).toBe(false);
  });
});
