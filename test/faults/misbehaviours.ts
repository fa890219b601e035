/** How endpoints behave that are broken or hostile. */

import { gzipSync } from 'node:zlib';
import { answer, type Behaviour, noteAnswer } from '#test/faults/endpoint.ts';

export const reset: Behaviour = ({ response }) => {
  response.socket?.resetAndDestroy();
};

export const hang: Behaviour = () => {};

/** A byte a second, without an end. */
export const drip: Behaviour = ({ response }) => {
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  const timer = setInterval(() => response.write('.'), 1_000);
  response.on('close', () => clearInterval(timer));
};

/** Sends the caller back to itself. */
export const redirect: Behaviour = (exchange) => answer(exchange, 302, { Location: '/' });

const GIGABYTE = 2 ** 30;
const zeros = Buffer.alloc(64 * 1024);

/** Accepts, with ten gigabytes of answer. */
export const flood: Behaviour = ({ request, response }) => {
  response.writeHead(200, { 'Content-Length': 10 * GIGABYTE });
  noteAnswer(request, 200);
  let left = 10 * GIGABYTE;
  const send = () => {
    while (left > 0 && !response.destroyed) {
      left -= zeros.length;
      if (!response.write(zeros)) return;
    }
    if (left <= 0) response.end();
  };
  response.on('drain', send);
  send();
};

/** Ten megabytes, as a thousand members of one gzip file. */
const packed = gzipSync(Buffer.alloc(10 * 2 ** 20));
const bomb = Buffer.concat(Array.from({ length: 1_000 }, () => packed));

/** Accepts, with ten megabytes of gzip that hold ten gigabytes. */
export const explode: Behaviour = ({ request, response }) => {
  response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
  noteAnswer(request, 200);
};

/** What a server sends that speaks no HTTP. */
export const NOT_HTTP = 'SSH-2.0-OpenSSH_9.9\r\n';
