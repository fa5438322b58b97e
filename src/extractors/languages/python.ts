/** Reads Python: modules, functions, classes. Expressions and types stand in the file beside it. */

import { decorator, functionOf, openApiComments, other } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type {
  Decorator,
  Doc,
  Expression,
  Field,
  FunctionDeclaration,
  Import,
  ParameterDeclaration,
  Statement,
  TypeDeclaration,
  Unit,
} from '../syntax/unit.ts';
import { PythonExpressions, typeOf } from './python-expressions.ts';

/** The unit of a Python file. */
export function readPython(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  return new Reader().unit(file, language, root, broken);
}

class Reader extends PythonExpressions {
  readonly #imports: Import[] = [];

  unit(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
    const statements = this.statements(root);
    return { file, language, imports: this.#imports, exports: [], statements, comments: openApiComments(root), broken };
  }

  statements(parent: SyntaxNode): Statement[] {
    return parent.children.flatMap((node) => (node.named && !isComment(node) ? this.#statement(node) : []));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'import_statement':
        this.#import(node);
        return [];
      case 'import_from_statement':
        this.#importFrom(node);
        return [];
      case 'function_definition':
        return [{ kind: 'function', function: this.functionDeclaration(node, []), at }];
      case 'class_definition':
        return [{ kind: 'type', type: this.#class(node, []), at }];
      case 'decorated_definition':
        return this.#decorated(node);
      case 'expression_statement':
        return node.items.map((item) => this.#expressionStatement(item));
      case 'return_statement':
      case 'raise_statement': {
        const [value] = node.items;
        const read = value === undefined ? {} : { value: this.expression(value) };
        return [{ kind: node.type === 'return_statement' ? 'return' : 'throw', ...read, at }];
      }
      case 'if_statement':
        return this.#if(node);
      case 'for_statement':
        return [this.#for(node)];
      case 'while_statement':
        return [{ kind: 'block', of: 'loop', body: this.#body(node.field('body')), at }];
      case 'with_statement':
        return [{ kind: 'block', of: 'with', body: [...this.#with(node), ...this.#body(node.field('body'))], at }];
      case 'try_statement':
        return this.#try(node);
      case 'match_statement':
        return [{ kind: 'block', of: 'case', body: node.descendants('block').flatMap((block) => this.statements(block)), at }];
      default:
        return [];
    }
  }

  #expressionStatement(node: SyntaxNode): Statement {
    const at = node.span;
    if (node.type !== 'assignment') return { kind: 'expression', value: this.expression(node), at };
    const left = node.field('left');
    const type = node.field('type');
    const right = node.field('right');
    const target = left === undefined ? other(at) : this.expression(left);
    if (target.kind !== 'name' && type === undefined) {
      return {
        kind: 'expression',
        value: { kind: 'assign', target, value: right === undefined ? other(at) : this.expression(right), at },
        at,
      };
    }
    return {
      kind: 'declare',
      target,
      ...(type !== undefined && { type: typeOf(this.expression(type)) }),
      ...(right !== undefined && { value: this.expression(right) }),
      at,
    };
  }

  #decorated(node: SyntaxNode): Statement[] {
    const decorators = node.children
      .filter(({ type }) => type === 'decorator')
      .flatMap((child) => child.items.map((item): Decorator => decorator(this.expression(item), child.span)));
    const definition = node.field('definition');
    if (definition === undefined) return [];
    const at = node.span;
    if (definition.type === 'class_definition') return [{ kind: 'type', type: this.#class(definition, decorators), at }];
    return [{ kind: 'function', function: this.functionDeclaration(definition, decorators), at }];
  }

  #if(node: SyntaxNode): Statement[] {
    const condition = (from: SyntaxNode): { condition?: Expression } => {
      const read = from.field('condition');
      return read === undefined ? {} : { condition: this.expression(read) };
    };
    const own = condition(node);
    const statements: Statement[] = [{ kind: 'block', of: 'if', ...own, body: this.#body(node.field('consequence')), at: node.span }];
    for (const clause of node.fields('alternative')) {
      if (clause.type === 'elif_clause') {
        statements.push({ kind: 'block', of: 'if', ...condition(clause), body: this.#body(clause.field('consequence')), at: clause.span });
      } else statements.push({ kind: 'block', of: 'else', ...own, body: this.#body(clause.field('body')), at: clause.span });
    }
    return statements;
  }

  #for(node: SyntaxNode): Statement {
    const target = node.field('left');
    const over = node.field('right');
    const each =
      target === undefined || over === undefined ? {} : { each: { target: this.expression(target), over: this.expression(over) } };
    return { kind: 'block', of: 'loop', ...each, body: this.#body(node.field('body')), at: node.span };
  }

  #with(node: SyntaxNode): Statement[] {
    return node.descendants('with_item').flatMap((item): Statement[] => {
      const value = item.field('value');
      if (value === undefined) return [];
      const alias = value.type === 'as_pattern' ? value.field('alias')?.items[0] : undefined;
      const context = value.type === 'as_pattern' ? value.items[0] : value;
      if (context === undefined) return [];
      const read = this.expression(context);
      if (alias === undefined) return [{ kind: 'expression', value: read, at: item.span }];
      return [{ kind: 'declare', target: this.expression(alias), value: read, at: item.span }];
    });
  }

  #try(node: SyntaxNode): Statement[] {
    // A stand-in for a package that is not installed: what the program depends on is.
    const clauses = node.items.filter((clause) => clause.type !== 'block' && !isMissingImport(clause));
    return [
      { kind: 'block', of: 'try', body: this.#body(node.field('body')), at: node.span },
      ...clauses.map((clause): Statement => {
        const of = clause.type.startsWith('except') ? 'catch' : 'plain';
        return { kind: 'block', of, body: this.#body(clause.child('block')), at: clause.span };
      }),
    ];
  }

  #body(node: SyntaxNode | undefined): Statement[] {
    return node === undefined ? [] : this.statements(node);
  }

  #import(node: SyntaxNode): void {
    for (const item of node.fields('name')) {
      const from = (item.field('name') ?? item).text;
      const alias = item.field('alias')?.text;
      // `import a.b` binds `a`; `a.b.x` is then read as a member of the module `a`.
      const imported = alias === undefined && from.includes('.') ? from.slice(0, from.indexOf('.')) : from;
      this.#imports.push({ name: alias ?? imported, from: imported, imported: '*', at: item.span });
    }
  }

  #importFrom(node: SyntaxNode): void {
    const from = (node.field('module_name')?.text ?? '').replaceAll(/\s/g, '');
    if (node.has('wildcard_import')) this.#imports.push({ name: '', from, imported: '**', at: node.span });
    for (const item of node.fields('name')) {
      const imported = (item.field('name') ?? item).text;
      this.#imports.push({ name: item.field('alias')?.text ?? imported, from, imported, at: item.span });
    }
  }

  functionDeclaration(node: SyntaxNode, decorators: readonly Decorator[]): FunctionDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const returns = node.field('return_type');
    const doc = body === undefined ? undefined : docString(body);
    const written = nameNode?.text ?? '';
    return functionOf(node, {
      name: written === '__init__' ? 'constructor' : written,
      decorators,
      parameters: (node.field('parameters')?.items ?? [])
        .filter(({ type }) => !type.endsWith('_separator'))
        .map((item) => this.parameter(item)),
      ...(returns !== undefined && { returns: typeOf(this.expression(returns)) }),
      ...(body !== undefined && { body: this.statements(body) }),
      modifiers: node.has('async') ? ['async'] : [],
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node).span,
    });
  }

  parameter(node: SyntaxNode): ParameterDeclaration {
    const inner = node.field('name') ?? (node.type === 'typed_parameter' ? (node.items[0] ?? node) : node);
    const rest = /splat/.test(inner.type);
    const nameNode = rest ? (inner.items[0] ?? inner) : inner;
    const type = node.field('type');
    const value = node.field('value');
    return {
      name: nameNode.text,
      ...(type !== undefined && { type: typeOf(this.expression(type)) }),
      decorators: [],
      ...(value !== undefined && { value: this.expression(value) }),
      optional: value !== undefined,
      rest,
      modifiers: [],
      at: nameNode.span,
    };
  }

  #class(node: SyntaxNode, decorators: readonly Decorator[]): TypeDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const statements = this.#body(body);
    const doc = body === undefined ? undefined : docString(body);
    const bases = (node.field('superclasses')?.items ?? [])
      .filter(({ type }) => type !== 'keyword_argument')
      .map((item) => this.expression(item));
    return {
      name: nameNode?.text ?? '',
      owners: [],
      kind: 'class',
      decorators,
      supertypes: bases.map(typeOf),
      typeParameters: [],
      fields: statements.flatMap(fieldOf),
      methods: statements.flatMap((statement) => (statement.kind === 'function' ? [statement.function] : [])),
      statements: statements.filter(({ kind }) => kind === 'type' || kind === 'expression'),
      abstract: false,
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node).span,
    };
  }
}

function fieldOf(statement: Statement): Field[] {
  if (statement.kind !== 'declare' || statement.target.kind !== 'name') return [];
  const { target, type, value, at } = statement;
  return [
    {
      name: target.name,
      ...(type !== undefined && { type }),
      decorators: [],
      ...(value !== undefined && { value }),
      optional: value !== undefined,
      modifiers: [],
      at: target.kind === 'name' ? target.at : at,
    },
  ];
}

function docString(body: SyntaxNode): Doc | undefined {
  const [first] = body.items;
  const literal = first?.type === 'expression_statement' ? first.items[0] : undefined;
  return literal?.type === 'string' ? { text: literal.text, at: literal.span } : undefined;
}

/** `except ImportError:`. */
function isMissingImport(clause: SyntaxNode): boolean {
  return clause.type === 'except_clause' && /^except\s+\(?\s*(?:ImportError|ModuleNotFoundError)\b[^:]*:/.test(clause.text);
}
