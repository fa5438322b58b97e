import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{GitHub,context,defaults,getOctokitOptions,getUserAgentWithOrchestrationId}from"./chunk-3GZNDXFP.js";import"./chunk-TTIG627F.js";import"./chunk-VUEJJUAN.js";export{GitHub,context,defaults,getOctokitOptions,getUserAgentWithOrchestrationId};
