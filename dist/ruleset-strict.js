import{allRules,presetDefinition}from"./chunks/chunk-DJI24WG3.js";var ruleset_strict_entry_default=presetDefinition(allRules,"strict");export{ruleset_strict_entry_default as default};
