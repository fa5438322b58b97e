import{allRules,presetDefinition}from"./chunks/chunk-P5LPV75U.js";var ruleset_essential_entry_default=presetDefinition(allRules,"essential");export{ruleset_essential_entry_default as default};
