import type { Gather } from '../findings/gather.ts';
import { defineRule, type Problem, type Rule } from './define-rule.ts';

const rules = new WeakMap<Rule, Rule>();

/** A rule as it speaks of source code: what it advises is done there, and no edit of a document mends it. */
export function inCode(rule: Rule): Rule {
  const { inCode: edit } = rule;
  if (edit === undefined) return rule;
  const known = rules.get(rule) ?? translated(rule, edit);
  rules.set(rule, known);
  return known;
}

function translated(rule: Rule, edit: string): Rule {
  const gathers = new WeakMap<Gather, Gather>();
  const translate = (message: string): string => withEdit(message, edit);
  const gathered = (gather: Gather): Gather => {
    const known = gathers.get(gather) ?? { ...gather, speak: (count: number) => translate(gather.speak(count)) };
    gathers.set(gather, known);
    return known;
  };
  const { everywhere } = rule;
  return defineRule({
    ...rule,
    fix: `${edit.charAt(0).toUpperCase()}${edit.slice(1)}.`,
    *check(node, context) {
      for (const { edits: _, gather, ...problem } of rule.check(node, context) ?? []) {
        const said: Problem = { ...problem, message: translate(problem.message) };
        yield gather === undefined ? said : { ...said, gather: gathered(gather) };
      }
    },
    ...(everywhere !== undefined && { everywhere: (count, context) => translate(everywhere(count, context)) }),
  });
}

/** Messages end with a colon and the edit; a colon within backticks is part of a name. */
function withEdit(message: string, edit: string): string {
  let quoted = false;
  let end = message.length;
  for (let at = 0; at < message.length; at++) {
    if (message[at] === '`') quoted = !quoted;
    else if (!quoted && message.startsWith(': ', at)) end = at;
  }
  return `${message.slice(0, end)}: ${edit}`;
}
