/** Controllers that other files change: overrides, initializers, engines. */
import type { CodePlace } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';

/** `BooksController.class_eval do`, `BooksController.skip_before_action :enter`. */
const CHANGES =
  /\b((?:\w{1,80}::){0,8}\w{0,80}Controller|ActionController::(?:Base|API|Metal))(?:&?\.|::)(?:skip_|reset_callbacks|_\w*callbacks|set_callback|class_eval|class_exec|instance_eval|instance_exec|module_eval|send\b|public_send|__send__|define_method|alias_method|prepend|include\b|undef_method|remove_method|tap\b|instance_method|method\b)/g;

const TAKES_AWAY =
  /\b(?:skip_(?:before_|around_)(?:action|filter)|skip_action_callback|skip_filter|_process_action_callbacks|(?:reset_callbacks|skip_callback)[ (]+:process_action)\b/;

const CONTROLLER = /\b(?:\w{1,80}::){0,8}\w{1,80}Controller\b/g;

const TESTS = /(?:^|\/)(?:spec|test|tests|features|db)\//;

/** What other files change. */
export interface Reopened {
  /** Where the controller or module of this name is changed. */
  of(name: string): CodePlace | undefined;
}

/** Looks through every file; `isUnread` tells of one whether skips stand in it that class bodies do not follow. */
export function reopenedControllers(program: Program, isUnread: (file: string) => boolean): Reopened {
  const changed = new Map<string, CodePlace>();
  let anything: CodePlace | undefined;
  for (const file of program.files) {
    if (!file.endsWith('.rb') || TESTS.test(file)) continue;
    const source = program.text(file);
    if (!source.includes('Controller') && !TAKES_AWAY.test(source)) continue;
    const text = withoutComments(source);
    for (const { 1: name = '', index } of text.matchAll(CHANGES))
      changed.set(lastOf(name), { file, span: { start: index, end: index + name.length } });
    if (/(?:^|\/)app\/controllers\//.test(file) || !TAKES_AWAY.test(text) || !isUnread(file)) continue;
    const place = { file, span: { start: 0, end: 0 } };
    const names = [...text.matchAll(CONTROLLER)].map(([name]) => lastOf(name));
    if (names.length === 0 || /\bon_load\b/.test(text)) anything ??= place;
    for (const name of names) changed.set(name, place);
  }
  return {
    of: (name) => changed.get(lastOf(name)) ?? anything,
  };
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** The same text with spaces for its comments, as far as a line tells them for certain. */
export function withoutComments(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const at = line.indexOf('#');
      return at === -1 || /["'%`/]/.test(line.slice(0, at)) ? line : line.slice(0, at).padEnd(line.length);
    })
    .join('\n');
}
