import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{codeDocument}from"./chunk-VRPDXCLY.js";import"./chunk-CFE7PYHJ.js";import"./chunk-ODLVBZ3F.js";import"./chunk-SVTOHVWQ.js";import"./chunk-VUEJJUAN.js";export{codeDocument};
