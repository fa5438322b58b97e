import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startGitHub } from '../support/github/server.ts';
import { run, start, TOKEN } from '../support/github/started.ts';

describe('hostile answers', () => {
  const answer =
    (send: (response: ServerResponse, request: IncomingMessage) => void) => (request: IncomingMessage, response: ServerResponse) => {
      send(response, request);
      return true;
    };

  test('a redirect is followed nowhere', async () => {
    const elsewhere = await startGitHub(TOKEN);
    const server = await start(answer((response) => response.writeHead(302, { location: `${elsewhere.url}/user` }).end()));
    const { code, log } = await run(server);
    expect(code).toBe(1);
    expect(elsewhere.memory.calls).toEqual([]);
    expect(log[0]).toContain('a redirect (HTTP 302), which apiward does not follow');
  });

  test.each<[string, string, string]>([
    ['commands in a header and a message', 'application/json', '{"message":"a\\n::error::pwned ##[error]x"}'],
    ['text', 'text/plain', '::error::pwned'],
    ['broken JSON', 'application/json', '[{"id":'],
    ['the wrong type', 'application/json', '[[[]],null,{"id":"x","body":{}},{"id":1e400}]'],
    ['nothing', 'application/json', ''],
  ])('%s', async (_, type, body) => {
    const headers = { 'content-type': type, deprecation: 'x', link: '<x>; rel="deprecation"', sunset: '::error::pwned' };
    const server = await start(answer((response, { method }) => response.writeHead(method === 'GET' ? 200 : 403, headers).end(body)));
    const { code, commands } = await run(server);
    expect(code).toBe(1);
    expect(commands.map(({ data }) => data)).toEqual([expect.stringMatching(/^FAIL: /)]);
  });

  test('an endless answer is left', async () => {
    const server = await start(
      answer((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const chunk = Buffer.alloc(4 * 1024 * 1024, ' ');
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      }),
    );
    const { code, summary } = await run(server, { inputs: { 'github-token': TOKEN, suggestions: 'false' } });
    expect(code).toBe(1);
    expect(summary).toContain('### Notes');
  });
});
