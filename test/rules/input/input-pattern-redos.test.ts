import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-pattern-redos.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withComponent, withParameter2, withResponse } from './documents.ts';

const flow = (pattern: string, more = '') => withComponent(`{ type: string,\n pattern: '${pattern}'${more} }`);

/** A loop among more words than are looked at. */
const hidden = `^(?:${Array.from({ length: 100 }, (_, index) => `word${index}`).join('|')}|(a+)+)+$`;

describe('input-pattern-redos', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'exponential',
      document: flow('^(a+)+$'),
      hits: ['7: Many `a` in a row make the pattern of `Thing` backtrack exponentially'],
    }),
    { name: 'swagger 2', document: withParameter2("type: string, pattern: '^(a|aa)+$'"), hits: ['7: '] },
    { name: 'exponential in spite of maxLength', document: flow('^(a+)+$', ', maxLength: 40'), hits: ['7: '] },
    { name: 'too short to hurt', document: flow('^(a+)+$', ', maxLength: 16'), hits: [] },
    { name: 'quadratic without a bound', document: flow('^.*@.*$'), hits: ['7: with the square of its length'] },
    { name: 'cubic', document: flow('^.+@.+\\..+$'), hits: ['7: with the power 3 of its length'] },
    { name: 'quadratic on a short string', document: flow('^.*@.*$', ', maxLength: 320'), hits: [] },
    { name: 'quadratic against a stricter policy', document: flow('^.*@.*$', ', maxLength: 320'), options: { steps: 1000 }, hits: ['7: '] },
    {
      name: 'names of properties',
      document: withComponent(`{ type: object, patternProperties: {\n '^(a+)+$': { type: boolean } } }`),
      hits: ['7: '],
    },
    {
      name: 'too large to be judged',
      document: flow(hidden),
      hits: ['7: The pattern of `Thing` is too large to tell whether it backtracks'],
    },
    { name: 'too large, and too short to hurt', document: flow(hidden, ', maxLength: 16'), hits: [] },
    { name: 'essential: too large to be judged', document: flow(hidden), options: { polynomial: false, unjudged: false }, hits: [] },
    { name: 'linear', document: flow('^[a-z]+(?:-[a-z]+)*$'), hits: [] },
    { name: 'always matches', document: flow('(.*)*'), hits: [] },
    { name: 'not a pattern', document: flow('^(a+'), hits: [] },
    { name: 'response', document: withResponse(`{ type: string, pattern: '^(a+)+$' }`), hits: [] },
    { name: 'a pattern in an example', document: withComponent(`{ type: object, example: { pattern: '^(a+)+$' } }`), hits: [] },
    { name: 'essential: polynomial', document: flow('^.+@.+\\..+$'), options: { polynomial: false }, hits: [] },
    { name: 'essential: exponential', document: flow('^(a+)+$'), options: { polynomial: false }, hits: ['7: '] },
  ]));
