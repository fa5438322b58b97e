/** The JSON schema of the config and the tables of its page, from the same table that the parser reads. */
import { isObject, type JsonObject } from '../../src/documents/tree.ts';
import type { Rule } from '../../src/engine/define-rule.ts';
import { CONFIG } from '../../src/policy/config/fields.ts';
import { formatOf } from '../../src/policy/config/formats.ts';
import { flow } from '../../src/policy/config/read.ts';
import { choicesOf } from '../../src/policy/config/rule-options.ts';
import { type Field, type Fields, MOST_ITEMS, SEVERITY_WORDS, type Shape } from '../../src/policy/config/shape.ts';
import { optionsOfSetting } from '../../src/policy/settings.ts';
import { rulesByConcern } from '../../src/rules/index.ts';

const ID = 'https://raw.githubusercontent.com/apiward/apiward/main/docs/apiward.schema.json';

/** JSON Schema draft 7, which editors know best. */
export function policySchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ID,
    title: 'apiward policy (.apiward.yml)',
    ...group(CONFIG),
    patternProperties: { '^(x-|\\$schema$)': {} },
    definitions: {
      severity: { enum: SEVERITY_WORDS, description: 'Severity of its findings; `off` turns a rule off.' },
      rules: ruleSchemas(),
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function group(fields: Fields): JsonObject {
  const entries = Object.entries(fields);
  const required = entries.flatMap(([name, field]) => (field.required === true ? [name] : []));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, field]) => [name, property(field)])),
    ...(required.length > 0 && { required }),
  };
}

function property({ doc, shape, example, default: standard }: Field): JsonObject {
  const description = standard === undefined ? doc : `${doc} Default: ${standard}.`;
  const said = { description, ...(example !== undefined && { examples: [example] }) };
  // Draft 7 ignores what stands beside `$ref`.
  return shape.kind === 'rules' ? { ...said, allOf: [{ $ref: '#/definitions/rules' }] } : { ...said, ...shapeSchema(shape) };
}

function shapeSchema(shape: Shape): JsonObject {
  switch (shape.kind) {
    case 'choice':
      return { enum: shape.of };
    case 'text': {
      const { pattern } = formatOf(shape.format);
      return { type: 'string', minLength: 1, ...(pattern !== undefined && { pattern }) };
    }
    case 'whole':
      return { type: 'integer', minimum: shape.least, maximum: shape.most };
    case 'list': {
      const list = { type: 'array', items: shapeSchema(shape.of), maxItems: shape.most ?? MOST_ITEMS };
      return shape.orOne === true ? { anyOf: [shapeSchema(shape.of), list] } : list;
    }
    case 'group':
      return group(shape.fields);
    case 'rules':
      return { $ref: '#/definitions/rules' };
  }
}

function ruleSchemas(): JsonObject {
  const severity = { $ref: '#/definitions/severity' };
  const wide = (what: string) => ({
    description: what,
    anyOf: [severity, { type: 'object', properties: { severity }, required: ['severity'], additionalProperties: false }],
  });
  const concerns = Object.keys(rulesByConcern).map((concern) => [`${concern}/*`, wide(`Every rule of the concern ${concern}.`)]);
  const rules = Object.values(rulesByConcern).flatMap((list) => list.map((rule) => [rule.id, ruleSchema(rule, severity)]));
  // A ruleset of one's own brings ids that no schema knows.
  return {
    type: 'object',
    properties: Object.fromEntries([['*', wide('Every rule.')], ...concerns, ...rules]),
    additionalProperties: severity,
  };
}

function ruleSchema(rule: Rule, severity: JsonObject): JsonObject {
  const docs = (rule.optionDocs ?? {}) as Readonly<Record<string, string>>;
  const options = Object.entries((rule.options ?? {}) as JsonObject).map(([name, standard]) => [
    name,
    { description: docs[name], ...optionSchema(standard, choicesOf(name)), default: standard },
  ]);
  const properties = { severity, ...Object.fromEntries(options) };
  return {
    description: `${rule.title}. ${rule.why}`,
    anyOf: [severity, { type: 'object', properties, additionalProperties: false, minProperties: 1 }],
  };
}

function optionSchema(standard: unknown, words: readonly string[] | undefined): JsonObject {
  const text = { type: 'string', ...(words !== undefined && { enum: words }) };
  if (Array.isArray(standard)) return { type: 'array', items: { ...text, minLength: 1 } };
  if (isObject(standard)) {
    const inner = Object.entries(standard).map(([name, value]) => [name, optionSchema(value, undefined)]);
    return { type: 'object', properties: Object.fromEntries(inner), additionalProperties: false };
  }
  if (typeof standard === 'number') return { type: 'integer', minimum: 1 };
  return typeof standard === 'boolean' ? { type: 'boolean' } : text;
}

/** Fills the generated parts of `docs/policy.md`. */
export function injectPolicy(page: string): string {
  return page
    .replace(
      /(<!-- policy:settings -->\n)[\s\S]*?(<!-- \/policy -->)/,
      (_, open: string, close: string) => `${open}${settingsTable()}\n${close}`,
    )
    .replace(
      /(<!-- policy:reach -->\n)[\s\S]*?(<!-- \/policy -->)/,
      (_, open: string, close: string) => `${open}${reachTable()}\n${close}`,
    );
}

function settingsTable(): string {
  const rows = fieldRows(CONFIG, '');
  return ['| setting | what it says | default | example |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function fieldRows(fields: Fields, prefix: string): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { doc, shape, example, default: standard = '' } = field;
    const inner = shape.kind === 'list' ? shape.of : shape;
    const full = `${prefix}${name}`;
    const nested = inner.kind === 'group' ? fieldRows(inner.fields, `${full}${shape.kind === 'list' ? '[]' : ''}.`) : [];
    const shown = nested.length > 0 || example === undefined ? '' : `\`${flow(example)}\``;
    return [`| \`${full}\` | ${cell(doc)} | ${cell(standard)} | ${cell(shown)} |`, ...nested];
  });
}

function reachTable(): string {
  const all = Object.values(rulesByConcern).flat();
  const leaves = (fields: Fields, prefix: string): string[] =>
    Object.entries(fields).flatMap(([name, { shape }]) => {
      const full = `${prefix}${name}`;
      if (shape.kind === 'group' && name !== 'public') return leaves(shape.fields, `${full}.`);
      return [full];
    });
  const rows = leaves(CONFIG, '').flatMap((setting) => {
    const options = optionsOfSetting(setting, all);
    if (options.length === 0) return [];
    const links = options.map((option) => {
      const [id = ''] = option.split('.');
      return `[${option}](rules/${id}.md)`;
    });
    return [`| \`${setting}\` | ${links.join(', ')} |`];
  });
  return ['| setting | options that it sets |', '|---|---|', ...rows, ''].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
