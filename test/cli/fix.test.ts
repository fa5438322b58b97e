import { execFileSync } from 'node:child_process';
import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function run(cwd: string, ...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = { stdout: output('stdout'), stderr: output('stderr'), stdin: async () => new Uint8Array(), cwd, env: {} };
  return { code: await main(['fix', ...argv], io), ...written };
}

const read = (folder: string, file = 'openapi.yaml') => readFile(join(folder, file), 'utf8');

/** One error that has a certain edit, on line 3, and one that has none, on line 14. */
const DOCUMENT = `openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: http://api.pets.dev}] # live
security: [{login: []}]
paths:
  /users:
    post:
      # Sign-up
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses:
        '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
components:
  securitySchemes:
    login: {type: http, scheme: basic}
  schemas:
    User: {type: object, properties: {password: {type: string}}}
`;
const FIXED = `openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: https://api.pets.dev}] # live
security: [{login: []}]
paths:
  /users:
    post:
      # Sign-up
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses:
        '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
        '429':
          description: Too many requests
          headers:
            Retry-After:
              description: Seconds to wait before the next call
              schema:
                type: integer
components:
  securitySchemes:
    login: {type: http, scheme: basic}
  schemas:
    User: {type: object, properties: {password: {type: string, format: password, writeOnly: true}}}
`;

describe('apiward fix', { timeout: 60_000 }, () => {
  test('makes the certain edits, tells them and what is left, and changes nothing the second time', async () => {
    const folder = await temporaryFolder({ 'openapi.yaml': DOCUMENT });
    const first = await run(folder);
    expect(await read(folder)).toBe(FIXED);
    expect(first.code).toBe(1);
    expect(first.stderr).toBe('');
    expect(first.stdout.split('\n').slice(0, 6)).toEqual([
      'openapi.yaml: 4 edits',
      '   3  /servers/0/url: "https://api.pets.dev"  tls-server',
      expect.stringMatching(/^ {2}11 {2}\/paths\/~1users\/post\/responses\/429: \{.*\.\.\. {2}ratelimit-429/),
      '  16  /components/schemas/User/properties/password/format: "password"  data-password-format',
      '  16  /components/schemas/User/properties/password/writeOnly: true  data-password-write-only, data-sensitive-response',
      '',
    ]);
    expect(first.stdout).toMatch(/\n\d+ findings left without a certain edit: `apiward` shows them\.\nFAIL: /);
    const second = await run(folder);
    expect(second.code).toBe(1);
    expect(second.stdout).toMatch(/^Nothing to fix: no finding has a certain edit\.\n\d+ findings left/);
    expect(await read(folder)).toBe(FIXED);
  });

  test('--dry-run writes nothing and prints the diff that would be made', async () => {
    const folder = await temporaryFolder({ 'openapi.yaml': DOCUMENT });
    const { code, stdout, stderr } = await run(folder, '--dry-run');
    expect(await read(folder)).toBe(DOCUMENT);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^openapi\.yaml: 4 edits to make\n/);
    execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
    expect(await read(folder)).toBe(FIXED);
  });

  test('--rule limits it to rules, and with a severity sets it', async () => {
    const folder = await temporaryFolder({ 'openapi.yaml': DOCUMENT });
    const { code, stdout } = await run(folder, '--rule', 'tls-server', '--preset', 'essential', '--rule', 'token-basic=off');
    expect(await read(folder)).toBe(DOCUMENT.replace('http:', 'https:'));
    expect(stdout).toMatch(/^openapi\.yaml: 1 edit\n/);
    expect(code).toBe(0);
  });

  test('the exit code is that of what is left', async () => {
    const folder = await temporaryFolder({ 'openapi.yaml': DOCUMENT.replace('scheme: basic', 'scheme: bearer') });
    expect((await run(folder, '--preset', 'essential', '--dry-run')).code).toBe(0);
    expect((await run(folder, '--fail-on', 'info', '--dry-run')).code).toBe(1);
  });

  test('several files, JSON with a byte order mark and CRLF, permissions as they were', async () => {
    const json =
      '\ufeff{\r\n\t"openapi": "3.1.0",\r\n\t"servers": [\r\n\t\t{\r\n\t\t\t"url": "http://a.pets.dev"\r\n\t\t}\r\n\t],\r\n\t"paths": {}\r\n}\r\n';
    const folder = await temporaryFolder({ 'a/openapi.json': json, 'b/openapi.yaml': DOCUMENT });
    await chmod(join(folder, 'a/openapi.json'), 0o640);
    await run(folder, '--rule', 'tls-server', '.');
    expect(await read(folder, 'a/openapi.json')).toBe(json.replace('http:', 'https:'));
    expect((await stat(join(folder, 'a/openapi.json'))).mode & 0o777).toBe(0o640);
    expect(await read(folder, 'b/openapi.yaml')).toBe(DOCUMENT.replace('http:', 'https:'));
  });

  test('an object of a part is left open, as another document may answer with it', async () => {
    const pet = 'type: object\nproperties: {name: {type: string}}\n';
    const root = DOCUMENT.slice(0, DOCUMENT.indexOf('  schemas:'))
      .replaceAll("'#/components/schemas/User'", 'pet.yaml')
      .replace(
        'content: {application/json: {schema: {$ref: pet.yaml}}}}}\n      responses',
        'content: {application/json: {schema: {$ref: pet.yaml}}}}\n      responses',
      );
    const request = root.replace(/description: ok, content.*$/m, 'description: ok}');
    const folder = await temporaryFolder({ 'openapi.yaml': request, 'pet.yaml': pet });
    await run(folder, 'openapi.yaml', '--preset', 'strict', '--rule', 'input-object-open');
    expect(await read(folder, 'pet.yaml')).toBe(pet);
    const whole = await temporaryFolder({
      'openapi.yaml': `${request.replaceAll('pet.yaml', "'#/components/schemas/Pet'")}  schemas:\n    Pet:\n${pet.replace(/^(?=.)/gm, '      ')}`,
    });
    await run(whole, 'openapi.yaml', '--preset', 'strict', '--rule', 'input-object-open');
    expect(await read(whole)).toContain('      additionalProperties: false\n');
  });

  test('what stands in a part of the document is mended there', async () => {
    const root = DOCUMENT.replace('    User: {type: object, properties: {password: {type: string}}}\n', "    User: {$ref: 'user.yaml'}\n");
    const folder = await temporaryFolder({
      'openapi.yaml': root,
      'user.yaml': 'type: object\nproperties:\n  password: {type: string} # secret\n',
    });
    await run(folder, 'openapi.yaml', '--rule', 'data-password-format');
    expect(await read(folder)).toBe(root);
    expect(await read(folder, 'user.yaml')).toBe('type: object\nproperties:\n  password: {type: string, format: password} # secret\n');
  });
});

describe('a file is left as it was', { timeout: 60_000 }, () => {
  test.each([
    [
      'that is a link',
      async (folder: string) => {
        await writeFile(join(folder, 'real.txt'), DOCUMENT);
        await symlink('real.txt', join(folder, 'openapi.yaml'));
      },
      /openapi\.yaml: left as it was, it is reached through a link/,
    ],
    [
      'that is UTF-16',
      (folder: string) => writeFile(join(folder, 'openapi.yaml'), Buffer.from(`\ufeff${DOCUMENT}`, 'utf16le')),
      /openapi\.yaml: left as it was, it is UTF-16/,
    ],
  ])('%s', async (_, prepare, said) => {
    const folder = await temporaryFolder();
    await prepare(folder);
    const before = await readFile(join(folder, 'openapi.yaml'));
    const { code, stdout } = await run(folder, 'openapi.yaml');
    expect(stdout).toMatch(said);
    expect(code).toBe(1);
    expect(await readFile(join(folder, 'openapi.yaml'))).toEqual(before);
  });

  test('that lies outside of the working folder', async () => {
    const folder = await temporaryFolder({ 'here/x.txt': '', 'there/openapi.yaml': DOCUMENT });
    const { stdout } = await run(join(folder, 'here'), '../there/openapi.yaml');
    expect(stdout).toMatch(/left as it was, it lies outside of the folder/);
    expect(await read(folder, 'there/openapi.yaml')).toBe(DOCUMENT);
  });

  test('that is not readable, and the others are fixed', async () => {
    const folder = await temporaryFolder({ 'a.yaml': 'openapi: [', 'openapi.yaml': DOCUMENT });
    const { code } = await run(folder, 'a.yaml', 'openapi.yaml', '--rule', 'tls-server');
    expect(code).toBe(4);
    expect(await read(folder)).toBe(DOCUMENT.replace('http:', 'https:'));
  });
});

describe('usage', { timeout: 60_000 }, () => {
  test.each([
    [['-'], /writes files, and standard input is none/],
    [['--rule', 'tls-servr'], /tls-server/],
    [['--format', 'json'], /takes no --format/],
    [['nope.yaml'], /does not exist/],
  ])('%j', async (argv, message) => {
    const folder = await temporaryFolder({ 'openapi.yaml': DOCUMENT });
    const { code, stdout, stderr } = await run(folder, ...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(await read(folder)).toBe(DOCUMENT);
  });

  test('nothing to judge', async () => {
    expect((await run(await temporaryFolder({ 'x.txt': '' }))).code).toBe(3);
  });
});

test('nothing that is printed acts on a terminal or shows a secret', { timeout: 60_000 }, async () => {
  const hostile = DOCUMENT.replace('/users:', '"/\\e[31m\\n::error::x":').replace(
    '# live',
    '# ghp_x9Kd03bQz7LmT2vRw8YcA5nE1hJ6sUfGpO4i \u202e',
  );
  const folder = await temporaryFolder({ 'openapi.yaml': hostile });
  for (const argv of [['--dry-run'], []]) {
    const { stdout, stderr } = await run(folder, ...argv);
    for (const text of [stdout, stderr]) {
      expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|^\s*::|x9Kd03bQz7/mu);
    }
    expect(stdout).toContain('servers');
  }
  expect(await read(folder)).toContain('https://api.pets.dev}] # ghp_x9Kd03bQz7LmT2vRw8YcA5nE1hJ6sUfGpO4i \u202e\n');
});
