import { expect, test } from 'vitest';
import { Progress } from '../../src/cli/progress.ts';

function watch(isTTY: boolean, times: number[]): string {
  let written = '';
  const clock = [0, ...times];
  const write = (text: string) => {
    written += text;
  };
  const progress = new Progress({ isTTY, columns: 20, write }, () => clock.shift() ?? 0);
  for (const [index] of times.entries()) progress.update(index, times.length, `some/long\u001b/file${index}.yaml`);
  progress.clear();
  return written;
}

test('says nothing within the first second', () => expect(watch(true, [10, 500, 999])).toBe(''));
test('says nothing where no one watches', () => expect(watch(false, [5000])).toBe(''));
test('draws one line, cut and inert, and takes it away', () => {
  expect(watch(true, [500, 1500])).toBe('\r\u001b[2K1/2 some/long\\u001b\r\u001b[2K');
});
