import{allRules,presetDefinition}from"./chunks/chunk-DJI24WG3.js";var ruleset_essential_entry_default=presetDefinition(allRules,"essential");export{ruleset_essential_entry_default as default};
