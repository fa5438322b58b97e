import{allRules,presetDefinition}from"./chunks/chunk-P5LPV75U.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
