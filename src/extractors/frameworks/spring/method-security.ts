/** Annotations that ask who a caller is, and whether anything listens to them. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import { typesOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { readsIdentity } from '../function-guards.ts';
import { type Annotation, annotationsOf, argumentValue, flag } from '../java/annotations.ts';
import { isJvmSource } from '../java/build.ts';
import { typesIn } from '../java/declarations.ts';
import { type Access, guardFrom } from './access.ts';
import { accessByAnnotation, scopesIn } from './annotation-access.ts';
import { type AnonymousAuthorities, admittingAnonymous } from './anonymous.ts';
import { isConditional } from './bean-conditions.ts';

/** What switches method security on, and which settings are on without being named. */
const ENABLING: Readonly<Record<string, readonly string[]>> = table({
  EnableMethodSecurity: ['prePostEnabled'],
  EnableReactiveMethodSecurity: ['prePostEnabled'],
  EnableGlobalMethodSecurity: [],
});

const MENTIONS = /\bEnable(?:Global|Reactive)?MethodSecurity\b/;
const TESTS = /(?:^|\/)src\/(?:\w*[tT]est|testFixtures)\//;
const SETTINGS = ['prePostEnabled', 'securedEnabled', 'jsr250Enabled'] as const;

export class MethodSecurity {
  readonly #program: Program;
  readonly #interpreter: Interpreter;
  /** Settings that are certainly on. */
  readonly #on = new Set<string>();

  constructor(program: Program, interpreter: Interpreter) {
    this.#program = program;
    this.#interpreter = interpreter;
    const files = program.filesWith(MENTIONS).filter((file) => isJvmSource(file) && !TESTS.test(file));
    for (const type of typesIn(files, interpreter)) this.#enable(type);
  }

  #enable(type: ClassValue): void {
    const enabling = annotationsOf(type.type.decorators, type, this.#interpreter).filter(({ name }) => Object.hasOwn(ENABLING, name));
    if (enabling.length === 0 || isConditional([], type, this.#interpreter)) return;
    for (const annotation of enabling) {
      const byDefault = ENABLING[annotation.name] ?? [];
      for (const setting of SETTINGS) {
        const isNamed = annotation.arguments.some(({ name }) => name === setting);
        if (isNamed ? flag(annotation, setting) === true : byDefault.includes(setting)) this.#on.add(setting);
      }
    }
  }

  /** What annotations of method and class ask for; those of the method win. */
  guard(method: readonly Annotation[], type: readonly Annotation[], anonymous: readonly AnonymousAuthorities[]): Guard | undefined {
    for (const annotations of [method, type]) {
      for (const annotation of annotations) {
        const access = accessByAnnotation(annotation);
        if (access === undefined) continue;
        const read = anonymous.reduce(admittingAnonymous, this.#byBean(annotation, access));
        // Who is anonymous by code of the program may well have what an expression reads.
        const isOpen = anonymous.some(({ known }) => !known) && /\bprincipal\b/.test(asString(argumentValue(annotation, 'value')) ?? '');
        return this.#effective(annotation, isOpen ? { ...read, kind: 'unknown' } : read);
      }
    }
    return undefined;
  }

  /** `@PreAuthorize("@access.check('x')")`: what the bean's method does, when it is in the program. */
  #byBean(annotation: Annotation, access: Access): Access {
    const text = asString(argumentValue(annotation, 'value'));
    const [, bean, name] = access.kind === 'unknown' && text !== undefined ? (WHOLLY_A_BEAN.exec(text.trim()) ?? []) : [];
    if (bean === undefined || name === undefined) return access;
    const type = this.#beanNamed(bean);
    const method = type === undefined ? undefined : this.#interpreter.methodOf(type, name);
    if (method === undefined || !readsIdentity(method.function)) return access;
    return { kind: 'authorizes', note: `\`@PreAuthorize\`: \`@${bean}.${name}()\` asks who it is`, scopes: scopesIn(text ?? '') };
  }

  #beanNamed(bean: string): ClassValue | undefined {
    const className = bean.charAt(0).toUpperCase() + bean.slice(1);
    for (const file of this.#program.files) {
      const text = isJvmSource(file) ? this.#program.text(file) : '';
      if (!file.endsWith(`/${className}.java`) && !file.endsWith(`/${className}.kt`) && !text.includes(`"${bean}")`)) continue;
      const unit = this.#program.unit(file);
      for (const type of unit === undefined ? [] : typesOf(unit)) {
        const named = type.decorators.some(
          ({ name, arguments: args }) =>
            /(?:^|\.)(?:Service|Component|Bean)$/.test(name) && args.some(({ value }) => value.kind === 'string' && value.value === bean),
        );
        const value = unit === undefined || !(named || type.name === className) ? undefined : this.#interpreter.lookup(unit, type.name);
        if (value?.kind === 'class') return value;
      }
    }
    return undefined;
  }

  /** Annotations do nothing unless method security is enabled, each kind by its own setting. */
  #effective({ name, place }: Annotation, access: Access): Guard {
    const wanted = name === 'Secured' ? 'securedEnabled' : name === 'PreAuthorize' ? 'prePostEnabled' : 'jsr250Enabled';
    if (this.#on.has(wanted)) return guardFrom(access, place, []);
    return { kind: 'unknown', note: `\`@${name}\` works only where method security is enabled for it, which was not found`, place };
  }
}

/** `@access.check(#id)` and nothing beside it. */
const WHOLLY_A_BEAN = /^@(\w+)\.(\w+)\((?:[^()]|\([^()]*\))*\)$/;
