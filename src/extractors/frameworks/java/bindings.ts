import type { ClassValue } from '../../interpret/value.ts';
import type { Annotation } from './annotations.ts';

/** Annotations of the program that a filter or an interceptor is bound to. */
export function bindingsOf(annotations: readonly Annotation[]): (Annotation & { readonly declared: ClassValue; readonly by: string })[] {
  return annotations.flatMap((annotation) => {
    const { declared } = annotation;
    const by = declared?.type.decorators.map(({ name }) => name.slice(name.lastIndexOf('.') + 1)).find((name) => BINDINGS.has(name));
    return declared === undefined || by === undefined ? [] : [{ ...annotation, declared, by }];
  });
}

const BINDINGS = new Set(['NameBinding', 'InterceptorBinding']);
