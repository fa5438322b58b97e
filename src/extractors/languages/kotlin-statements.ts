import { name, type } from '../syntax/build.ts';
import { suspectWords } from '../syntax/suspect-words.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Doc, Expression, FunctionDeclaration, ParameterDeclaration, Statement } from '../syntax/unit.ts';
import { KotlinExpressions, plainName } from './kotlin-expressions.ts';
import { typeIn } from './kotlin-types.ts';

/** Functions of Kotlin with their parameters and statements. */
export abstract class KotlinStatements extends KotlinExpressions {
  /** What a node declares: a type, a function, a variable; nothing for any other node. */
  abstract declaration(node: SyntaxNode, owners: readonly string[], doc: Doc | undefined): Statement[];

  /** Parameters, result and body of whatever is a function. */
  functionParts(node: SyntaxNode, named: string, more: Partial<FunctionDeclaration> = {}): FunctionDeclaration {
    const parameters = node.child('function_value_parameters');
    const body = node.child('function_body') ?? node.child('block');
    const block = body?.type === 'block' ? body : body?.child('block');
    const returned = body === undefined || block !== undefined ? undefined : body.items.at(-1);
    const typeNode = resultType(node);
    return {
      name: named,
      decorators: [],
      parameters: this.parameters(parameters),
      ...(typeNode !== undefined && { returns: this.type(typeNode) }),
      ...(typeNode === undefined && returned === undefined && { returns: { name: 'void', args: [], at: node.span } }),
      ...(block !== undefined && { body: this.statements(block.items) }),
      ...(returned !== undefined && { body: [{ kind: 'return', value: this.expression(returned), at: returned.span }] }),
      modifiers: [],
      suspects: suspectWords(`${parameters?.text ?? ''}\n${body?.text ?? ''}`),
      at: node.span,
      whole: node.span,
      ...more,
    };
  }

  /** A lambda without parameters has one called `it`, where it asks for it; what stands last in it is what it gives. */
  lambda(node: SyntaxNode): FunctionDeclaration {
    const given = node.child('lambda_parameters');
    const parameters = (given?.items ?? []).map((each) => this.#lambdaParameter(each));
    const body = this.statements(node.items.filter((each) => each !== given));
    const last = body.at(-1);
    const value: Statement[] =
      last?.kind === 'expression' ? [...body.slice(0, -1), { kind: 'return', value: last.value, at: last.at }] : body;
    const asksForIt = given === undefined && /\bit\b/.test(node.text);
    return {
      name: '',
      decorators: [],
      parameters: asksForIt ? [{ name: 'it', decorators: [], optional: false, rest: false, modifiers: [], at: node.span }] : parameters,
      body: value,
      modifiers: [],
      suspects: suspectWords(node.text),
      at: node.span,
      whole: node.span,
    };
  }

  #lambdaParameter(node: SyntaxNode): ParameterDeclaration {
    const nameNode = node.child('identifier');
    const typeNode = typeIn(node);
    const base = { decorators: [], optional: false, rest: false, modifiers: [], at: node.span };
    if (node.type === 'multi_variable_declaration') return { ...base, name: '', pattern: this.destructured(node) };
    return {
      ...base,
      name: nameNode === undefined ? '' : plainName(nameNode),
      ...(typeNode !== undefined && { type: this.type(typeNode) }),
    };
  }

  /** `(a, b)`: a list of names. */
  destructured(node: SyntaxNode): Expression {
    const names = node.items.map((each) => name(plainName(each.child('identifier') ?? each), each.span));
    return { kind: 'list', items: names, at: node.span };
  }

  parameters(node: SyntaxNode | undefined): ParameterDeclaration[] {
    const found: ParameterDeclaration[] = [];
    const children = (node?.children ?? []).filter((child) => !isComment(child));
    for (const [index, child] of children.entries()) {
      if (child.type !== 'parameter') continue;
      const before = children[index - 1];
      const modifiers = before?.type === 'parameter_modifiers' ? before : undefined;
      const value = children[index + 1]?.type === '=' ? children[index + 2] : undefined;
      const words = (modifiers?.items ?? []).filter(({ type: kind }) => kind === 'parameter_modifier').map(({ text }) => text);
      found.push(
        this.parameter({
          node: child,
          nameNode: child.child('identifier'),
          typeNode: typeIn(child),
          value,
          rest: words.includes('vararg'),
          decorators: this.annotations(modifiers),
          modifiers: words.filter((word) => word !== 'vararg'),
        }),
      );
    }
    return found;
  }

  parameter({ node, nameNode, typeNode, value, rest, decorators, modifiers }: ParameterParts): ParameterDeclaration {
    const read = typeNode === undefined ? undefined : this.type(typeNode);
    return {
      name: nameNode === undefined ? '' : plainName(nameNode),
      ...(read !== undefined && { type: rest ? type('Array', read.at, [read]) : read }),
      decorators,
      ...(value !== undefined && { value: this.expression(value) }),
      optional: read?.nullable === true || value !== undefined,
      rest,
      modifiers,
      at: (nameNode ?? node).span,
    };
  }

  statements(nodes: readonly SyntaxNode[]): Statement[] {
    return nodes.flatMap((node) => this.#statement(node));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'class_declaration':
      case 'object_declaration':
      case 'function_declaration':
      case 'property_declaration':
        return this.declaration(node, [], undefined);
      case 'return_expression':
      case 'throw_expression': {
        const value = node.items.find(({ fieldName }) => fieldName !== 'label');
        return [
          {
            kind: node.type === 'return_expression' ? 'return' : 'throw',
            ...(value !== undefined && { value: this.expression(value) }),
            at,
          },
        ];
      }
      case 'if_expression':
        return this.#ifStatement(node);
      case 'for_statement':
        return [this.#for(node)];
      case 'while_statement':
      case 'do_while_statement':
        return [{ kind: 'block', of: 'loop', body: this.#bodyOf(node, node.field('condition')), at }];
      case 'try_expression':
        return node.items.map((each) => ({
          kind: 'block',
          of: each.type === 'catch_block' ? 'catch' : each.type === 'finally_block' ? 'plain' : 'try',
          body: this.#block(each.type === 'block' ? each : each.child('block')),
          at: each.span,
        }));
      case 'when_expression':
        return this.#when(node);
      case 'labeled_expression':
      case 'annotated_expression':
        return this.statements(node.items.slice(-1));
      case 'block':
        return [{ kind: 'block', of: 'plain', body: this.#block(node), at }];
      default:
        return [{ kind: 'expression', value: this.expression(node), at }];
    }
  }

  #block(node: SyntaxNode | undefined): Statement[] {
    return node === undefined ? [] : node.type === 'block' ? this.statements(node.items) : this.#statement(node);
  }

  #bodyOf(node: SyntaxNode, condition: SyntaxNode | undefined): Statement[] {
    return this.#block(node.items.findLast((each) => each !== condition));
  }

  #ifStatement(node: SyntaxNode): Statement[] {
    const condition = node.field('condition');
    const read: { condition?: Expression } = condition === undefined ? {} : { condition: this.expression(condition) };
    const otherwise = node.children.findIndex(({ type: kind }) => kind === 'else');
    const branches = node.items.filter((each) => each !== condition);
    const isElse = (each: SyntaxNode): boolean => otherwise !== -1 && each.start > (node.children[otherwise]?.start ?? 0);
    return branches.map((each) => ({ kind: 'block', of: isElse(each) ? 'else' : 'if', ...read, body: this.#block(each), at: each.span }));
  }

  #for(node: SyntaxNode): Statement {
    const variable = node.child('variable_declaration', 'multi_variable_declaration');
    const [over, body] = node.items.filter((each) => each !== variable && each.type !== 'label' && each.type !== 'annotation');
    const nameNode = variable?.child('identifier');
    const target =
      variable === undefined ? undefined : nameNode === undefined ? this.destructured(variable) : name(plainName(nameNode), nameNode.span);
    const each = target === undefined || over === undefined ? {} : { each: { target, over: this.expression(over) } };
    return { kind: 'block', of: 'loop', ...each, body: this.#block(body), at: node.span };
  }

  #when(node: SyntaxNode): Statement[] {
    const subject = node.child('when_subject')?.items.at(-1);
    const entries = node.items.filter(({ type: kind }) => kind === 'when_entry');
    const cases = entries.map((each): Statement => ({ kind: 'block', of: 'case', body: this.#block(each.items.at(-1)), at: each.span }));
    const asked: Statement[] = subject === undefined ? [] : [{ kind: 'expression', value: this.expression(subject), at: subject.span }];
    return [...asked, { kind: 'block', of: 'plain', body: cases, at: node.span }];
  }
}

interface ParameterParts {
  readonly node: SyntaxNode;
  readonly nameNode: SyntaxNode | undefined;
  readonly typeNode: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  readonly rest: boolean;
  readonly decorators: ParameterDeclaration['decorators'];
  readonly modifiers: readonly string[];
}

/** Result of a function: the type behind its parameters; one before its name is the receiver. */
function resultType(node: SyntaxNode): SyntaxNode | undefined {
  const parameters = node.children.findIndex(({ type }) => type === 'function_value_parameters');
  return parameters === -1 ? undefined : node.children.slice(parameters + 1).find(({ type }) => /_type$/.test(type));
}
