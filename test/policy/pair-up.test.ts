import { expect, test } from 'vitest';
import { pairUp } from '../../src/policy/pair-up.ts';

const item = (text: string) => {
  const [keys = '', detail = ''] = text.split(':');
  return { keys: keys.split('|'), detail: () => detail };
};

test.each([
  [
    'equal keys',
    ['a', 'b'],
    ['b', 'a'],
    [
      [0, 1],
      [1, 0],
    ],
  ],
  ['a key that nobody knows', ['a'], ['b'], []],
  ['one known, two found', ['a', 'a'], ['a'], [[0, 0]]],
  ['two known, one found', ['a'], ['a', 'a'], [[0, 0]]],
  ['equal detail first', ['a:new', 'a:old'], ['a:old'], [[1, 0]]],
  [
    'equal detail, then order',
    ['a:x', 'a:y', 'a:z'],
    ['a:y', 'a:w'],
    [
      [1, 0],
      [0, 1],
    ],
  ],
  ['any of several keys', ['a|b'], ['b|c'], [[0, 0]]],
  ['each known one once', ['a', 'b'], ['a|b'], [[0, 0]]],
  ['nothing', [], [], []],
] as const)('%s', (_, own, known, pairs) => {
  expect([...pairUp(own.map(item), known.map(item))]).toEqual(pairs);
});
