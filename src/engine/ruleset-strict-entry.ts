/** `dist/ruleset-strict.js`: the same with the options of `strict`, which a ruleset in YAML cannot pass on. */
import { allRules } from '../rules/index.ts';
import { presetDefinition } from './preset-definition.ts';

export default presetDefinition(allRules, 'strict');
