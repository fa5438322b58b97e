import{allRules,presetDefinition}from"./chunks/chunk-DJI24WG3.js";var ruleset_entry_default=presetDefinition(allRules,"recommended");export{ruleset_entry_default as default};
