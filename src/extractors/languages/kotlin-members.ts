import { name } from '../syntax/build.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Doc, Field, FunctionDeclaration, ParameterDeclaration, Statement } from '../syntax/unit.ts';
import { plainName } from './kotlin-expressions.ts';
import { KotlinStatements } from './kotlin-statements.ts';
import { typeIn } from './kotlin-types.ts';

/** Properties, functions and constructor parameters of Kotlin. */
export abstract class KotlinMembers extends KotlinStatements {
  /** A property; one that only computes what it gives has no value. */
  protected field(node: SyntaxNode, doc: Doc | undefined): Field[] {
    const variable = node.child('variable_declaration');
    const nameNode = variable?.child('identifier');
    if (variable === undefined || nameNode === undefined || typeIn(node) !== undefined) return [];
    const typeNode = typeIn(variable);
    const value = initialiser(node);
    const modifiers = modifiersOf(node);
    const read = typeNode === undefined ? undefined : this.type(typeNode);
    const computed = node.child('getter') !== undefined && value === undefined;
    return [
      {
        name: plainName(nameNode),
        ...(read !== undefined && { type: read }),
        decorators: [...this.annotations(node.child('modifiers')), ...this.annotations(node.child('getter')?.child('modifiers'))],
        ...(value !== undefined && { value: this.expression(value) }),
        optional:
          read?.nullable === true ||
          value !== undefined ||
          computed ||
          modifiers.includes('lateinit') ||
          node.child('property_delegate') !== undefined,
        modifiers: computed ? [...modifiers, 'computed'] : modifiers,
        ...(doc !== undefined && { doc }),
        at: nameNode.span,
      },
    ];
  }

  protected variable(node: SyntaxNode, doc: Doc | undefined): Statement[] {
    const variable = node.child('variable_declaration', 'multi_variable_declaration');
    if (variable === undefined) return [];
    const typeNode = typeIn(variable);
    const value = initialiser(node);
    const nameNode = variable.child('identifier');
    const target =
      variable.type === 'multi_variable_declaration' || nameNode === undefined
        ? this.destructured(variable)
        : name(plainName(nameNode), nameNode.span);
    return [
      {
        kind: 'declare',
        target,
        ...(typeNode !== undefined && { type: this.type(typeNode) }),
        ...(value !== undefined && { value: this.expression(value) }),
        ...(doc !== undefined && { doc }),
        at: node.span,
      },
    ];
  }

  protected function(node: SyntaxNode, doc: Doc | undefined): FunctionDeclaration {
    const nameNode = node.field('name');
    const named = nameNode === undefined ? '' : plainName(nameNode);
    const parameters = node.children.findIndex(({ type: kind }) => kind === 'function_value_parameters');
    const isExtension = node.children.slice(0, Math.max(0, parameters)).some(({ type: kind }) => /_type$/.test(kind));
    const modifiers = modifiersOf(node);
    const read = this.functionParts(node, named, {
      decorators: this.annotations(node.child('modifiers')),
      modifiers: isExtension ? [...modifiers, 'extension'] : modifiers,
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node).span,
    });
    return read;
  }

  protected classParameter(node: SyntaxNode): ParameterDeclaration {
    const nameNode = node.child('identifier');
    const typeNode = typeIn(node);
    const value = initialiser(node);
    const modifiers = [
      ...modifiersOf(node),
      ...node.children.filter(({ type: word }) => word === 'val' || word === 'var').map(({ type: word }) => word),
    ];
    const rest = modifiers.includes('vararg');
    return this.parameter({ node, nameNode, typeNode, value, rest, decorators: this.annotations(node.child('modifiers')), modifiers });
  }
}

/** What stands behind the `=` of a property or parameter. */
function initialiser(node: SyntaxNode): SyntaxNode | undefined {
  const sign = node.children.findIndex(({ type: kind }) => kind === '=');
  return sign === -1 ? undefined : node.children.slice(sign + 1).find((child) => child.named && !isComment(child));
}

/** Modifiers of a declaration, without its annotations. */
export function modifiersOf(node: SyntaxNode): string[] {
  return (node.child('modifiers')?.items ?? []).filter(({ type: kind }) => kind.endsWith('_modifier')).map(({ text }) => text);
}
