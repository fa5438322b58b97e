import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-pattern-unanchored.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withComponent, withParameter2, withResponse } from './documents.ts';

const flow = (pattern: string) => withComponent(`{ type: string,\n pattern: '${pattern}' }`);
const hit = (pattern: string, part: string) => ({ name: `lacks an anchor: ${pattern}`, document: flow(pattern), hits: [`7: ${part}`] });
const fine = (pattern: string) => ({ name: `anchored: ${pattern}`, document: flow(pattern), hits: [] });

describe('input-pattern-unanchored', () =>
  cases(rule, [
    ...everyVersion3({ name: 'neither', document: flow('[a-z]+'), hits: ['7: lacks `^` and `$`'] }),
    { name: 'swagger 2', document: withParameter2("type: string, pattern: 'ab'"), hits: ['7: '] },
    hit('^[a-z]+', 'The pattern of `Thing` lacks `$`'),
    hit('[a-z]+$', 'The pattern of `Thing` lacks `^`'),
    hit('^a|b$', 'The pattern of `Thing` lacks `^` and `$`'),
    hit('a\\$', 'The pattern of `Thing` lacks `^` and `$`'),
    ...['^[a-z]+$', '^(?:a|b)$', '(^a$)|(^b$)', '^(?=.*a)b$', '\\A[a-z]+\\z', '/^[a-z]+$/i', '.*', '['].map(fine),
    {
      name: 'a whole-value pattern beside it',
      document: withComponent(`{ allOf: [{ type: string, pattern: '[A-Z]' }, { pattern: '^.{8,64}$' }] }`),
      hits: [],
    },
    { name: 'response', document: withResponse(`{ type: string, pattern: 'a' }`), hits: [] },
  ]));
