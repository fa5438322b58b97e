/** The actions of a resource controller of Laravel. */
export const RESOURCE = [
  { action: 'index', methods: ['GET'], suffix: '', member: false },
  { action: 'create', methods: ['GET'], suffix: '/create', member: false },
  { action: 'store', methods: ['POST'], suffix: '', member: false },
  { action: 'show', methods: ['GET'], suffix: '', member: true },
  { action: 'edit', methods: ['GET'], suffix: '/edit', member: true },
  { action: 'update', methods: ['PUT', 'PATCH'], suffix: '', member: true },
  { action: 'destroy', methods: ['DELETE'], suffix: '', member: true },
] as const;

export const SINGLETON = [
  { action: 'show', methods: ['GET'], suffix: '', member: false },
  { action: 'edit', methods: ['GET'], suffix: '/edit', member: false },
  { action: 'update', methods: ['PUT', 'PATCH'], suffix: '', member: false },
] as const;

/** `photos.comments` is `photos/{photo}/comments/{comment}`. */
export function resourcePath(name: string, member: boolean): string {
  const parts = name.split('.');
  return parts
    .map((part, index) => (index < parts.length - 1 || member ? `${part}/{${singular(part.slice(part.lastIndexOf('/') + 1))}}` : part))
    .join('/');
}

function singular(word: string): string {
  const name = word.replaceAll('-', '_');
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(?:ss|us|is)$/.test(name)) return name;
  if (/(?:x|ch|sh|ss|z)es$/.test(name)) return name.replace(/es$/, '');
  return name.replace(/s$/, '');
}
