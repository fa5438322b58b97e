import{allRules,presetDefinition}from"./chunks/chunk-JS2H6ISJ.js";var ruleset_strict_entry_default=presetDefinition(allRules,"strict");export{ruleset_strict_entry_default as default};
