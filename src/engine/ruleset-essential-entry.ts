/** `dist/ruleset-essential.js`: the same with the options of `essential`. */
import { allRules } from '../rules/index.ts';
import { presetDefinition } from './preset-definition.ts';

export default presetDefinition(allRules, 'essential');
