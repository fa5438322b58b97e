import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{discoverSources}from"./chunk-UMICJGKP.js";import"./chunk-2XIDTWBS.js";import"./chunk-ODLVBZ3F.js";import"./chunk-FRFVZSB6.js";import"./chunk-VUEJJUAN.js";export{discoverSources};
