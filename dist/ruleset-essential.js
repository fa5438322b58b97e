import{allRules,presetDefinition}from"./chunks/chunk-JS2H6ISJ.js";var ruleset_essential_entry_default=presetDefinition(allRules,"essential");export{ruleset_essential_entry_default as default};
