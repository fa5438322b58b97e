/** Classes, interfaces, enums and aliases of JavaScript and TypeScript. */
import { decorator, docBefore, dotted } from '../syntax/build.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Decorator, Field, FunctionDeclaration, TypeDeclaration, TypeReference } from '../syntax/unit.ts';
import { JavaScriptExpressions, propertyName } from './javascript-expressions.ts';
import { readType } from './javascript-types.ts';

/** Types, on top of expressions; statements are left to the reader. */
export abstract class JavaScriptClasses extends JavaScriptExpressions {
  typeDeclaration(node: SyntaxNode, decorators: readonly Decorator[], doc = undefined as TypeDeclaration['doc']): TypeDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const common = {
      name: nameNode?.text ?? '',
      owners: [],
      decorators: [...decorators, ...decoratorsIn(node, this)],
      supertypes: this.#supertypes(node),
      typeParameters: (node.field('type_parameters')?.items ?? []).map((item) => item.field('name')?.text ?? item.text),
      abstract: node.type.startsWith('abstract') || node.type === 'interface_declaration',
      at: (nameNode ?? node).span,
      statements: [],
      ...(doc !== undefined && { doc }),
    };
    if (node.type === 'enum_declaration') return { ...common, kind: 'enum', fields: [], methods: [], values: this.#enumValues(body) };
    if (node.type === 'type_alias_declaration') {
      const value = node.field('value');
      return { ...common, kind: 'alias', fields: [], methods: [], ...(value !== undefined && { alias: readType(value, this) }) };
    }
    const kind = node.type === 'interface_declaration' ? 'interface' : 'class';
    const members = body === undefined ? { fields: [], methods: [] } : this.members(body);
    return { ...common, kind, ...members };
  }

  #enumValues(body: SyntaxNode | undefined): (string | number)[] {
    return (body?.items ?? []).map((item, index) => {
      const value = item.field('value');
      if (value === undefined) return item.type === 'enum_assignment' ? (item.field('name')?.text ?? '') : index;
      const read = this.expression(value);
      return read.kind === 'string' || read.kind === 'number' ? read.value : (item.field('name')?.text ?? '');
    });
  }

  #supertypes(node: SyntaxNode): TypeReference[] {
    const heritage = node.child('class_heritage') ?? node.child('extends_type_clause');
    if (heritage === undefined) return [];
    const clauses = heritage.items.flatMap((clause) => (/clause$/.test(clause.type) ? this.#clause(clause) : [readType(clause, this)]));
    return clauses;
  }

  /** `extends Base<T>`: the base is an expression (`AuthGuard('jwt')`), its arguments stand beside it. */
  #clause(clause: SyntaxNode): TypeReference[] {
    if (clause.type === 'implements_clause') return clause.items.map((item) => readType(item, this));
    const value = clause.field('value');
    if (value === undefined) return clause.items.map((item) => readType(item, this));
    const base = this.expression(value);
    const callee = base.kind === 'call' ? base.callee : base;
    const args = clause.field('type_arguments')?.items.map((item) => readType(item, this)) ?? [];
    return [{ name: dotted(callee) ?? '', args, at: value.span, ...(base.kind === 'call' && { metadata: [base] }) }];
  }

  members(body: SyntaxNode): { fields: Field[]; methods: FunctionDeclaration[] } {
    const fields: Field[] = [];
    const methods: FunctionDeclaration[] = [];
    for (const [index, node] of body.children.entries()) {
      const doc = docBefore(body, index);
      const more = doc === undefined ? {} : { doc };
      if (node.type === 'method_definition' || node.type === 'abstract_method_signature' || node.type === 'method_signature') {
        methods.push({
          ...this.functionDeclaration(node, doc),
          decorators: [...decoratorsBefore(body, index, this), ...decoratorsIn(node, this)],
        });
      } else if (node.type === 'public_field_definition' || node.type === 'field_definition' || node.type === 'property_signature') {
        fields.push({ ...this.#field(node), ...more, decorators: [...decoratorsBefore(body, index, this), ...decoratorsIn(node, this)] });
      }
    }
    return { fields, methods };
  }

  #field(node: SyntaxNode): Omit<Field, 'decorators'> {
    const nameNode = node.field('name') ?? node.field('property');
    const value = node.field('value');
    const type = node.field('type');
    return {
      name: propertyName(nameNode) ?? '',
      ...(type !== undefined && { type: readType(type, this) }),
      ...(value !== undefined && { value: this.expression(value) }),
      optional: node.has('?'),
      modifiers: node.children.filter(({ named, type: kind }) => !named || kind === 'accessibility_modifier').map(({ text }) => text),
      at: (nameNode ?? node).span,
    };
  }
}

/** Decorators that stand as siblings right before the nth child. */
export function decoratorsBefore(parent: SyntaxNode, index: number, reader: JavaScriptExpressions): Decorator[] {
  const found: Decorator[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const before = parent.children[at] as SyntaxNode;
    if (isComment(before)) continue;
    if (before.type !== 'decorator') break;
    found.unshift(...decoratorOf(before, reader));
  }
  return found;
}

/** Decorators that are children of the node itself. */
export function decoratorsIn(node: SyntaxNode, reader: JavaScriptExpressions): Decorator[] {
  return node.children.filter(({ type }) => type === 'decorator').flatMap((child) => decoratorOf(child, reader));
}

function decoratorOf(node: SyntaxNode, reader: JavaScriptExpressions): Decorator[] {
  const [value] = node.items;
  return value === undefined ? [] : [decorator(reader.expression(value), node.span)];
}
