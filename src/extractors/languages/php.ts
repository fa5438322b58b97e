/** Reads PHP: namespaces, classes, traits, functions, statements. Expressions stand in the file beside it. */

import { functionOf, name, openApiComments, other } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type {
  Decorator,
  Expression,
  Field,
  FunctionDeclaration,
  Import,
  Statement,
  TypeDeclaration,
  TypeReference,
  Unit,
} from '../syntax/unit.ts';
import { annotationsIn } from './php-annotations.ts';
import { PhpExpressions, phpType } from './php-expressions.ts';
import { phpSuspects } from './php-suspects.ts';

/** The unit of a PHP file. Traits count as supertypes of the classes that use them. */
export function readPhp(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  const reader = new Reader();
  const declared = root.descendants('namespace_definition')[0]?.field('name')?.text;
  return {
    file,
    language,
    ...(declared !== undefined && { package: declared.replaceAll(/\s/g, '') }),
    imports: root.descendants('namespace_use_declaration').flatMap(readUse),
    exports: [],
    statements: reader.statements(root),
    comments: openApiComments(root),
    broken,
  };
}

function readUse(node: SyntaxNode): Import[] {
  if (node.has('function') || node.has('const')) return [];
  const prefix = node.child('namespace_name')?.text;
  return node.descendants('namespace_use_clause').flatMap((clause): Import[] => {
    if (clause.has('function') || clause.has('const')) return [];
    const written = clause.items.find(({ type }) => type === 'qualified_name' || type === 'name')?.text ?? '';
    const from = [prefix, written]
      .filter((part) => part !== undefined)
      .join('\\')
      .replaceAll(/\s/g, '')
      .replace(/^\\/, '');
    const alias = clause.field('alias')?.text ?? from.slice(from.lastIndexOf('\\') + 1);
    return [{ name: alias, from, imported: '*', at: clause.span }];
  });
}

const TYPES: Readonly<Record<string, TypeDeclaration['kind']>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  trait_declaration: 'class',
  enum_declaration: 'enum',
};

class Reader extends PhpExpressions {
  statements(parent: SyntaxNode | undefined): Statement[] {
    return (parent?.children ?? []).flatMap((node, index) =>
      node.named && !isComment(node) ? this.#statement(node, docBefore(parent, index)) : [],
    );
  }

  #statement(node: SyntaxNode, doc?: SyntaxNode): Statement[] {
    const at = node.span;
    const kind = TYPES[node.type];
    if (kind !== undefined) return [{ kind: 'type', type: this.#type(node, kind, doc), at }];
    switch (node.type) {
      case 'namespace_definition':
        return this.statements(node.field('body'));
      case 'function_definition':
        return [{ kind: 'function', function: this.#function(node), at }];
      case 'expression_statement':
        return node.items.flatMap((item): Statement[] => {
          if (item.type !== 'throw_expression') return [{ kind: 'expression', value: this.expression(item), at }];
          const [value] = item.items;
          return [{ kind: 'throw', ...(value !== undefined && { value: this.expression(value) }), at }];
        });
      case 'return_statement': {
        const [value] = node.items;
        return [{ kind: 'return', ...(value !== undefined && { value: this.expression(value) }), at }];
      }
      case 'const_declaration':
        return node.items
          .filter((item) => item.type === 'const_element')
          .flatMap((item): Statement[] => {
            const [target, value] = item.items;
            if (target === undefined || value === undefined) return [];
            return [{ kind: 'declare', target: name(target.text, target.span), value: this.expression(value), at: item.span }];
          });
      case 'if_statement':
        return this.#if(node);
      case 'foreach_statement':
        return [this.#forEach(node)];
      default: {
        const of = BLOCKS[node.type];
        return of === undefined ? [] : [{ kind: 'block', of, body: this.statements(node), at }];
      }
    }
  }

  #if(node: SyntaxNode): Statement[] {
    const condition = node.field('condition');
    const read: { condition?: Expression } = condition === undefined ? {} : { condition: this.expression(condition) };
    const others = node.children.filter((child) => child.fieldName === 'alternative');
    return [
      { kind: 'block', of: 'if', ...read, body: this.#body(node.field('body')), at: node.span },
      ...others.map((child, index): Statement => {
        const body = child.type === 'else_if_clause' ? this.#if(child) : this.#body(child.field('body'));
        // Behind another branch nobody knows which conditions failed.
        return { kind: 'block', of: 'else', ...(index === 0 && read), body, at: child.span };
      }),
    ];
  }

  #body(node: SyntaxNode | undefined): Statement[] {
    if (node === undefined) return [];
    return node.type === 'compound_statement' || node.type === 'colon_block' ? this.statements(node) : this.#statement(node);
  }

  #forEach(node: SyntaxNode): Statement {
    const body = node.field('body');
    const [over, as] = node.items.filter((item) => item !== body);
    const target = as?.type === 'pair' ? as.items.at(-1) : as;
    const each =
      over === undefined
        ? {}
        : { each: { target: target === undefined ? other(node.span) : this.expression(target), over: this.expression(over) } };
    return { kind: 'block', of: 'loop', ...each, body: this.#body(body), at: node.span };
  }

  #type(node: SyntaxNode, kind: TypeDeclaration['kind'], doc: SyntaxNode | undefined): TypeDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const methods = (body?.children ?? []).flatMap((item, index) =>
      item.type === 'method_declaration' ? [this.#function(item, docBefore(body, index))] : [],
    );
    const promoted = (body?.items ?? [])
      .filter((item) => item.type === 'method_declaration' && item.field('name')?.text === '__construct')
      .flatMap((item) => this.#promoted(item.field('parameters')));
    const values = (body?.items ?? []).filter((item) => item.type === 'enum_case').map((item) => this.#enumValue(item));
    return {
      name: nameNode?.text ?? '',
      owners: [],
      kind,
      decorators: [...this.attributes(node), ...ofDoc(doc)],
      supertypes: this.#supertypes(node, body),
      typeParameters: [],
      fields: [...(body?.items ?? []).flatMap((item) => this.#fields(item)), ...promoted],
      methods,
      statements: [],
      ...(kind === 'enum' && { values }),
      abstract: kind === 'interface' || node.type === 'trait_declaration' || node.has('abstract_modifier'),
      at: (nameNode ?? node).span,
    };
  }

  #supertypes(node: SyntaxNode, body: SyntaxNode | undefined): TypeReference[] {
    const above = [...(node.child('base_clause')?.items ?? []), ...(node.child('class_interface_clause')?.items ?? [])];
    const traits = (body?.items ?? []).filter((item) => item.type === 'use_declaration').flatMap((item) => item.items);
    return [...above, ...traits].filter(({ type }) => type === 'name' || type === 'qualified_name').map(phpType);
  }

  #enumValue(node: SyntaxNode): string | number {
    const value = node.field('value') ?? node.items.find((item) => item.type === 'string' || item.type === 'integer');
    const read = value === undefined ? undefined : this.expression(value);
    if (read?.kind === 'string' || read?.kind === 'number') return read.value;
    return node.field('name')?.text ?? '';
  }

  #fields(node: SyntaxNode): Field[] {
    const modifiers = node.children.filter((child) => /_modifier$/.test(child.type)).map(({ text }) => text);
    if (node.type === 'const_declaration') {
      return node.items
        .filter((item) => item.type === 'const_element')
        .flatMap((item): Field[] => {
          const [target, value] = item.items;
          if (target === undefined || value === undefined) return [];
          return [
            {
              name: target.text,
              decorators: [],
              value: this.expression(value),
              optional: false,
              modifiers: [...modifiers, 'static', 'const'],
              at: target.span,
            },
          ];
        });
    }
    if (node.type !== 'property_declaration') return [];
    const typeNode = node.field('type');
    return node.items
      .filter((item) => item.type === 'property_element')
      .map((item): Field => {
        const nameNode = item.field('name') ?? item;
        const value = item.field('default_value');
        return {
          name: nameNode.text.replace(/^\$/, ''),
          ...(typeNode !== undefined && { type: phpType(typeNode) }),
          decorators: this.attributes(node),
          ...(value !== undefined && { value: this.expression(value) }),
          optional: false,
          modifiers,
          at: nameNode.span,
        };
      });
  }

  /** `__construct(private Foo $foo)` declares a property. */
  #promoted(list: SyntaxNode | undefined): Field[] {
    const names = new Set(
      (list?.items ?? []).filter((item) => item.type === 'property_promotion_parameter').map((item) => item.field('name')?.text),
    );
    return this.parameters(list)
      .filter((each) => names.has(`$${each.name}`))
      .map(({ name: named, type: of, decorators, value, modifiers, at }) => ({
        name: named,
        ...(of !== undefined && { type: of }),
        decorators,
        ...(value !== undefined && { value }),
        optional: value !== undefined,
        modifiers,
        at,
      }));
  }

  #function(node: SyntaxNode, doc?: SyntaxNode): FunctionDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const returns = node.field('return_type');
    return functionOf(node, {
      name: nameNode?.text === '__construct' ? 'constructor' : (nameNode?.text ?? ''),
      decorators: [...this.attributes(node), ...ofDoc(doc)],
      parameters: this.parameters(node.field('parameters')),
      ...(returns !== undefined && { returns: phpType(returns) }),
      ...(body !== undefined && { body: this.statements(body) }),
      modifiers: node.children.filter((child) => /_modifier$/.test(child.type)).map(({ text }) => text),
      suspects: phpSuspects(`${node.field('parameters')?.text ?? ''}\n${body?.text ?? ''}`),
      at: (nameNode ?? node).span,
    });
  }
}

/** The doc comment right before the nth child. */
function docBefore(parent: SyntaxNode | undefined, index: number): SyntaxNode | undefined {
  const before = parent?.children[index - 1];
  return before !== undefined && isComment(before) && before.text.startsWith('/**') ? before : undefined;
}

function ofDoc(doc: SyntaxNode | undefined): Decorator[] {
  return doc === undefined ? [] : annotationsIn(doc.text, doc.start);
}

const BLOCKS: Readonly<Record<string, Extract<Statement, { kind: 'block' }>['of']>> = {
  compound_statement: 'plain',
  for_statement: 'loop',
  while_statement: 'loop',
  do_statement: 'loop',
  try_statement: 'try',
  catch_clause: 'catch',
  finally_clause: 'plain',
  switch_statement: 'plain',
  switch_block: 'plain',
  case_statement: 'case',
  default_statement: 'case',
};
