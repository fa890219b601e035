/**
 * The least that a server of evaluations can do: it reads the body and answers with JSON that it was given. A process of its
 * own, as the product is. Argument: the port to listen on. `PUT /<path>` says what `POST /<path>` is answered with: a status
 * in `x-status`, and the body.
 */

import { createServer, type IncomingMessage } from 'node:http';

interface Answer {
  status: number;
  body: Buffer;
}

const answers = new Map<string, Answer>();

const server = createServer((request, response) => {
  const { method, url = '' } = request;
  readAll(request, (body) => {
    if (method === 'PUT') answers.set(url, { status: Number(request.headers['x-status']), body });
    const answer = method === 'POST' ? answers.get(url) : undefined;
    if (!answer || answer.status === 304) {
      response.writeHead(answer?.status ?? 200, { ETag: '"floor"' }).end();
      return;
    }
    response.writeHead(answer.status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': answer.body.length,
    });
    response.end(answer.body);
  });
});

function readAll(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks)));
}

server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
