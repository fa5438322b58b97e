import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{discoverSources}from"./chunk-ZRBIUWPA.js";import"./chunk-W3AT7J6Y.js";import"./chunk-FAPBYNFS.js";import"./chunk-VUEJJUAN.js";export{discoverSources};
