import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{discoverSources}from"./chunk-CXILL7M7.js";import"./chunk-FRBSRLQZ.js";import"./chunk-FRFVZSB6.js";import"./chunk-VUEJJUAN.js";export{discoverSources};
