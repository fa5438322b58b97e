import{allRules,presetDefinition}from"./chunks/chunk-ZL24IAQT.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
