import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{GitHub,context,defaults,getOctokitOptions,getUserAgentWithOrchestrationId}from"./chunk-A6YW6XE2.js";import"./chunk-S2Z3MPZ7.js";import"./chunk-VUEJJUAN.js";export{GitHub,context,defaults,getOctokitOptions,getUserAgentWithOrchestrationId};
