import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../../src/documents/lines.ts';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { ownerChanges } from '../../../src/policy/tamper/owners.ts';

type Files = Readonly<Record<string, string>>;

/** As `file:line message`. */
async function changes(base: Files, head: Files, owned: readonly string[], up?: string): Promise<string[]> {
  const found = await ownerChanges({
    base: new MemoryWorkspace(base),
    head: new MemoryWorkspace(head),
    owned,
    ...(up !== undefined && { up }),
  });
  return found.map(({ place, span, message }) => {
    const { line } = lineIndex(place.document.text).position(span?.start ?? 0);
    return `${place.document.file}:${line} ${message.replace(': it counts once it is merged', '')}`;
  });
}

const FILE = 'CODEOWNERS';
const OWNED = '# All\n* @acme/pets\n/.apiward.yml @acme/security\n/.github/ @acme/security @ada\n';

describe('the owners of a file of the policy', () => {
  test.each<[string, Files, Files, readonly string[], readonly string[]]>([
    [
      'are taken away by a line behind',
      { [FILE]: OWNED },
      { [FILE]: `${OWNED}*.yml @mallory\n` },
      ['.apiward.yml'],
      ['CODEOWNERS:5 `.apiward.yml` was owned by `@acme/security` and is by `@mallory`'],
    ],
    [
      'fall to those of everything',
      { [FILE]: OWNED },
      { [FILE]: OWNED.replace('/.apiward.yml @acme/security\n', '') },
      ['.apiward.yml'],
      ['CODEOWNERS:2 `.apiward.yml` was owned by `@acme/security` and is by `@acme/pets`'],
    ],
    [
      'are nobody by a line without owners',
      { [FILE]: OWNED },
      { [FILE]: `${OWNED}.apiward.yml # free\n` },
      ['.apiward.yml'],
      ['CODEOWNERS:5 `.apiward.yml` was owned by `@acme/security` and is by nobody'],
    ],
    [
      'are nobody when the file is gone, that of the file included',
      { [FILE]: OWNED },
      {},
      ['.apiward.yml', '.github/workflows/api.yml'],
      [
        'CODEOWNERS:1 `.apiward.yml` was owned by `@acme/security` and is by nobody',
        'CODEOWNERS:1 `.github/workflows/api.yml` was owned by `@acme/security`, `@ada` and is by nobody',
        'CODEOWNERS:1 `CODEOWNERS` was owned by `@acme/pets` and is by nobody',
      ],
    ],
    [
      'are those of a file that GitHub reads first',
      { [FILE]: '.apiward.yml @a\n' },
      { [FILE]: '.apiward.yml @a\n', '.github/CODEOWNERS': '* @b\r\n' },
      ['.apiward.yml'],
      ['.github/CODEOWNERS:1 `.apiward.yml` was owned by `@a` and is by `@b`'],
    ],
    ['stay: the file moved', { [FILE]: OWNED }, { '.github/CODEOWNERS': OWNED }, ['.apiward.yml', '.github/workflows/api.yml'], []],
    [
      'stay: comments, blanks and order of owners',
      { [FILE]: OWNED },
      { [FILE]: OWNED.replace('@acme/security @ada', '  @ada   @acme/security # us') },
      ['.github/workflows/api.yml'],
      [],
    ],
    ['stay: a line for other files', { [FILE]: OWNED }, { [FILE]: `${OWNED}/src/ @b\n*.ts @c\n!.apiward.yml @d\n` }, ['.apiward.yml'], []],
    ['stay: a folder of that name elsewhere', { [FILE]: OWNED }, { [FILE]: `${OWNED}/docs/* @b\n` }, ['docs/deep/.apiward.yml'], []],
    ['are given: more eyes', { [FILE]: '/src @a\n' }, { [FILE]: '/src @a\n/.apiward.yml @b\n' }, ['.apiward.yml'], []],
    ['were none and are none', {}, { 'a.txt': '' }, ['.apiward.yml'], []],
  ])('%s', async (_, base, head, owned, expected) => expect(await changes(base, head, owned)).toEqual(expected));

  test('are told from a folder below', async () => {
    const [told] = await changes({ [FILE]: '* @a' }, { [FILE]: '* @b' }, ['services/pets/.apiward.yml'], '../../');
    expect(told).toBe('../../CODEOWNERS:1 `services/pets/.apiward.yml` was owned by `@a` and is by `@b`');
  });

  test('a backtick in a name breaks nothing', async () => {
    const [told] = await changes({ [FILE]: '* @a`b' }, { [FILE]: '* @`c`' }, ['.apiward.yml']);
    expect(told).toBe("CODEOWNERS:1 `.apiward.yml` was owned by `@a'b` and is by `@'c'`");
  });
});
