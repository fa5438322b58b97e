import { expect, test } from 'vitest';
import { chooseRoot } from '../../src/cli/root.ts';

const isDirectory = (path: string) => ['/repo', '/w', '/w/repo', '/tmp', '/tmp/x'].includes(path);

test.each([
  ['nothing named', [], undefined, '/repo', [], undefined],
  ['inside', ['a.yaml', './b/../c.yaml', '/repo/d.yaml'], undefined, '/repo', ['a.yaml', 'c.yaml', 'd.yaml'], undefined],
  ['the folder itself', ['.'], undefined, '/repo', ['.'], undefined],
  ['globs', ['apis/**/*.{yaml,json}', '!apis/old'], undefined, '/repo', ['apis/**/*.{yaml,json}', '!apis/old'], undefined],
  ['a file elsewhere', ['/tmp/x/openapi.yaml'], undefined, '/tmp/x', ['openapi.yaml'], undefined],
  ['a folder elsewhere', ['/tmp'], undefined, '/tmp', ['.'], undefined],
  ['a neighbour folder', ['../other/a.yaml', 'b.yaml'], undefined, '/', [], 'share no folder'],
  ['a glob elsewhere', ['/tmp/x/**/*.yaml'], undefined, '/tmp/x', ['**/*.yaml'], undefined],
  ['two files elsewhere', ['/tmp/x/a/1.yaml', '/tmp/x/b/2.yaml'], undefined, '/tmp/x', ['a/1.yaml', 'b/2.yaml'], undefined],
  ['no common folder', ['/tmp/a.yaml', '/srv/b.yaml'], undefined, '/', [], 'share no folder'],
  ['a file in the root folder', ['/openapi.yaml'], undefined, '/', [], '`/openapi.yaml` is or lies in the root folder of the disk'],
  ['a name that begins with two dots is inside', ['..a.yaml'], undefined, '/repo', ['..a.yaml'], undefined],
])('%s', (_, operands, ruleset, directory, patterns, error) => {
  if (error !== undefined) return expect(() => chooseRoot('/repo', operands, ruleset, isDirectory)).toThrow(error);
  expect(chooseRoot('/repo', operands, ruleset, isDirectory)).toEqual({ directory, patterns, ruleset: undefined });
});

test('the ruleset counts as named', () => {
  expect(chooseRoot('/w/repo', ['a.yaml'], 'rules.yaml', isDirectory)).toEqual({
    directory: '/w/repo',
    patterns: ['a.yaml'],
    ruleset: 'rules.yaml',
  });
  expect(chooseRoot('/w/repo', ['a.yaml'], '../rules.yaml', isDirectory)).toEqual({
    directory: '/w',
    patterns: ['repo/a.yaml'],
    ruleset: 'rules.yaml',
  });
});

test('discovery with a ruleset elsewhere still searches the working directory', () => {
  expect(chooseRoot('/w/repo', [], '../rules.yaml', isDirectory)).toEqual({ directory: '/w', patterns: ['repo'], ruleset: 'rules.yaml' });
});
