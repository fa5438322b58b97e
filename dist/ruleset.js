import{allRules,presetDefinition}from"./chunks/chunk-JS2H6ISJ.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
