/** What happens when the machine fails: no report that looks whole and is not, and never the exit code of a pass. */
import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliProgram } from '../support/bundle.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

let folder: string;

beforeAll(async () => {
  folder = await cliProgram();
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell line in which `$CLI` is the command. `stop` is called with the process once it runs. */
function shell(line: string, cwd: string, stop?: (child: ReturnType<typeof spawn>) => void): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const cli = `${process.execPath} ${join(folder, 'cli.js')}`;
    const child = spawn('bash', ['--noprofile', '--norc', '-c', line.replaceAll('$CLI', cli)], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    if (stop === undefined) child.stdin.end();
    else stop(child);
  });
}

/** Findings enough for a report of some hundred kB. */
const long = INSECURE.replace(
  'paths:\n',
  `paths:\n${Array.from({ length: 300 }, (_, index) => `  /p${index}: { post: { responses: { '200': { description: ok } } } }\n`).join('')}`,
);

describe('a signal in the middle', { timeout: 60_000 }, () => {
  test('the old report stays, nothing else is left, and it is no pass', async () => {
    const cwd = await temporaryFolder({ 'report.json': 'old' });
    // It waits for the rest of its input, which never comes.
    const ended = await shell('exec $CLI - --format json --output report.json', cwd, (child) => {
      child.stdin?.write('openapi: 3.1.0\n');
      setTimeout(() => child.kill('SIGTERM'), 2_000);
    });
    expect(ended).toMatchObject({ code: null, signal: 'SIGTERM', stdout: '' });
    expect(await readFile(join(cwd, 'report.json'), 'utf8')).toBe('old');
    expect(await readdir(cwd)).toEqual(['report.json']);
  });
});

describe('no room for the report', { timeout: 60_000 }, () => {
  test.each(['text', 'json', 'sarif'])('%s on standard output: an error, whatever the verdict', async (format) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': SECURE });
    const ended = await shell(`$CLI openapi.yaml --preset essential --format ${format} > /dev/full`, cwd);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot write the report to standard output') });
  });

  test('a file that cannot grow: the old report stays, and nothing else is left', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': long, 'report.json': 'old' });
    // Files of one block at most; the signal that comes with it is ignored, so that the write fails instead.
    const ended = await shell("trap '' XFSZ; ulimit -f 1; $CLI openapi.yaml --preset strict --format json --output report.json", cwd);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^apiward: cannot write `report\.json`: .*\n$/) });
    expect(await readFile(join(cwd, 'report.json'), 'utf8')).toBe('old');
    expect((await readdir(cwd)).sort()).toEqual(['openapi.yaml', 'report.json']);
  });

  test.each([
    ['a folder that does not exist', 'no/report.json', 'its folder does not exist'],
    ['a folder', '.', 'it is a folder'],
    ['a full device', '/dev/full', 'no space left'],
  ])('%s', async (_, output, reason) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': SECURE });
    const ended = await shell(`$CLI openapi.yaml --preset essential --format json --output ${output}`, cwd);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
    expect(await readdir(cwd)).toEqual(['openapi.yaml']);
  });
});

describe('files that cannot be read', { timeout: 60_000 }, () => {
  test('a pipe, a folder, a link into itself: told, not waited for, and no pass', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': SECURE });
    for (const line of [
      'mkfifo pipe.yaml; $CLI pipe.yaml openapi.yaml',
      'mkdir folder.yaml; $CLI folder.yaml openapi.yaml',
      'ln -s self.yaml self.yaml; $CLI self.yaml openapi.yaml',
    ]) {
      const ended = await shell(line, cwd);
      expect([2, 3, 4], line).toContain(ended.code);
      expect(ended.stderr + ended.stdout, line).toMatch(/(?:pipe|folder|self)\.yaml/);
    }
  });
});
