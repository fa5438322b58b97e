import { optionsTable } from '../../src/options.ts';

/** Fills the generated tables of a Markdown page, each between `<!-- options:FACE -->` and `<!-- /options -->`. */
export function inject(text: string): string {
  return text.replace(
    /(<!-- options:(cli|action) -->\n)[\s\S]*?(<!-- \/options -->)/g,
    (_, open: string, face: 'cli' | 'action', close: string) => {
      return `${open}${optionsTable(face)}\n${close}`;
    },
  );
}
