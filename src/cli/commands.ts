/** Every command but the one that is run most, in one part of the bundle. */
export { baseline } from './baseline.ts';
export { diff } from './diff.ts';
export { doctor } from './doctor.ts';
export { explain } from './explain.ts';
export { fix } from './fix.ts';
export { init } from './init.ts';
export { routes } from './routes.ts';
export { rules } from './rules.ts';
export { waive } from './waive.ts';
