/** Everything that needs the rules, in one part of the bundle: many small parts cost more to find than they save. */
export { baseline } from './baseline.ts';
export { diff } from './diff.ts';
export { doctor } from './doctor.ts';
export { explain } from './explain.ts';
export { fix } from './fix.ts';
export { init } from './init.ts';
export { lint } from './lint.ts';
export { routes } from './routes.ts';
export { rules } from './rules.ts';
export { waive } from './waive.ts';
