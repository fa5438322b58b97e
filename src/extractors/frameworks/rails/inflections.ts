/** Singular and plural as Rails names resources. */
const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  men: 'man',
  women: 'woman',
  children: 'child',
  moves: 'move',
  sexes: 'sex',
  oxen: 'ox',
  mice: 'mouse',
  movies: 'movie',
  series: 'series',
  news: 'news',
  data: 'datum',
  media: 'medium',
  statuses: 'status',
  aliases: 'alias',
  buses: 'bus',
  databases: 'database',
  quizzes: 'quiz',
  shoes: 'shoe',
  analyses: 'analysis',
  bases: 'base',
  criteria: 'criterion',
};

const PLURALS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(IRREGULAR).map(([many, one]) => [one, many]));

const UNCOUNTABLE = /^(?:equipment|information|rice|money|species|series|fish|sheep|jeans|police|news)$/;

const SINGULAR: readonly (readonly [RegExp, string])[] = [
  [/([^aeiouy]|qu)ies$/, '$1y'],
  [/(matr)ices$/, '$1ix'],
  [/(vert|ind)ices$/, '$1ex'],
  [/([lr])ves$/, '$1f'],
  [/([^f])ves$/, '$1fe'],
  [/(hive|tive)s$/, '$1'],
  [/(x|ch|ss|sh)es$/, '$1'],
  [/(cris|test|ax)es$/, '$1is'],
  [/(octop|vir)i$/, '$1us'],
  [/(o)es$/, '$1'],
  [/(ss|us|is)$/, '$1'],
  [/s$/, ''],
];

/** `dog_houses` is `dog_house`. */
export function singular(word: string): string {
  const at = word.lastIndexOf('_') + 1;
  const last = word.slice(at);
  return word.slice(0, at) + (UNCOUNTABLE.test(last) ? last : (own(IRREGULAR, last) ?? changed(last, SINGULAR)));
}

const PLURAL: readonly (readonly [RegExp, string])[] = [
  [/([^aeiouy]|qu)y$/, '$1ies'],
  [/(x|ch|ss|sh|z)$/, '$1es'],
  [/(alias|status)$/, '$1es'],
  [/is$/, 'es'],
  [/s$/, 's'],
  [/$/, 's'],
];

/** `profile` is `profiles`, the controller of a singular resource. */
export function plural(word: string): string {
  const at = word.lastIndexOf('_') + 1;
  const last = word.slice(at);
  return word.slice(0, at) + (UNCOUNTABLE.test(last) ? last : (own(PLURALS, last) ?? changed(last, PLURAL)));
}

/** `Api::V1::DogHouses` is `api/v1/dog_houses`. */
export function underscored(name: string): string {
  return name
    .replaceAll('::', '/')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

function own(words: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function changed(word: string, rules: readonly (readonly [RegExp, string])[]): string {
  const rule = rules.find(([pattern]) => pattern.test(word));
  return rule === undefined ? word : word.replace(rule[0], rule[1]);
}

/** `api/v1/dog_houses` is `Api::V1::DogHouses`. */
export function camelCase(path: string): string {
  return path
    .split('/')
    .map((part) => part.replaceAll(/(?:^|_)([a-z\d])/g, (_, letter: string) => letter.toUpperCase()))
    .join('::');
}
