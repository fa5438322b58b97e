/** Which expressions are the request, or a part of it that may hold a credential. */
import type { Expression } from '../../syntax/unit.ts';

/** `request` itself. */
export function isRequest(expression: Expression): boolean {
  return expression.kind === 'name'
    ? /^(?:request|req)$/.test(expression.name)
    : expression.kind === 'member' && expression.name === 'request';
}

/** `request.headers` and what else of a request is asked for by a key. */
export function isHeaders(expression: Expression): boolean {
  if (expression.kind === 'member') return /^(?:headers|env|cookies|session)$/.test(expression.name) && isRequest(expression.object);
  return false;
}

/** `params`, and what calls make of it. */
export function isParameters(expression: Expression): boolean {
  return expression.kind === 'name'
    ? expression.name === 'params'
    : expression.kind === 'call' && expression.callee.kind === 'member' && isParameters(expression.callee.object);
}

/** What an index is taken of: headers, a session, parameters. */
export function containerOf(object: Expression): 'header' | 'session' | 'cookie' | 'params' | undefined {
  const names: string[] = [];
  let at = object;
  for (; at.kind === 'member' && names.length < 6; at = at.object) names.unshift(at.name);
  if (at.kind !== 'name') return undefined;
  const path = [at.name, ...names].join('.');
  if (/^(?:(?:this\.)?request\.)?(?:headers|env)$/.test(path)) return 'header';
  if (/^(?:request\.)?session$/.test(path)) return 'session';
  if (/^(?:request\.)?(?:cookies|cookie_jar)(?:\.(?:signed|encrypted|permanent))*$/.test(path)) return 'cookie';
  return path === 'params' ? 'params' : undefined;
}
