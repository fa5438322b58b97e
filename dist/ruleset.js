import{allRules,presetDefinition}from"./chunks/chunk-GA5TKTP6.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
