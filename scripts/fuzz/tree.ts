import type { Random } from './random.ts';
import { hostileKeys, hostileStrings, hostileValues } from './words.ts';

type Holder = Record<string, unknown> | unknown[];

interface Slot {
  readonly holder: Holder;
  readonly key: string;
  /** JSON pointer, for references. */
  readonly pointer: string;
}

/** More values than this are not worth their time. */
const mostValues = 100_000;

/** Enough to choose from; a document with more is cut by the walk's order. */
const mostSlots = 20_000;

/** Changes a few places of a document in ways that keep it recognisable: wrong types, lost and strange keys, circles, moved and multiplied parts. */
export function mutateTree(root: unknown, random: Random, donor: unknown): unknown {
  const copy = structuredClone(root);
  const rounds = 1 + random.below(random.once(5) ? 30 : 4);
  for (let round = 0; round < rounds; round++) {
    const slots = slotsOf(copy);
    if (slots.length === 0) return copy;
    const slot = random.pick(slots);
    random.pick(changes)(slot, valueAt(slot), { slots, random, donor });
    // Parts are shared, and each is written out wherever it stands.
    if (isHuge(copy)) return root;
  }
  return copy;
}

interface Context {
  readonly slots: readonly Slot[];
  readonly random: Random;
  readonly donor: unknown;
}

/** What may happen to a value; the common ones stand twice. */
const changes: readonly ((slot: Slot, value: unknown, context: Context) => void)[] = [
  ({ holder, key }, _, { random }) => write(holder, key, structuredClone(random.pick(hostileValues))),
  ({ holder, key }, _, { random }) => write(holder, key, structuredClone(random.pick(hostileValues))),
  ({ holder, key }, _, { random }) => write(holder, key, random.pick(hostileStrings)),
  ({ holder, key }) => remove(holder, key),
  ({ holder, key }, _, { random }) => rename(holder, key, random.pick(hostileKeys)),
  ({ holder }, value, { random }) => write(holder, random.pick(hostileKeys), structuredClone(value)),
  ({ holder, key }, _, { random, slots }) => write(holder, key, structuredClone(valueAt(random.pick(slots)))),
  ({ holder, key }, _, context) => write(holder, key, reference(context)),
  ({ holder, key }, _, context) => write(holder, key, reference(context)),
  ({ holder, key }, value, context) =>
    write(holder, key, { [context.random.pick(['allOf', 'oneOf', 'anyOf'])]: [value, reference(context), value] }),
  ({ holder, key }, value) => write(holder, key, Array.isArray(value) ? value[0] : [value, structuredClone(value)]),
  ({ holder, key }, _, { random, donor }) => {
    const foreign = slotsOf(donor);
    write(holder, key, foreign.length === 0 ? null : structuredClone(valueAt(random.pick(foreign))));
  },
  ({ holder, key }, value, { random }) => multiply(holder, key, value, random),
  ({ holder, key }, value) => write(holder, key, typeof value === 'string' ? Number(value) : String(JSON.stringify(value))),
  ({ holder, key }, value) => write(holder, key, { properties: { a: value, b: value }, items: value, additionalProperties: value }),
  ({ holder, key }, value, { random }) =>
    write(holder, key, typeof value === 'string' ? value + random.pick(hostileStrings) : random.pick(hostileStrings)),
];

function reference({ random, slots }: Context): object {
  return { $ref: `#${random.pick(slots).pointer}` };
}

function isHuge(root: unknown): boolean {
  const stack: unknown[] = [root];
  let count = 0;
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    count += typeof value === 'string' ? 1 + value.length / 100 : 1;
    if (count > mostValues) return true;
    if (typeof value === 'object' && value !== null) stack.push(...Object.values(value).slice(0, mostValues));
  }
  return false;
}

/** Many siblings of one value. */
function multiply(holder: Holder, key: string, value: unknown, random: Random): void {
  const times = random.pick([3, 20, 120]);
  for (let nth = 0; nth < times; nth++) {
    if (Array.isArray(holder)) holder.push(value);
    else write(holder, `${key}${nth}`, value);
  }
}

function slotsOf(root: unknown): Slot[] {
  const slots: Slot[] = [];
  const queue: { value: unknown; pointer: string }[] = [{ value: root, pointer: '' }];
  const seen = new Set<unknown>();
  for (const { value, pointer } of queue) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const key of Object.keys(value)) {
      if (slots.length >= mostSlots) return slots;
      const below = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      slots.push({ holder: value as Holder, key, pointer: below });
      queue.push({ value: read(value as Holder, key), pointer: below });
    }
  }
  return slots;
}

function valueAt({ holder, key }: Slot): unknown {
  return read(holder, key);
}

function read(holder: Holder, key: string): unknown {
  return Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;
}

/** `__proto__` as a key like any other. */
function write(holder: Holder, key: string, value: unknown): void {
  if (Array.isArray(holder)) holder[Number.isInteger(Number(key)) ? Number(key) % 1000 : 0] = value ?? null;
  else Object.defineProperty(holder, key, { value: value ?? null, writable: true, enumerable: true, configurable: true });
}

function remove(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function rename(holder: Holder, key: string, to: string): void {
  const value = read(holder, key);
  remove(holder, key);
  write(holder, to, value);
}
