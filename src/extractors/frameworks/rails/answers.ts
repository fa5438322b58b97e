/** Which actions answer with data: pages are no operations. */
import type { Expression, FunctionDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { underscored } from './inflections.ts';
import { callOf, positional, textOf } from './literals.ts';
import { methodIn } from './methods.ts';
import type { Profile } from './profile.ts';

/** Methods that an action calls, and those they call. */
const DEPTH = 4;

const MOST = 400;

/** Every expression of an action and of the methods of its class that it calls. */
export function* reachedFrom(
  declared: FunctionDeclaration,
  { line }: Profile,
): Generator<{ readonly expression: Expression; readonly declared: FunctionDeclaration; readonly file: string | undefined }> {
  const seen = new Set<FunctionDeclaration>([declared]);
  const pending: { readonly declared: FunctionDeclaration; readonly file: string | undefined; readonly depth: number }[] = [
    { declared, file: undefined, depth: 0 },
  ];
  for (let next = pending.pop(); next !== undefined && seen.size < MOST; next = pending.pop()) {
    for (const expression of expressionsOf(next.declared.body ?? [])) {
      yield { expression, declared: next.declared, file: next.file };
      const called = expression.kind === 'name' ? expression.name : undefined;
      const found = called === undefined || next.depth >= DEPTH ? undefined : methodIn(line, called);
      if (found === undefined || seen.has(found.declared)) continue;
      seen.add(found.declared);
      pending.push({ declared: found.declared, file: found.part.unit.file, depth: next.depth + 1 });
    }
  }
}

const DATA_KEYS = /^(?:json|jsonapi|xml|yaml|msgpack|jsonapi_errors|blueprint)$/;

/** Templates that give data: `app/views/articles/show.json.jbuilder`. */
export class Views {
  readonly #names = new Set<string>();

  constructor(files: Iterable<string>) {
    for (const file of files) {
      const name = /(?:^|\/)app\/views\/(.+?)(?:\.json)?\.(?:jbuilder|rabl|jb|erb|builder|ruby)$/.exec(file)?.[1];
      if (name !== undefined && (/\.(?:jbuilder|rabl|jb)$/.test(file) || file.includes('.json.'))) this.#names.add(name);
    }
  }

  has(controller: string, template: string): boolean {
    return this.#names.has(template.includes('/') ? template : `${controller}/${template}`);
  }
}

export interface Asked {
  readonly controller: string;
  readonly action: string;
  readonly json: boolean;
  readonly devise: boolean;
}

/** Whether an action answers with data. */
export function answersData(
  profile: Profile | undefined,
  declared: FunctionDeclaration | undefined,
  { controller, action, json, devise }: Asked,
  views: Views,
): boolean {
  if (json || /^(?:::)?ActionController::API$/.test(profile?.base ?? '')) return true;
  if (profile === undefined) return false;
  const above = profile.line.map(({ name }) => underscored(name.replace(/Controller$/, '')));
  if ([controller, ...above].some((each) => views.has(each, action))) return true;
  if (declared === undefined) return devise && profile.respondsJson;
  let heads = false;
  const isApi = /(?:^|\/)api(?:[/_]|$)/.test(controller);
  let pages = false;
  for (const { expression } of reachedFrom(declared, profile)) {
    if (expression.kind !== 'call' && expression.kind !== 'member') continue;
    const call = callOf(expression);
    if (call === undefined) continue;
    const { receiver, name, args } = call;
    if (name === 'render' && args.some((each) => DATA_KEYS.test(each.name ?? ''))) return true;
    if (name === 'render' && rendersData(positional(args)[0], controller, views)) return true;
    if (receiver === undefined && (name === 'respond_with' ? profile.respondsJson : /json/i.test(name) && /render|respon/.test(name)))
      return true;
    if (
      receiver?.kind === 'name' &&
      /^(?:format|f|wants|respond|type)$/.test(receiver.name) &&
      /^(?:json|jsonapi|api_json|xml)$/.test(name)
    )
      return true;
    if (
      receiver === undefined &&
      (name === 'head' || (isApi && name === 'render' && args.some((each) => /^(?:plain|body|text)$/.test(each.name ?? ''))))
    )
      heads = true;
    else if (
      receiver === undefined &&
      /^(?:render|redirect_to|redirect_back|redirect_back_or_to|send_data|send_file|respond_to)$/.test(name)
    )
      pages = true;
  }
  return heads && (isApi || !pages);
}

function rendersData(first: Expression | undefined, controller: string, views: Views): boolean {
  const template = textOf(first);
  return template !== undefined && (views.has(controller, template) || /\.json(?:\.\w+)?$/.test(template));
}
