import type { CodePlace, CodeProperty, CodeSchema, Keyword } from '../route.ts';

/** A schema of keywords that a type implies: `schema(place, { type: 'string', format: 'date' })`. */
export function schema(place: CodePlace, keywords: Readonly<Record<string, unknown>> = {}): CodeSchema {
  return { keywords: new Map(Object.entries(keywords).map(([key, value]): [string, Keyword] => [key, { value }])), place };
}

/** The same with one keyword more, and where the code says it. A later keyword replaces an earlier one. */
export function withKeyword(of: CodeSchema, key: string, value: unknown, place?: CodePlace): CodeSchema {
  return { ...of, keywords: new Map(of.keywords).set(key, { value, ...(place !== undefined && { place }) }) };
}

/** The same without one keyword. */
export function withoutKeyword(of: CodeSchema, key: string): CodeSchema {
  return { ...of, keywords: new Map([...of.keywords].filter(([name]) => name !== key)) };
}

export function arrayOf(items: CodeSchema, place: CodePlace): CodeSchema {
  return { ...schema(place, { type: 'array' }), items };
}

export function mapOf(values: CodeSchema | true, place: CodePlace): CodeSchema {
  return { ...schema(place, { type: 'object' }), additional: values };
}

export function objectOf(properties: ReadonlyMap<string, CodeProperty>, place: CodePlace): CodeSchema {
  return { ...schema(place, { type: 'object' }), properties };
}
