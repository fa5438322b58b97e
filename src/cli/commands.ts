/** Everything that needs the rules, in one part of the bundle: many small parts cost more to find than they save. */
export { explain } from './explain.ts';
export { lint } from './lint.ts';
export { rules } from './rules.ts';
