/** Reads Ruby: modules, classes, methods, statements. Expressions stand in the file beside it. */

import { functionOf, name, openApiComments, other } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression, Field, FunctionDeclaration, Import, Statement, TypeDeclaration, Unit } from '../syntax/unit.ts';
import { isStatement, RubyExpressions } from './ruby-expressions.ts';
import { rubySuspects } from './ruby-suspects.ts';

/**
 * The unit of a Ruby file. A module is an abstract class. A type's name is what stands behind `class` (`Api::V1::Users` stays whole), its
 * owners are the bodies around it, each as written: Ruby looks constants up by them. What a class body calls (`before_action`, `include`)
 * are its statements. `attr_reader` and the like declare no field here.
 */
export function readRuby(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  const statements = new Reader().statements(root);
  return { file, language, imports: statements.flatMap(requireOf), exports: [], statements, comments: openApiComments(root), broken };
}

function requireOf(statement: Statement): Import[] {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return [];
  const { callee, arguments: args, at } = statement.value;
  const [first] = args;
  if (callee.kind !== 'name' || !/^require(?:_relative)?$/.test(callee.name) || first?.value.kind !== 'string') return [];
  return [{ name: '', from: callee.name === 'require_relative' ? `./${first.value.value}` : first.value.value, imported: '*', at }];
}

type BlockKind = Extract<Statement, { kind: 'block' }>['of'];

class Reader extends RubyExpressions {
  #owners: readonly string[] = [];

  statements(parent: SyntaxNode | undefined): Statement[] {
    if (parent === undefined) return [];
    if (!BODIES.has(parent.type)) return this.statement(parent);
    const handlers = parent.children.filter((child) => child.named && HANDLERS.has(child.type));
    const plain = parent.children.filter((child) => isStatement(child) && !HANDLERS.has(child.type) && child.fieldName !== 'parameters');
    const body = plain.flatMap((child) => this.statement(child));
    if (handlers.length === 0) return body;
    return [
      { kind: 'block', of: 'try', body, at: parent.span },
      ...handlers.map((child): Statement => {
        const of: BlockKind = child.type === 'rescue' ? 'catch' : 'plain';
        return {
          kind: 'block',
          of,
          body: this.statements(child.field('body') ?? (child.type === 'rescue' ? undefined : child)),
          at: child.span,
        };
      }),
    ];
  }

  statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'class':
      case 'module':
        return [{ kind: 'type', type: this.#type(node), at }];
      case 'singleton_class':
        return this.statements(node.field('body')).map((each) =>
          each.kind === 'function' ? { ...each, function: asStatic(each.function) } : each,
        );
      case 'method':
      case 'singleton_method':
        return [{ kind: 'function', function: this.method(node), at }];
      case 'if':
      case 'unless':
      case 'elsif':
        return this.#if(node);
      case 'if_modifier':
      case 'unless_modifier': {
        const body = node.field('body');
        const condition = this.#condition(node);
        return [{ kind: 'block', of: 'if', condition, body: body === undefined ? [] : this.statement(body), at }];
      }
      case 'case':
      case 'case_match':
        return [this.#case(node)];
      case 'begin':
        return [{ kind: 'block', of: 'plain', body: this.statements(node), at }];
      case 'while':
      case 'until':
      case 'while_modifier':
      case 'until_modifier': {
        const condition = node.field('condition');
        const read = condition === undefined ? {} : { condition: this.expression(condition) };
        return [{ kind: 'block', of: 'loop', ...read, body: this.statements(node.field('body')), at }];
      }
      case 'for': {
        const over = node.field('value')?.items[0];
        const target = node.field('pattern');
        const each =
          over === undefined || target === undefined ? {} : { each: { target: this.expression(target), over: this.expression(over) } };
        return [{ kind: 'block', of: 'loop', ...each, body: this.statements(node.field('body')), at }];
      }
      case 'return':
      case 'next':
      case 'break': {
        const value = node.items[0]?.items[0];
        return [{ kind: 'return', ...(value !== undefined && { value: this.expression(value) }), at }];
      }
      case 'alias': {
        const args = ['name', 'alias'].map((field) => ({ value: { kind: 'string' as const, value: node.field(field)?.text ?? '', at } }));
        return [{ kind: 'expression', value: { kind: 'call', callee: name('alias_method', at), arguments: args, at }, at }];
      }
      case 'then':
      case 'else':
      case 'do':
        return this.statements(node);
      case 'parenthesized_statements':
        return node.items.flatMap((item) => this.statement(item));
      default:
        return [this.#plain(this.expression(node))];
    }
  }

  /** `raise X` is a throw, `x = 1` a variable. */
  #plain(value: Expression): Statement {
    const { at } = value;
    const raised = value.kind === 'name' || value.kind === 'call' ? (value.kind === 'call' ? value.callee : value) : undefined;
    if (raised?.kind === 'name' && raised.name === 'raise') return { kind: 'throw', ...(value.kind === 'call' && { value }), at };
    if (value.kind === 'assign' && value.target.kind === 'name' && /^[A-Za-z_]/.test(value.target.name))
      return { kind: 'declare', target: value.target, value: value.value, at };
    return { kind: 'expression', value, at };
  }

  #condition(node: SyntaxNode): Expression {
    const condition = node.field('condition');
    const read = condition === undefined ? other(node.span) : this.expression(condition);
    return node.type.startsWith('unless') ? other(read.at, [read], '!') : read;
  }

  #if(node: SyntaxNode): Statement[] {
    const condition = this.#condition(node);
    const alternative = node.field('alternative');
    const own: Statement = { kind: 'block', of: 'if', condition, body: this.statements(node.field('consequence')), at: node.span };
    if (alternative === undefined) return [own];
    const body = alternative.type === 'elsif' ? this.#if(alternative) : this.statements(alternative);
    return [own, { kind: 'block', of: 'else', condition, body, at: alternative.span }];
  }

  #case(node: SyntaxNode): Statement {
    const value = node.field('value');
    const branches = node.items.filter((item) => item !== value);
    const subject = value === undefined ? [] : [this.expression(value)];
    const body = branches.map((branch): Statement => {
      const patterns = branch.fields('pattern').flatMap((item) => item.items.map((each) => this.expression(each)));
      const read = branch.type === 'else' ? {} : { condition: other(branch.span, [...subject, ...patterns], 'case') };
      const inner = this.statements(branch.type === 'else' ? branch : branch.field('body'));
      return { kind: 'block', of: 'case', ...read, body: inner, at: branch.span };
    });
    return { kind: 'block', of: 'plain', body, at: node.span };
  }

  #type(node: SyntaxNode): TypeDeclaration {
    const nameNode = node.field('name');
    const written = (nameNode?.text ?? '').replaceAll(/\s/g, '');
    const superclass = node.field('superclass')?.items[0];
    const owners = this.#owners;
    this.#owners = [...owners, written];
    const statements = this.statements(node.field('body'));
    this.#owners = owners;
    return {
      name: written,
      owners,
      kind: 'class',
      decorators: [],
      supertypes: superclass === undefined ? [] : [{ name: superclass.text.replaceAll(/\s/g, ''), args: [], at: superclass.span }],
      typeParameters: [],
      fields: statements.flatMap(constantOf),
      methods: methodsOf(statements),
      statements: statements.filter(({ kind }) => kind !== 'function' && kind !== 'declare'),
      abstract: node.type === 'module',
      at: (nameNode ?? node).span,
    };
  }

  method(node: SyntaxNode): FunctionDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const parameters = node.field('parameters');
    return functionOf(node, {
      name: nameNode?.text ?? '',
      parameters: this.parameters(parameters),
      body: this.inMethod(() => this.statements(body)),
      modifiers: node.type === 'singleton_method' ? ['static'] : [],
      suspects: rubySuspects(`${parameters?.text ?? ''}\n${body?.text ?? ''}`),
      at: (nameNode ?? node).span,
    });
  }
}

const BODIES = new Set([
  'program',
  'body_statement',
  'block_body',
  'then',
  'else',
  'do',
  'begin',
  'ensure',
  'rescue',
  'parenthesized_statements',
  'begin_block',
  'end_block',
]);

const HANDLERS = new Set(['rescue', 'ensure']);

function asStatic(declared: FunctionDeclaration): FunctionDeclaration {
  return { ...declared, modifiers: [...declared.modifiers, 'static'] };
}

function constantOf(statement: Statement): Field[] {
  if (statement.kind !== 'declare' || statement.target.kind !== 'name') return [];
  const { target, value } = statement;
  const read = value === undefined ? {} : { value };
  return [{ name: target.name, decorators: [], ...read, optional: false, modifiers: ['static', 'const'], at: target.at }];
}

const VISIBILITY = /^(?:private|protected|public)$/;

/** Methods with their visibility: `private` alone holds for all below it, `private :a` and `private def a` for those named. */
function methodsOf(statements: readonly Statement[]): FunctionDeclaration[] {
  const methods: FunctionDeclaration[] = [];
  const named = new Map<string, string>();
  let current = 'public';
  for (const statement of statements) {
    if (statement.kind === 'function') {
      const { function: declared } = statement;
      methods.push(declared.modifiers.includes('static') ? declared : { ...declared, modifiers: [current] });
    } else if (statement.kind === 'expression') {
      const { value } = statement;
      if (value.kind === 'name' && VISIBILITY.test(value.name)) current = value.name;
      if (value.kind !== 'call' || value.callee.kind !== 'name') continue;
      const modifier = value.callee.name;
      for (const { value: given } of value.arguments) {
        if (given.kind === 'function' && given.function.name !== '')
          methods.push({ ...given.function, modifiers: [...given.function.modifiers, VISIBILITY.test(modifier) ? modifier : current] });
        else if (VISIBILITY.test(modifier))
          for (const each of given.kind === 'list' ? given.items : [given]) if (each.kind === 'string') named.set(each.value, modifier);
      }
    }
  }
  return methods.map((each) => {
    const set = each.modifiers.includes('static') ? undefined : named.get(each.name);
    return set === undefined ? each : { ...each, modifiers: [set] };
  });
}
