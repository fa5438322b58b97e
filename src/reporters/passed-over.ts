import type { Report } from '../findings/report.ts';
import { count } from './ranking.ts';

/** What is said of things passed over. Folders of dependencies and files of other kinds are no surprise to anybody. */
const REASONS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'test-folder': ['folder of tests', 'folders of tests'],
  ignored: ['file or folder that git ignores', 'files or folders that git ignores'],
  link: ['link', 'links'],
  unreadable: ['file or folder that cannot be read', 'files or folders that cannot be read'],
};

/** What the search left out and a reader may believe judged, as sentences; undefined when there is nothing of the kind. */
export function notSearched({ passedOver = {} }: Pick<Report, 'passedOver'>): string | undefined {
  const said = Object.entries(REASONS).flatMap(([reason, [one, many]]) => {
    const number = passedOver[reason] ?? 0;
    return number === 0 ? [] : [count(number, one, many)];
  });
  const remote = passedOver['remote-reference'] ?? 0;
  const sentences = [
    said.length === 0 ? '' : `Not searched: ${said.join(', ')}. Name one to have it judged.`,
    remote === 0
      ? ''
      : `Not judged: what ${count(remote, 'reference')} to other hosts ${remote === 1 ? 'leads' : 'lead'} to, since nothing is fetched.`,
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
