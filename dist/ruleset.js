import{allRules,presetDefinition}from"./chunks/chunk-JUA2W7ZF.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
