import{allRules,presetDefinition}from"./chunks/chunk-ZL24IAQT.js";var ruleset_strict_entry_default=presetDefinition(allRules,"strict");export{ruleset_strict_entry_default as default};
