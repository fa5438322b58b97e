/** A rule's example as a whole document: adds the head and `paths` where the example leaves them out. */
export function completeExample(text: string): string {
  const body = dedent(text);
  const has = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(body);
  const swagger = has('swagger');
  const head = swagger || has('openapi') ? '' : 'openapi: 3.1.0\n';
  const info = has('info') ? '' : 'info:\n  title: Example\n  version: "1.0"\n';
  const paths = has('paths') || has('webhooks') ? '' : 'paths: {}\n';
  return `${head}${info}${body}${paths}`;
}

/** Removes a leading line break and the indentation that all lines share. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return `${lines.map((line) => line.slice(shared)).join('\n')}\n`;
}

/** Where the source file of an example stands, by its language, and what else a project of that kind has. */
export const EXAMPLE_FILES: Readonly<
  Record<'javascript' | 'python', { readonly file: string; readonly others: Readonly<Record<string, string>> }>
> = {
  javascript: { file: 'src/app.js', others: { 'package.json': '{"type": "module"}' } },
  python: { file: 'app/main.py', others: { 'pyproject.toml': '[project]\nname = "example"\n' } },
};
