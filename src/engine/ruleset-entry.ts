/** `dist/ruleset.js`: our rules for Spectral's own CLI and editor extensions, `extends: ./node_modules/apiward/dist/ruleset.js`. */
import { allRules } from '../rules/index.ts';
import { presetDefinition } from './preset-definition.ts';

export default presetDefinition(allRules, 'recommended');
