import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var UserError=class extends Error{name="UserError";exitCode;constructor(message,exitCode=2){super(message),this.exitCode=exitCode}};export{UserError};
