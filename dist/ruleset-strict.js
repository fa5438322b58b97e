import{allRules,presetDefinition}from"./chunks/chunk-P5LPV75U.js";var ruleset_strict_entry_default=presetDefinition(allRules,"strict");export{ruleset_strict_entry_default as default};
