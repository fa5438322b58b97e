import{allRules,presetDefinition}from"./chunks/chunk-4CQWARTW.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
