import { expect, test, vi } from 'vitest';
import { MemoryWorkspace } from '../src/inputs/memory.ts';
import type { Api } from '../src/model/api.ts';
import { flagPolicy } from '../src/ruleset.ts';
import { run } from '../src/run.ts';

// The model is made to fail on documents that ask for it, which no document should achieve.
vi.mock(import('../src/model/build.ts'), async (original) => {
  const { buildApi } = await original();
  return {
    buildApi: (bundle) => {
      const api = buildApi(bundle);
      if (api?.raw['x-crash'] === true) throw new RangeError('Maximum call stack size exceeded');
      if (api?.raw['x-limit'] === true) {
        const limits = [{ place: api.place.at('info', 'title'), message: 'cut short' }];
        return { ...api, limits } satisfies Api;
      }
      return api;
    },
  };
});

const API = `openapi: 3.1.0
info:
  title: shop
  version: '1'
servers: [{url: http://api.shop.test}]
paths: {}
`;

const policy = await flagPolicy({ preset: 'essential' });

const report = (files: Record<string, string>) => run({ workspace: new MemoryWorkspace(files), patterns: Object.keys(files), policy });

test('a crash on one document is a bug of ours, and the other documents are judged', async () => {
  const { diagnostics, findings, exitCode, verdict } = await report({ 'a.yaml': `${API}x-crash: true\n`, 'b.yaml': API });
  expect(diagnostics).toEqual([
    {
      kind: 'engine-error',
      file: 'a.yaml',
      message: 'apiward failed on this document (Maximum call stack size exceeded): please report this bug',
    },
  ]);
  expect(findings.map(({ ruleId, file }) => [ruleId, file])).toEqual([['tls-server', 'b.yaml']]);
  expect({ exitCode, verdict }).toEqual({ exitCode: 5, verdict: 'fail' });
});

test('what the model leaves out is said at its place and fails the run, and the rest is judged', async () => {
  const { diagnostics, findings, exitCode } = await report({ 'a.yaml': `${API}x-limit: true\n` });
  expect(diagnostics).toEqual([
    { kind: 'unreadable', file: 'a.yaml', message: 'cut short', range: { start: { line: 3, column: 3 }, end: { line: 3, column: 8 } } },
  ]);
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['tls-server']);
  expect(exitCode).toBe(4);
});

test('what a reference to another host leads to is not judged, and that is told', async () => {
  const reference = `${API.replace('http:', 'https:')}components: { schemas: { Pet: { $ref: 'https://schemas.test/pet.yaml' } } }\n`;
  const allowed = await flagPolicy({ preset: 'essential', externalRefs: ['schemas.test'] });
  const { findings, passedOver } = await run({
    workspace: new MemoryWorkspace({ 'a.yaml': reference }),
    patterns: ['a.yaml'],
    policy: allowed,
  });
  expect(findings).toEqual([]);
  expect(passedOver).toEqual({ 'remote-reference': 1 });
});
