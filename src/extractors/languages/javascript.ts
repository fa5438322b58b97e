/** Reads JavaScript and TypeScript: modules, statements, classes. Expressions and types stand in the files beside it. */

import { docBefore, dotted, name, openApiComments } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Export, Expression, Import, Statement, Unit } from '../syntax/unit.ts';
import { decoratorsBefore, decoratorsIn, JavaScriptClasses } from './javascript-classes.ts';
import { stringValue } from './javascript-expressions.ts';
import { readType } from './javascript-types.ts';

/** The unit of a JavaScript or TypeScript file. */
export function readJavaScript(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  return new Reader().unit(file, language, root, broken);
}

class Reader extends JavaScriptClasses {
  readonly #imports: Import[] = [];
  readonly #exports: Export[] = [];

  unit(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
    const statements = this.statements(root);
    for (const statement of statements) this.#commonJs(statement);
    return { file, language, imports: this.#imports, exports: this.#exports, statements, comments: openApiComments(root), broken };
  }

  override statements(parent: SyntaxNode): Statement[] {
    return parent.children.flatMap((node, index) => (node.named && !isComment(node) ? this.#statement(node, parent, index) : []));
  }

  #statement(node: SyntaxNode, parent: SyntaxNode, index: number): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'import_statement':
        this.#import(node);
        return [];
      case 'export_statement':
        return this.#export(node, parent, index);
      case 'lexical_declaration':
      case 'variable_declaration':
        return node
          .fields('declarator')
          .concat(node.items.filter(({ type, fieldName }) => type === 'variable_declarator' && fieldName !== 'declarator'))
          .map((each) => this.#variable(each, parent, index));
      case 'function_declaration':
      case 'generator_function_declaration':
        return [{ kind: 'function', function: this.functionDeclaration(node, docBefore(parent, index)), at }];
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'interface_declaration':
      case 'type_alias_declaration':
      case 'enum_declaration':
        return [{ kind: 'type', type: this.typeDeclaration(node, decoratorsBefore(parent, index, this)), at }];
      case 'expression_statement':
        return node.items.map((value) =>
          value.type === 'internal_module'
            ? { kind: 'block', of: 'plain', body: this.#body(value.field('body')), at }
            : { kind: 'expression', value: this.expression(value), at },
        );
      case 'return_statement':
        return [{ kind: 'return', at, ...this.#only(node) }];
      case 'throw_statement':
        return [{ kind: 'throw', at, ...this.#only(node) }];
      case 'if_statement':
        return this.#if(node);
      case 'for_in_statement':
        return [this.#forIn(node)];
      case 'ambient_declaration':
        return [];
      default:
        return this.#block(node);
    }
  }

  #only(node: SyntaxNode): { value?: Expression } {
    const [value] = node.items;
    return value === undefined ? {} : { value: this.expression(value) };
  }

  #variable(node: SyntaxNode, parent: SyntaxNode, index: number): Statement {
    const target = node.field('name');
    const value = node.field('value');
    const type = node.field('type');
    const doc = docBefore(parent, index);
    const required = value === undefined || target === undefined ? undefined : requiredModule(this.expression(value));
    if (required !== undefined && target !== undefined) this.#require(this.pattern(target), required, node);
    return {
      kind: 'declare',
      target: target === undefined ? name('', node.span) : this.pattern(target),
      ...(type !== undefined && { type: readType(type, this) }),
      ...(value !== undefined && { value: this.expression(value) }),
      ...(doc !== undefined && { doc }),
      at: node.span,
    };
  }

  #if(node: SyntaxNode): Statement[] {
    const condition = node.field('condition');
    const read = condition === undefined ? {} : { condition: this.expression(condition) };
    const statements: Statement[] = [{ kind: 'block', of: 'if', ...read, body: this.#body(node.field('consequence')), at: node.span }];
    const otherwise = node.field('alternative');
    if (otherwise !== undefined) statements.push({ kind: 'block', of: 'else', ...read, body: this.#body(otherwise), at: otherwise.span });
    return statements;
  }

  #forIn(node: SyntaxNode): Statement {
    const target = node.field('left');
    const over = node.field('right');
    const each = target === undefined || over === undefined ? {} : { each: { target: this.pattern(target), over: this.expression(over) } };
    return { kind: 'block', of: 'loop', ...each, body: this.#body(node.field('body')), at: node.span };
  }

  /** The statements inside anything that holds some: blocks, loops, `try`, `switch`. */
  #block(node: SyntaxNode): Statement[] {
    const of = BLOCKS[node.type];
    if (of === undefined) return [];
    const inner = node.children.filter((child) => BLOCKS[child.type] !== undefined);
    const own = of === 'loop' || node.type === 'try_statement' || node.type === 'switch_statement';
    if (node.type === 'catch_clause' || node.type === 'else_clause' || node.type === 'finally_clause' || own) {
      const body = node.type === 'else_clause' ? this.statements(node) : inner.flatMap((child) => this.#block(child));
      return [{ kind: 'block', of, body, at: node.span }];
    }
    return [{ kind: 'block', of, body: this.statements(node), at: node.span }];
  }

  #body(node: SyntaxNode | undefined): Statement[] {
    if (node === undefined) return [];
    if (node.type === 'statement_block' || node.type === 'else_clause') return this.statements(node);
    return this.#statement(node, node, 0);
  }

  #import(node: SyntaxNode): void {
    const clause = node.child('import_clause');
    const required = node.child('import_require_clause');
    const from = stringValue(node.field('source') ?? required?.field('source'));
    if (from === undefined) return;
    const add = (local: string, imported: string, at: SyntaxNode): void => {
      this.#imports.push({ name: local, from, imported, at: at.span });
    };
    if (required !== undefined) add(required.child('identifier')?.text ?? '', '*', required);
    else if (clause === undefined) add('', '*', node);
    for (const child of clause?.items ?? []) {
      if (child.type === 'identifier') add(child.text, 'default', child);
      else if (child.type === 'namespace_import') add(child.child('identifier')?.text ?? '', '*', child);
      else {
        for (const item of child.items) {
          const imported = item.field('name')?.text ?? '';
          add(item.field('alias')?.text ?? imported, imported, item);
        }
      }
    }
  }

  /** `const x = require('y')` and `const { a, b: c } = require('y')`. */
  #require(target: Expression, from: string, node: SyntaxNode): void {
    const at = node.span;
    if (target.kind === 'name') this.#imports.push({ name: target.name, from, imported: '*', at });
    if (target.kind !== 'map') return;
    for (const { key, value } of target.entries) {
      if (key !== undefined && value.kind === 'name') this.#imports.push({ name: value.name, from, imported: key, at });
    }
  }

  #export(node: SyntaxNode, parent: SyntaxNode, index: number): Statement[] {
    const from = stringValue(node.field('source'));
    const clause = node.child('export_clause');
    if (clause !== undefined) {
      for (const item of clause.items) {
        const local = item.field('name')?.text ?? '';
        const exported = item.field('alias')?.text ?? local;
        this.#exports.push(
          from === undefined ? { name: exported, value: name(local, item.span) } : { name: exported, from, imported: local },
        );
      }
      return [];
    }
    if (from !== undefined) {
      const namespace = node.child('namespace_export')?.child('identifier')?.text;
      this.#exports.push(namespace === undefined ? { name: '*', from } : { name: namespace, from, imported: '*' });
      return [];
    }
    const value = node.field('value') ?? (node.has('=') ? node.items[0] : undefined);
    if (value !== undefined) {
      const read = value.type === 'class' ? this.#defaultClass(value, node) : this.expression(value);
      this.#exports.push({ name: node.has('=') ? '=' : 'default', value: read });
      return read.kind === 'name' ? [] : [{ kind: 'expression', value: read, at: node.span }];
    }
    const declaration = node.field('declaration');
    if (declaration === undefined) return [];
    const statements = this.#declared(declaration, node, parent, index);
    for (const statement of statements) this.#exportDeclared(statement, node.has('default'));
    return statements;
  }

  #defaultClass(value: SyntaxNode, node: SyntaxNode): Expression {
    return { kind: 'class', type: this.typeDeclaration(value, decoratorsIn(node, this)), at: value.span };
  }

  /** Decorators and comment of an exported declaration stand before `export`. */
  #declared(declaration: SyntaxNode, node: SyntaxNode, parent: SyntaxNode, index: number): Statement[] {
    const at = declaration.span;
    const doc = docBefore(parent, index);
    if (/class_declaration$/.test(declaration.type)) {
      const decorators = [...decoratorsBefore(parent, index, this), ...decoratorsIn(node, this)];
      return [{ kind: 'type', type: this.typeDeclaration(declaration, decorators, doc), at }];
    }
    if (/function_declaration$/.test(declaration.type))
      return [{ kind: 'function', function: this.functionDeclaration(declaration, doc), at }];
    return this.#statement(declaration, node, node.children.indexOf(declaration));
  }

  #exportDeclared(statement: Statement, isDefault: boolean): void {
    const local = (text: string): void => {
      this.#exports.push({ name: isDefault ? 'default' : text, value: name(text, statement.at) });
    };
    if (statement.kind === 'function') local(statement.function.name);
    else if (statement.kind === 'type') local(statement.type.name);
    else if (statement.kind === 'declare' && statement.target.kind === 'name') local(statement.target.name);
    else if (statement.kind === 'declare' && statement.target.kind === 'map') {
      for (const { value } of statement.target.entries) if (value.kind === 'name') local(value.name);
    }
  }

  /** `module.exports = x`, `exports.a = x`, `module.exports.a = x`. */
  #commonJs(statement: Statement): void {
    if (statement.kind !== 'expression') return;
    for (let at: Expression = statement.value; at.kind === 'assign'; at = at.value) {
      const target = dotted(at.target);
      const value = lastValue(at);
      if (target === 'module.exports') {
        this.#exports.push({ name: '=', value });
        if (value.kind === 'map') {
          for (const entry of value.entries) if (entry.key !== undefined) this.#exports.push({ name: entry.key, value: entry.value });
        }
      } else if (target !== undefined && /^(?:module\.)?exports\.[\w$]+$/.test(target)) {
        this.#exports.push({ name: target.slice(target.lastIndexOf('.') + 1), value });
      }
    }
  }
}

const BLOCKS: Readonly<Record<string, Extract<Statement, { kind: 'block' }>['of']>> = {
  statement_block: 'plain',
  for_statement: 'loop',
  while_statement: 'loop',
  do_statement: 'loop',
  try_statement: 'try',
  catch_clause: 'catch',
  finally_clause: 'plain',
  else_clause: 'else',
  switch_statement: 'plain',
  switch_body: 'plain',
  switch_case: 'case',
  switch_default: 'case',
  labeled_statement: 'plain',
};

function requiredModule(value: Expression): string | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.name !== 'require') return undefined;
  const from = value.arguments[0]?.value;
  return from?.kind === 'string' ? from.value : undefined;
}

function lastValue(assign: Expression): Expression {
  let at = assign;
  while (at.kind === 'assign') at = at.value;
  return at;
}
