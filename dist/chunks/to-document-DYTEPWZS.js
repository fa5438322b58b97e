import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{codeDocument}from"./chunk-XTGFKFML.js";import"./chunk-7USXQMXX.js";import"./chunk-SVTOHVWQ.js";import"./chunk-VUEJJUAN.js";export{codeDocument};
