import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-pattern-loose.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withComponent, withParameter2, withResponse } from './documents.ts';

const flow = (pattern: string) => withComponent(`{ type: string,\n pattern: '${pattern}' }`);
const loose = (pattern: string) => ({ name: `loose: ${pattern}`, document: flow(pattern), hits: ['7: The pattern of `Thing`'] });
const tight = (pattern: string) => ({ name: `tight: ${pattern}`, document: flow(pattern), hits: [] });

describe('input-pattern-loose', () =>
  cases(rule, [
    ...everyVersion3({ name: 'anchored', document: flow('^.*$'), hits: ['7: The pattern of `Thing` matches every string'] }),
    { name: 'not anchored', document: flow('[a-z]*'), hits: ['7: is not anchored and finds a match in every string'] },
    { name: 'swagger 2', document: withParameter2("type: string, pattern: '.+'"), hits: ['7: query parameter `q` of GET /things'] },
    ...['.*', '', '^', '$', '^.+$', '[\\s\\S]*', '^(.|\\n)*$', '\\w*$', '^[a-z]*', '.*|foo', '/^.*$/'].map(loose),
    ...['^[a-z]*$', '.*\\S.*', '^.{1,9}$', '.{3,}', '^[^/]+$', '^(?!x).*$', '(', '^[ -~]+$'].map(tight),
    { name: 'one of two restricts', document: withComponent(`{ type: string, allOf: [{ pattern: '.*' }, { pattern: '^a$' }] }`), hits: [] },
    { name: 'beside an enum', document: withComponent(`{ type: string, enum: [a], pattern: '.*' }`), hits: [] },
    { name: 'response', document: withResponse(`{ type: string, pattern: '.*' }`), hits: [] },
  ]));
