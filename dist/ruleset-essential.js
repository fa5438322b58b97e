import{allRules,presetDefinition}from"./chunks/chunk-JUA2W7ZF.js";var ruleset_essential_entry_default=presetDefinition(allRules,"essential");export{ruleset_essential_entry_default as default};
