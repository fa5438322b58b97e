import{allRules,presetDefinition}from"./chunks/chunk-ZL24IAQT.js";var ruleset_essential_entry_default=presetDefinition(allRules,"essential");export{ruleset_essential_entry_default as default};
