import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ApiRequest } from '../../../src/github/client.ts';
import { MemoryGitHub } from './memory.ts';

/** A GitHub in memory behind a real port of this machine. */
export interface GitHubServer {
  readonly memory: MemoryGitHub;
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  /** Requests that came without the token. */
  readonly strangers: string[];
}

/** Answers before the memory is asked; true when it did. */
export type Interceptor = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Started for the running test, gone after it. */
export async function startGitHub(token: string, intercept: Interceptor = () => false): Promise<GitHubServer> {
  const memory = new MemoryGitHub();
  memory.now = () => Date.now();
  const strangers: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `token ${token}`) strangers.push(String(request.url));
    if (intercept(request, response)) return;
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? {} : { body: JSON.parse(text) };
    const { answer, fault } = memory.handle({ method: request.method as ApiRequest['method'], path: String(request.url), ...body });
    if (fault?.kind === 'timeout') return;
    if (answer === undefined) return void request.socket.destroy();
    response.writeHead(answer.status, { ...answer.headers, 'content-type': 'application/json; charset=utf-8' });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => stop(server));
  return { memory, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, strangers };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
