import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{TOOL}from"./chunk-R25KOB7T.js";import{Place,Session,WorkspaceError,backtracking,buildApi,contains,digits,docsUrl,dot,get,getArray,getObject,getString,hasWords,includes,isObject,isOurs,lineIndex,loadBundles,normalizePath,openSession,parsePattern,phraseFinder,require_dist2 as require_dist,severityAt,sourceOf,splitWords,toPointer,toSpectralRule,union}from"./chunk-KC22PSMI.js";import{UserError,__commonJS,__toESM,inPreset,nearest}from"./chunk-4WP2WR7U.js";var require_ignore=__commonJS({"node_modules/ignore/index.js"(exports,module){function makeArray(subject2){return Array.isArray(subject2)?subject2:[subject2]}var UNDEFINED=void 0,EMPTY="",SPACE=" ",ESCAPE="\\",REGEX_LITERAL_SPECIAL=/[.*+?()[\]{}^$|\\/]/,BOM="\uFEFF",REGEX_ANCHORED_GLOBSTAR=/^\/\*{2,}$/,REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION=/^\\!/,REGEX_REPLACE_LEADING_EXCAPED_HASH=/^\\#/,REGEX_SPLITALL_CRLF=/\r?\n/g,DOUBLE_SLASH="//",SLASH_CODE=47,DOT_CODE=46,SLASH="/",TMP_KEY_IGNORE="node-ignore";typeof Symbol<"u"&&(TMP_KEY_IGNORE=Symbol.for("node-ignore"));var KEY_IGNORE=TMP_KEY_IGNORE,define=(object3,key2,value)=>(Object.defineProperty(object3,key2,{value}),value),RETURN_FALSE=()=>!1,POSIX_CLASSES={alnum:"0-9A-Za-z",alpha:"A-Za-z",blank:" \\t",cntrl:"\\x00-\\x1f\\x7f",digit:"0-9",graph:"!-.0-~",lower:"a-z",print:" -.0-~",punct:"!-.:-@\\[-`{-~",space:" \\t\\n\\r",upper:"A-Z",xdigit:"0-9A-Fa-f"},CLASS_MEMBERS_TO_ESCAPE="\\]^-[",escapeMember=char=>CLASS_MEMBERS_TO_ESCAPE.indexOf(char)<0?char:ESCAPE+char,NON_SLASH="(?!\\/)",classSource=(negated,body)=>{if(negated)return`[^\\/${body}]`;let source=`[${body}]`;return new RegExp(source).test("/")?NON_SLASH+source:source},scanBracket=(pattern,start)=>{let{length}=pattern,index=start+1,negated=EMPTY,lead=pattern[index];(lead==="!"||lead==="^")&&(negated="^",index++);let body=EMPTY,prev=EMPTY;for(;;){let char=pattern[index];if(char===UNDEFINED)return null;if(char===ESCAPE){let escaped=pattern[++index];body+=escapeMember(escaped),prev=escaped}else if(char==="-"&&prev&&index+1<length&&pattern[index+1]!=="]"){index++;let to=pattern[index];to===ESCAPE&&(to=pattern[index+=1]),prev<=to&&(body+=`-${escapeMember(to)}`),prev=EMPTY}else if(char==="["&&pattern[index+1]===":"){let nameStart=index+2,end2=nameStart;for(;end2<length&&pattern[end2]!=="]";)end2++;if(end2===length)return null;if(end2>nameStart&&pattern[end2-1]===":"){let name=pattern.slice(nameStart,end2-1);if(!Object.prototype.hasOwnProperty.call(POSIX_CLASSES,name))return null;body+=POSIX_CLASSES[name],prev=EMPTY,index=end2}else body+=escapeMember("["),prev="[",index=nameStart-2}else body+=escapeMember(char),prev=char;if(index++,pattern[index]==="]")return{end:index,source:classSource(negated,body)}}},NEVER_MATCH="[]",PLACEHOLDER2="\0",REGEX_RESTORE_PLACEHOLDER=new RegExp(`${PLACEHOLDER2}(\\d+)${PLACEHOLDER2}`,"g"),TRAILING_WILDCARD="",TRAILING_DOUBLESTAR="",isReserved=char=>char===PLACEHOLDER2||char===TRAILING_WILDCARD||char===TRAILING_DOUBLESTAR,extractBrackets=pattern=>{let sources=[],hold=source=>`${PLACEHOLDER2}${sources.push(source)-1}${PLACEHOLDER2}`,{length}=pattern,out=EMPTY,index=0;for(;index<length;){let char=pattern[index];if(char===ESCAPE){let escaped=pattern[index+1];escaped===SLASH&&index+2===length?out+=hold(NEVER_MATCH):escaped==="*"||escaped==="["||escaped===SPACE?out+=pattern.slice(index,index+2):out+=hold(REGEX_LITERAL_SPECIAL.test(escaped)?ESCAPE+escaped:isReserved(escaped)?`[${escaped}]`:escaped),index+=2}else if(isReserved(char))out+=hold(`[${char}]`),index++;else if(char==="["){let scanned=scanBracket(pattern,index);scanned===null?(out+=hold(NEVER_MATCH),index=length):(out+=hold(scanned.source),index=scanned.end+1)}else out+=char,index++}return{source:out,sources}},DIRECT=null,REGEX_INNER_SLASH=/\/(?!$)/,WILDCARD="[^\\/]*",REPLACERS=[[/(\\+)( ?)/g,(_,run2,space)=>space?run2.slice(0,run2.length-run2.length%2)+SPACE:run2,ESCAPE+SPACE],[/(^|\/)\*{3,}(?=\/|$)/g,(_,start)=>`${start}**`,"*"],[/[\\$.|*+(){^]/g,match=>`\\${match}`],[/(?!\\)\?/g,()=>"[^/]","?"],[/^\//,()=>"^",SLASH],[/\//g,()=>"\\/",SLASH],[/^\^*(?:\\\*\\\*\\\/)+/,()=>"(?:^|\\/)","*"],[DIRECT,(source,pattern)=>!source||source[0]==="^"||source[0]==="("?source:(REGEX_INNER_SLASH.test(pattern)?"^":"(?:^|\\/)")+source],[/\\\/\\\*\\\*(?=\\\/|$)/g,(_,index,str)=>index+6<str.length?str.slice(index+6)==="\\/"?"(?:\\/[^\\/]+)+":"(?:\\/[^\\/]+)*":`\\/${TRAILING_DOUBLESTAR}`,"*"],[/(^|[^\\])(?:\\\*)+(?!$)/g,(_,p1)=>p1+WILDCARD,"*"],[/(^|[^\\])((?:\\\\)*)\\\*$/,(match,p1,p2)=>p2===EMPTY?p1+TRAILING_WILDCARD:match,"*"],[/\\\\\\(?=[$.|*+(){^])/g,()=>ESCAPE,ESCAPE+ESCAPE],[/\\\\/g,()=>ESCAPE,ESCAPE+ESCAPE],[/\\\[([^\]/]*?)($|\])/g,(match,range,close)=>`\\[${range}${close}`,"["],[DIRECT,source=>{let last=source[source.length-1];return!last||last===TRAILING_WILDCARD||last===TRAILING_DOUBLESTAR?source:last===SLASH?`${source}$`:`${source}(?=$|\\/$)`}]],REGEX_REPLACE_TRAILING_WILDCARD=/(^|\\\/)?\uE000$/,MODE_IGNORE="regex",MODE_CHECK_IGNORE="checkRegex",UNDERSCORE="_",replaceTrailingWildcard=(_,p1)=>`${p1?`${p1}[^/]+`:"[^/]*"}(?=$|\\/$)`,REGEX_REPLACE_TRAILING_DOUBLESTAR=/\uE001$/,replaceTrailingDoublestar=()=>"[\\s\\S]",separatorAfter=(run2,at)=>{let separator=EMPTY;for(let index=at+1;index<run2.length&&!run2[index].wildcard;index++)separator+=run2[index].single;return separator},pinWildcards=source=>{if(source.indexOf(WILDCARD)<0)return source;let tokens=[],{length}=source,index=0;for(;index<length;){let char=source[index];if(source.startsWith(WILDCARD,index))tokens.push({wildcard:!0}),index+=WILDCARD.length;else if(char==="["){let end2=index+1;for(source[end2]==="^"&&end2++,source[end2]==="]"&&end2++;end2<length&&source[end2]!=="]";)end2+=source[end2]===ESCAPE?2:1;end2++,tokens.push({single:source.slice(index,end2)}),index=end2}else if(char===ESCAPE)tokens.push({single:source.slice(index,index+2)}),index+=2;else if(char==="("){let depth=0,end2=index;do source[end2]===ESCAPE?end2++:source[end2]==="("?depth++:source[end2]===")"&&depth--,end2++;while(end2<length&&depth>0);"*+?".indexOf(source[end2])>=0&&end2++,tokens.push({boundary:source.slice(index,end2)}),index=end2}else char==="^"||char==="$"?(tokens.push({boundary:char}),index++):(tokens.push({single:char}),index++)}let out=EMPTY,run2=[],flush=()=>{let lastWildcard;run2.forEach((token2,at)=>{token2.wildcard&&(lastWildcard=at)}),run2.forEach((token2,at)=>{if(!token2.wildcard){out+=token2.single;return}out+=at===lastWildcard?WILDCARD:`(?:(?!${separatorAfter(run2,at)})[^\\/])*`}),run2=[]};return tokens.forEach(token2=>{if(token2.boundary===void 0){run2.push(token2);return}flush(),out+=token2.boundary}),flush(),out},makeRegexPrefix=pattern=>{REGEX_ANCHORED_GLOBSTAR.test(pattern)&&(pattern="**");let{source,sources}=extractBrackets(pattern),replaced=REPLACERS.reduce((prev,[matcher,replacer,required])=>matcher===DIRECT?replacer(prev,pattern):required!==UNDEFINED&&prev.indexOf(required)<0?prev:matcher.test(prev)?prev.replace(matcher,replacer.bind(pattern)):prev,source);return sources.length?replaced.replace(REGEX_RESTORE_PLACEHOLDER,(match,index)=>sources[index]):replaced},checkSourceOf=(body,prefix2)=>{body[body.length-1]===SLASH&&(prefix2=makeRegexPrefix(body.slice(0,-1)));let head=prefix2.slice(0,-1),last=prefix2[prefix2.length-1];return last===TRAILING_WILDCARD?`${head}$`:last===TRAILING_DOUBLESTAR?head:NEVER_MATCH},matchesBasename=body=>{let index=body.indexOf(SLASH);return index<0||index===body.length-1},basenameOf=path=>{let end2=path.length-1,index=path.lastIndexOf(SLASH,path[end2]===SLASH?end2-1:end2);return index<0?path:path.slice(index+1)},parentOf=path=>{if(path.charCodeAt(0)===SLASH_CODE||path.indexOf(DOUBLE_SLASH)>=0){let slices=path.split(SLASH).filter(Boolean);return slices.pop(),slices.length?slices.join(SLASH)+SLASH:EMPTY}let end2=path.length-1,cut2=path.lastIndexOf(SLASH,path.charCodeAt(end2)===SLASH_CODE?end2-1:end2);return cut2<0?EMPTY:path.slice(0,cut2+1)},isString=subject2=>typeof subject2=="string",checkPattern=pattern=>pattern&&isString(pattern),splitPattern=pattern=>(pattern[pattern.length-1]==="\r"?pattern.slice(0,-1):pattern).split(REGEX_SPLITALL_CRLF).filter(Boolean),IgnoreRule=class{constructor(pattern,mark,body,ignoreCase,negative,prefix2){this.pattern=pattern,this.mark=mark,this.negative=negative,define(this,"body",body),define(this,"ignoreCase",ignoreCase),define(this,"regexPrefix",prefix2)}get _basenameOnly(){return define(this,"_basenameOnly",matchesBasename(this.body))}get regex(){let key2=UNDERSCORE+MODE_IGNORE;return this[key2]?this[key2]:this._make(MODE_IGNORE,key2)}get checkRegex(){let key2=UNDERSCORE+MODE_CHECK_IGNORE;return this[key2]?this[key2]:this._make(MODE_CHECK_IGNORE,key2)}_make(mode,key2){let str=pinWildcards(mode===MODE_IGNORE?this.regexPrefix.replace(REGEX_REPLACE_TRAILING_WILDCARD,replaceTrailingWildcard).replace(REGEX_REPLACE_TRAILING_DOUBLESTAR,replaceTrailingDoublestar):checkSourceOf(this.body,this.regexPrefix)),regex=this.ignoreCase?new RegExp(str,"i"):new RegExp(str);return define(this,key2,regex)}},hasTrailingBackslash=str=>{let count2=0;for(;str[str.length-count2-1]===ESCAPE;)count2++;return count2%2===1},trimEnd=(body,stripLineEnd)=>{let lineEnd=body.length,end2;for(;;){for(stripLineEnd&&body[lineEnd-1]==="\r"&&lineEnd--,end2=lineEnd;body[end2-1]===SPACE;)end2--;if(!stripLineEnd||body[end2-1]!==`
`)break;lineEnd=end2-1}if(end2===lineEnd)return body.slice(0,lineEnd);let backslashes=0;for(;body[end2-backslashes-1]===ESCAPE;)backslashes++;return backslashes%2?body.slice(0,end2-1)+SPACE:body.slice(0,end2)},createRule=(pattern,mark,ignoreCase,stripLineEnd,stripBOM)=>{let body=stripBOM&&pattern[0]===BOM?pattern.slice(1):pattern;if(body[0]==="#")return;let negative=!1;body[0]==="!"&&(negative=!0,body=body.slice(1));let last=body[body.length-1];if((last===SPACE||stripLineEnd&&(last==="\r"||last===`
`))&&(body=trimEnd(body,stripLineEnd)),!body||hasTrailingBackslash(body))return;body=body.replace(REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION,"!").replace(REGEX_REPLACE_LEADING_EXCAPED_HASH,"#");let regexPrefix=makeRegexPrefix(body);return new IgnoreRule(pattern,mark,body,ignoreCase,negative,regexPrefix)},RuleManager=class{constructor(ignoreCase){this._ignoreCase=ignoreCase,this._rules=[],this._basenameCount=0}_add(pattern,index){if(pattern&&pattern[KEY_IGNORE]){this._rules=this._rules.concat(pattern._rules._rules),this._basenameCount+=pattern._rules._basenameCount,this._added=!0;return}let isStr=isString(pattern),raw=isStr?pattern:pattern.pattern,rule=checkPattern(raw)&&createRule(raw,isStr?UNDEFINED:pattern.mark,this._ignoreCase,!this._split,this._stripBOM&&!index);rule&&(this._added=!0,this._rules.push(rule),matchesBasename(rule.body)&&this._basenameCount++)}add(pattern){return this._added=!1,this._split=isString(pattern),this._stripBOM=!this._split||pattern[0]===BOM,makeArray(this._split?splitPattern(pattern):pattern).forEach(this._add,this),this._added&&(this._literalRules=UNDEFINED),this._added}testLiteral(path){let rules=this._literalRules||(this._literalRules=this._rules.filter(({body})=>body[body.length-(body[body.length-1]===SLASH?2:1)]==="*")),ignored=!1,unignored=!1,matchedRule;for(let index=rules.length-1;index>=0;index--){let rule=rules[index];if(rule.checkRegex.test(path)){ignored=!rule.negative,unignored=rule.negative,matchedRule=rule.negative?UNDEFINED:rule;break}}let ret={ignored,unignored};return matchedRule&&(ret.rule=matchedRule),ret}test(path,mode){let rules=this._rules,{length}=rules,shortcut=this._basenameCount*2>=length,basename=shortcut?basenameOf(path):path;for(let index=length-1;index>=0;index--){let rule=rules[index];if(rule[mode].test(shortcut&&rule._basenameOnly?basename:path)){let{negative}=rule,ret={ignored:!negative,unignored:negative};return negative||(ret.rule=rule),ret}}return{ignored:!1,unignored:!1}}},throwError=(message3,Ctor)=>{throw new Ctor(message3)},checkPath=(path,originalPath,doThrow)=>isString(path)?path?checkPath.isNotRelative(path)?doThrow(`path should be a \`path.relative()\`d string, but got "${originalPath}"`,RangeError):!0:doThrow("path must not be empty",TypeError):doThrow(`path must be a string, but got \`${originalPath}\``,TypeError),isNotRelative=path=>{let first=path.charCodeAt(0);if(first===SLASH_CODE)return!0;if(first!==DOT_CODE)return!1;if(path.length===1)return!0;let second=path.charCodeAt(1);return second===SLASH_CODE?!0:second!==DOT_CODE?!1:path.length===2||path.charCodeAt(2)===SLASH_CODE};checkPath.isNotRelative=isNotRelative;checkPath.convert=p=>p;var convertPath=target=>isString(target)&&checkPath.convert(target),Ignore=class{constructor({ignorecase=!0,ignoreCase=ignorecase,allowRelativePaths=!1}={}){define(this,KEY_IGNORE,!0),this._rules=new RuleManager(ignoreCase),this._strictPathCheck=!allowRelativePaths,this._initCache()}_initCache(){this._ignoreCache=Object.create(null),this._testCache=Object.create(null)}add(pattern){return this._rules.add(pattern)&&this._initCache(),this}addPattern(pattern){return this.add(pattern)}_test(originalPath,cache9,path){return checkPath(path,originalPath,this._strictPathCheck?throwError:RETURN_FALSE),path?this._t(path,cache9):{ignored:!1,unignored:!1}}checkIgnore(target){let path=convertPath(target);if(!path||path.charCodeAt(path.length-1)!==SLASH_CODE)return this._test(target,this._testCache,path);let dir=this._t(path,this._testCache);if(dir.ignored)return dir;let literal2=this._rules.testLiteral(path);return literal2.ignored||literal2.unignored?literal2:dir}_t(path,cache9){if(path in cache9)return cache9[path];let parentPath=parentOf(path),parent=parentPath?this._t(parentPath,cache9):UNDEFINED;return cache9[path]=parent&&parent.ignored?parent:this._rules.test(path,MODE_IGNORE)}ignores(path){return this._test(path,this._ignoreCache,convertPath(path)).ignored}createFilter(){return path=>!this.ignores(path)}filter(paths){return makeArray(paths).filter(this.createFilter())}test(path){return this._test(path,this._testCache,convertPath(path))}},factory=options=>new Ignore(options),isPathValid=path=>checkPath(convertPath(path),path,RETURN_FALSE),setupWindows=()=>{let makePosix=str=>/^\\\\\?\\/.test(str)||/["<>|\u0000-\u001F]+/u.test(str)?str:str.replace(/\\/g,"/");checkPath.convert=makePosix;let REGEX_TEST_WINDOWS_PATH_ABSOLUTE=/^[a-z]:\//i;checkPath.isNotRelative=path=>REGEX_TEST_WINDOWS_PATH_ABSOLUTE.test(path)||isNotRelative(path)};typeof process<"u"&&process.platform==="win32"&&setupWindows();module.exports=factory;factory.default=factory;module.exports.isPathValid=isPathValid;define(module.exports,Symbol.for("setupWindows"),setupWindows)}});import{createHash}from"node:crypto";import{closeSync,constants,fstatSync,lstatSync,openSync,readdirSync,readSync,realpathSync}from"node:fs";import{join,sep}from"node:path";var DiskWorkspace=class{#root;#fileBytes;#room;#kept=new Map;#digests=new Map;constructor(root,options={}){this.#root=realDirectory(root),this.#fileBytes=options.fileBytes??64*1024*1024,this.#room=options.keptBytes??256*1024*1024}async read(file){let real=this.#real(file),kept=this.#kept.get(real);if(kept!==void 0)return kept;let bytes=this.#bytes(file,real,this.#fileBytes+1);if(bytes.length>this.#fileBytes)throw this.#tooLarge(file);if(bytes.length<=this.#room&&!this.#digests.has(real))return this.#room-=bytes.length,this.#kept.set(real,bytes),bytes;let digest=createHash("sha256").update(bytes).digest("base64");if((this.#digests.get(real)??digest)!==digest)throw new WorkspaceError("unreadable",file,`${file} changed while it was being checked; run again.`);return this.#digests.set(real,digest),bytes}async readStart(file,bytes){let real=this.#real(file);return this.#kept.get(real)?.subarray(0,bytes)??this.#bytes(file,real,bytes)}async list(directory){let real=this.#real(directory);try{return readdirSync(real,{withFileTypes:!0}).map(entry=>({name:entry.name,kind:kindOf(entry)})).sort((a,b)=>a.name<b.name?-1:1)}catch(error){throw refusal(directory,error)}}async kind(path){try{return kindOf(lstatSync(this.#real(path)))}catch{return}}#real(path){let normal=normalizePath(path);if(normal===void 0||path.startsWith("/"))throw outside(path);let real;try{real=realpathSync.native(join(this.#root,normal))}catch(error){throw refusal(path,error)}let prefix2=this.#root.endsWith(sep)?this.#root:this.#root+sep;if(real!==this.#root&&!real.startsWith(prefix2))throw outside(path);return real}#bytes(file,real,most){let descriptor;try{this.#check(file,lstatSync(real),most),descriptor=openSync(real,constants.O_RDONLY|(constants.O_NONBLOCK??0)|(constants.O_NOFOLLOW??0));let stats=fstatSync(descriptor);return this.#check(file,stats,most),readUpTo(descriptor,most,stats.size)}catch(error){throw error instanceof WorkspaceError?error:refusal(file,error)}finally{descriptor!==void 0&&closeSync(descriptor)}}#check(file,stats,most){if(stats.isDirectory())throw new WorkspaceError("not-a-file",file,`${file} is a directory.`);if(!stats.isFile())throw new WorkspaceError("not-a-file",file,`${file} is not a regular file.`);if(most>this.#fileBytes&&stats.size>this.#fileBytes)throw this.#tooLarge(file)}#tooLarge(file){return new WorkspaceError("too-large",file,`${file} is larger than ${this.#fileBytes} bytes.`)}};function realDirectory(path){try{let real=realpathSync.native(path);if(lstatSync(real).isDirectory())return real}catch{}throw new UserError(`${path} is not a directory that can be read: name the folder that holds the repository.`)}function readUpTo(descriptor,most,size){let buffer=Buffer.allocUnsafe(Math.min(most,size+1)),length=0;for(;length<most;){if(length===buffer.length){let larger=Buffer.allocUnsafe(Math.min(most,buffer.length*2+4096));buffer.copy(larger),buffer=larger}let count2=readSync(descriptor,buffer,length,buffer.length-length,null);if(count2===0)break;length+=count2}return buffer.subarray(0,length)}function kindOf(entry){return entry.isFile()?"file":entry.isDirectory()?"directory":"other"}function outside(path){return new WorkspaceError("outside",path,`${path} is outside the workspace.`)}function refusal(path,error){let code=error.code??"unknown error";return["ENOENT","ENOTDIR","ENAMETOOLONG","ERR_INVALID_ARG_VALUE"].includes(code)?new WorkspaceError("missing",path,`${path} does not exist.`):new WorkspaceError("unreadable",path,`${path} cannot be read (${code}).`)}var import_spectral_core=__toESM(require_dist(),1);async function lint(bundle,api,engine,onRule){let judged=new Map;for(let document3 of bundle.documents){let ruleset=engine.forFile(document3.file,bundle.root.file);judged.set(ruleset,(judged.get(ruleset)??new Set).add(document3))}let findings=[],failures=[];for(let[ruleset,documents]of judged){let isRoot=documents.has(bundle.root),session=new Session(api,documents,onRule),rules=Object.values(ruleset.rules).filter(({enabled})=>enabled),results=await new Run(bundle,ruleset,engine.resolver,session).rules(isRoot?rules:rules.filter(({then})=>then.some(step=>isOurs(step.function))));findings.push(...session.findings),isRoot&&findings.push(...ofUser(results,bundle,engine)),failures.push(...session.failures)}return{findings,failures,rulesets:[...judged.keys()]}}function ofUser(results,bundle,engine){return results.flatMap(({code,message:message3,path,source})=>{let ruleId=String(code),document3=bundle.documents.find(({file})=>sourceOf(file)===source)??bundle.root,place=Place.root(document3).at(...path),rule=engine.forFile(document3.file,bundle.root.file).rules[ruleId],severity=rule?.enabled===!0?severityAt(rule,place):void 0;return rule===void 0||severity===void 0?[]:[{ruleId,rule:void 0,description:rule.description??void 0,severity,message:message3,place,related:[]}]})}var Run=class{#bundle;#ruleset;#resolver;#session;#target;constructor(bundle,ruleset,resolver,session){this.#bundle=bundle,this.#ruleset=ruleset,this.#resolver=resolver,this.#session=session,this.#target=resolver===void 0?new DocumentHandle:bundle.root.value,openSession(this.#target,session)}async rules(rules){try{return await this.#spectral(rules)}catch(error){return await this.#spectral([]),this.#halves(rules,error)}}async#halves(rules,error){let[first]=rules;if(first===void 0)return[];if(rules.length===1)return this.#session.fail({ruleId:first.name,error,by:first.then.every(step=>isOurs(step.function))?"apiward":"ruleset"}),[];let middle=rules.length>>1,results=[];for(let half of[rules.slice(0,middle),rules.slice(middle)])results.push(...await this.#spectral(half).catch(reason=>this.#halves(half,reason)));return results}async#spectral(rules){let resolves=rules.some(({resolved})=>resolved),spectral=new import_spectral_core.Spectral({resolver:(resolves?this.#resolver:void 0)??NO_RESOLVER});return spectral.setRuleset(withRules(this.#ruleset,Object.fromEntries(rules.map(rule=>[rule.name,rule])))),spectral.run(parsedResult(this.#bundle,this.#target))}};function withRules(ruleset,rules){let some=Object.create(ruleset,{rules:{value:rules},fromSource:{value:()=>some}});return some}var NO_RESOLVER={uriCache:{},resolve:source=>Promise.resolve({result:source,refMap:{},graph:null,errors:[],runner:{}})},DocumentHandle=class{};function parsedResult(bundle,data){return{parsed:{data,diagnostics:[],ast:void 0,lineMap:[]},getLocationForJsonPath:()=>{},source:sourceOf(bundle.root.file)}}function trustedRuleset(active){let owner={aliases:null,hasComplexAliases:!1},rules={};for(let{rule,severity,options}of active)rules[rule.id]=new import_spectral_core.Rule(rule.id,toSpectralRule(rule,severity,options),owner);let ruleset=Object.defineProperties(Object.create(import_spectral_core.Ruleset.prototype),{rules:{value:rules},formats:{value:new Set},overrides:{value:null},definition:{value:{rules:{}}}});return{rules:active.map(({rule})=>rule),forFile:()=>ruleset}}function semanticPlace(place){let steps=[],value=place.document.value;for(let key2 of place.path){let next=Array.isArray(value)?value[Number(key2)]:get(value,String(key2));steps.push(Array.isArray(value)?entryName(next):String(key2)),value=next}return steps.join("\0")}function entryName(value){if(!isObject(value))return`=${typeof value=="object"?"[]":String(value)}`;let ref=getString(value,"$ref");if(ref!==void 0)return`ref:${ref}`;let name=getString(value,"name");if(name!==void 0)return`${getString(value,"in")??"name"}:${name}`;let url=getString(value,"url");if(url!==void 0)return`url:${url}`;let title=getString(value,"title");return title!==void 0?`title:${title}`:`keys:${Object.keys(value).sort().join(",")}`}function hash64(text3){let high=2654435769,low=2246822507;for(let index=0;index<text3.length;index++){let unit=text3.charCodeAt(index);high=Math.imul(high^unit,668265261),high^=high>>>15,low=Math.imul(low^unit,374761393),low=low<<13|low>>>19}return high=Math.imul(high^low>>>16,2246822507)^high>>>13,low=Math.imul(low^high>>>16,3266489909)^low>>>16,hex(high)+hex(low)}function hex(word){return(word>>>0).toString(16).padStart(8,"0")}function locate(targets){let byDocument=new Map;for(let[index,{place}]of targets.entries()){let indexes=byDocument.get(place.document);indexes===void 0?byDocument.set(place.document,[index]):indexes.push(index)}let ranges=new Array(targets.length);for(let[document3,indexes]of byDocument){let lines=lineIndex(document3.text),spans=locateIn(document3,indexes.map(index=>targets[index]));for(let[nth,index]of indexes.entries()){let{start,end:end2}=spans[nth];ranges[index]={range:{start:lines.position(start),end:lines.position(end2)}}}}return ranges}function locateIn(document3,targets){let found2=document3.locate(targets.map(({place})=>visiblePath(place)));return targets.map(({span},index)=>{if(span!==void 0)return span;let located=found2[index];if(located===void 0)return{start:0,end:0};let{key:key2,value}=located,oneLine=!/[\r\n]/.test(document3.text.slice(value.start,Math.min(value.end,value.start+400))),short=value.end-value.start<=400&&oneLine;return key2!==void 0?short&&located.exact?{start:key2.start,end:value.end}:key2:short?value:firstLine(document3.text,value)})}function visiblePath(place){if(place.parent!==void 0)return place.path;let root=place.document.value;return["openapi","swagger"].filter(field=>get(root,field)!==void 0).slice(0,1)}function firstLine(text3,{start,end:end2}){let rest=text3.slice(start,Math.min(end2,start+400)),length=rest.search(/[\r\n]/);return{start,end:start+(length===-1?rest.length:length)}}function createFindings(drafts){let targets=drafts.flatMap(({place,span,related})=>[{place,span},...related]),ranges=locate(targets),next=0,take=()=>ranges[next++].range,located=drafts.map(draft=>{let{place,related,ruleId,severity,message:message3,owasp,cwe,why,fix}=draft,range=take(),others=related.map(other=>({message:other.message,file:other.place.document.file,range:take(),pointer:other.place.pointer}));return{identity:`${ruleId}\0${place.document.file}\0${place.document.index}\0${semanticPlace(place)}`,finding:{ruleId,severity,message:message3,file:place.document.file,range,pointer:place.pointer,path:place.path,...owasp===void 0?{}:{owasp},...cwe===void 0?{}:{cwe},why,fix,related:others}}});located.sort((a,b)=>compare(a.finding,b.finding));let count2=new Map;return located.map(({identity,finding})=>{let nth=count2.get(identity)??0;return count2.set(identity,nth+1),{...finding,fingerprint:hash64(nth===0?identity:`${identity}\0${nth}`)}})}function compare(a,b){return order(a.file,b.file)||a.range.start.line-b.range.start.line||a.range.start.column-b.range.start.column||order(a.ruleId,b.ruleId)||order(a.message,b.message)}function order(a,b){return a<b?-1:a>b?1:0}var mostAlternatives=1e3;function isGlob(pattern){return/[*?[\]{}]/.test(pattern)}function globBase(pattern){let segments2=pattern.split("/"),first=segments2.findIndex(isGlob);return segments2.slice(0,first===-1?segments2.length:first).join("/")}function globMatcher(pattern){let alternatives=expandBraces(pattern).map(alternative=>alternative.split("/").map(compileSegment));return path=>{let segments2=path.split("/");return alternatives.some(tokens=>matches(tokens,segments2,token2=>token2==="**",matchesSegment))}}function compileSegment(segment){if(segment==="**")return"**";let tokens=[],characters2=[...segment];for(let at=0;at<characters2.length;at++){let character=characters2[at]??"",close=character==="["?characters2.indexOf("]",at+2):-1;character==="*"?tokens.push("*"):character==="?"?tokens.push(()=>!0):close!==-1?(tokens.push(compileClass(characters2.slice(at+1,close))),at=close):tokens.push(found2=>found2===character)}return tokens}function compileClass(body){let negated=body[0]==="!"||body[0]==="^",ranges=[];for(let at=negated?1:0;at<body.length;at++){let low=body[at]??"",high=body[at+1]==="-"?body[at+2]:void 0;ranges.push([low,high??low]),high!==void 0&&(at+=2)}return found2=>ranges.some(([low,high])=>low<=found2&&found2<=high)!==negated}function matchesSegment(segment,text3){return segment!=="**"&&matches(segment,[...text3],token2=>token2==="*",(token2,character)=>token2!=="*"&&token2(character))}function matches(tokens,items2,isWildcard,matchesOne){let token2=0,item=0,wildcard=-1,resume=0;for(;item<items2.length;){let current=tokens[token2];if(token2<tokens.length&&isWildcard(current))wildcard=token2++,resume=item;else if(token2<tokens.length&&matchesOne(current,items2[item]))token2++,item++;else if(wildcard!==-1)token2=wildcard+1,item=++resume;else return!1}for(;token2<tokens.length&&isWildcard(tokens[token2]);)token2++;return token2===tokens.length}function expandBraces(pattern){let open=[pattern],done=[];for(;open.length>0;){if(open.length+done.length>mostAlternatives)throw new UserError(`${pattern} expands to more than ${mostAlternatives} alternatives: write several patterns.`);let next=[];for(let candidate of open){let found2=/\{([^{}]*,[^{}]*)\}/.exec(candidate);if(found2===null)done.push(candidate);else{let before=candidate.slice(0,found2.index),after=candidate.slice(found2.index+found2[0].length);for(let choice2 of(found2[1]??"").split(","))next.push(before+choice2+after)}}open=next}return done}var import_ignore=__toESM(require_ignore(),1),IgnoreRules=class _IgnoreRules{static none=new _IgnoreRules("",void 0,void 0);#directory;#rules;#outer;constructor(directory,rules,outer){this.#directory=directory,this.#rules=rules,this.#outer=outer}with(directory,text3){return new _IgnoreRules(directory,(0,import_ignore.default)().add(text3),this)}ignores(path,isDirectory){for(let level=this;level!==void 0;level=level.#outer){let relative=level.#directory===""?path:path.slice(level.#directory.length+1);if(level.#rules===void 0||relative==="")continue;let{ignored,unignored}=level.#rules.test(isDirectory?`${relative}/`:relative);if(ignored||unignored)return ignored}return!1}};function looksLikeOpenApi(bytes,complete,isJson){let text3=roughly(bytes),first=/^[\s\ufeff]*/.exec(text3)?.[0].length??0;if(text3[first]!=="{")return isJson?"no":looksYaml(text3,complete);let found2=looksJson(text3,first);return found2!=="yes"&&!isJson&&/[{,]\s*(?:openapi|swagger)\s*:\s*["']?\d/.test(text3)?"yes":found2==="cut"&&complete?"no":found2}function roughly(bytes){let encoding2=bytes[0]===255&&bytes[1]===254?"utf-16le":bytes[0]===254&&bytes[1]===255?"utf-16be":"utf-8";return new TextDecoder(encoding2).decode(bytes)}function looksYaml(text3,complete){let key2=/^(?:[?!&]\S*[ \t]+)*["']?(?:openapi|swagger)["']?[ \t]*:[ \t]+(?:[!&]\S*[ \t]+)*["']?\d/m;return(text3.includes("openapi")||text3.includes("swagger"))&&key2.test(text3)?"yes":complete?"no":"cut"}function looksJson(text3,open){if(!/openapi|swagger|\\u/.test(text3))return"cut";let depth=0;for(let at=open;at<text3.length;at++){let code=text3.charCodeAt(at);if(code===34){let end2=stringEnd(text3,at);if(depth===1&&isVersion(text3,text3.slice(at,end2),end2))return"yes";at=end2-1}else if(code===123||code===91)depth++;else if((code===125||code===93)&&--depth===0)return"no"}return"cut"}function isVersion(text3,literal2,end2){let key2=literal2.includes("\\")?unescaped(literal2):literal2.slice(1,-1);return(key2==="openapi"||key2==="swagger")&&/^\s*:\s*"?\d/.test(text3.slice(end2,end2+64))}function unescaped(literal2){try{return JSON.parse(literal2)}catch{return}}function stringEnd(text3,at){for(let next=at+1;next<text3.length;next++){let code=text3.charCodeAt(next);if(code===34)return next+1;code===92&&next++}return text3.length}var dependencyFolders=new Set([".git","bower_components","dist","node_modules","vendor"]),testFolders=new Set(["__fixtures__","__mocks__","__tests__","fixtures","test","test-data","testdata","tests"]),startBytes=4*1024,longerStartBytes=64*1024;async function discover(workspace,options={}){let search=new Search(workspace),added=[];for(let pattern of options.patterns??[])pattern.startsWith("!")?search.exclude(pattern.slice(1)):added.push(pattern);added.length===0&&await search.directory("",!1);for(let pattern of added)await search.pattern(pattern);return search.result()}var Search=class{#workspace;#files=new Set;#passedOver=new Map;#excluded=[];#looks=new Map;constructor(workspace){this.#workspace=workspace}result(){return{files:[...this.#files].sort(),passedOver:this.#passedOver}}exclude(pattern){let path=normalized(pattern),matches3=globMatcher(path),below=globMatcher(`${path}/**`);this.#excluded.push(file=>file===path||file.startsWith(`${path}/`)||matches3(file)||below(file))}async pattern(pattern){let path=normalized(pattern),kind=await this.#workspace.kind(path);if(kind==="file")this.#take(path);else if(kind==="directory")await this.#demand(pattern,()=>this.directory(path,!0));else{if(kind==="other")throw new UserError(`${pattern} is not a regular file: name a file or a directory.`);if(isGlob(path))await this.#demand(pattern,()=>this.#glob(path));else throw new UserError(`${pattern} does not exist: correct the path, which is relative to the folder that is checked.`)}}async directory(directory,asked){return this.#walk(directory,{asked,named:new Set,accepts:()=>!0})}async#glob(pattern){let base=globBase(pattern);return await this.#workspace.kind(base)!=="directory"?0:this.#walk(base,{asked:!0,named:new Set(pattern.split("/")),accepts:globMatcher(pattern)})}async#demand(pattern,find){let before=new Map(this.#passedOver);if(await find()>0)return;let passed=reason=>(this.#passedOver.get(reason)??0)-(before.get(reason)??0),others=passed("not-openapi"),reasons=[others===0?"":`${others} JSON or YAML ${others===1?"file":"files"} but no OpenAPI document`,passed("excluded")===0?"":`${passed("excluded")} taken away by a pattern with \`!\``,passed("link")===0?"":`${passed("link")} links, which are not followed`].filter(reason=>reason!==""),found2=reasons.length===0?"no JSON or YAML file":reasons.join(", ");throw new UserError(`${pattern} matches ${found2}: correct the pattern, or name a file to have it checked whatever it holds.`,3)}async#walk(start,scope){let rules=await this.#rulesAbove(start),stack=[{directory:start,rules}],found2=0;for(let next=stack.pop();next!==void 0;next=stack.pop()){let{directory}=next,entries=await this.#list(directory),here=entries.some(({name,kind})=>name===".gitignore"&&kind==="file")?await this.#rulesIn(directory,`${prefix(directory)}.gitignore`,next.rules):next.rules;for(let{name,kind}of entries){let path=prefix(directory)+name;kind==="directory"?this.#enters(path,name,scope,here)&&stack.push({directory:path,rules:here}):/\.(?:json|ya?ml)$/i.test(name)&&scope.accepts(path)&&(kind==="other"?this.#pass("link"):here.ignores(path,!1)?this.#pass("ignored"):await this.#isOpenApi(path)&&(found2+=this.#take(path)))}}return found2}#enters(path,name,scope,rules){if(dependencyFolders.has(name)&&!scope.named.has(name))name!==".git"&&this.#pass("dependency-folder");else if(testFolders.has(name.toLowerCase())&&!scope.asked)this.#pass("test-folder");else if(rules.ignores(path,!0))this.#pass("ignored");else return!0;return!1}async#rulesAbove(directory){let rules=await this.#rulesIn("",".git/info/exclude",IgnoreRules.none),parent="";for(let segment of directory===""?[]:directory.split("/"))rules=await this.#rulesIn(parent,`${prefix(parent)}.gitignore`,rules),parent=prefix(parent)+segment,rules.ignores(parent,!0)&&(rules=IgnoreRules.none);return rules}async#rulesIn(directory,file,outer){try{return outer.with(directory,new TextDecoder().decode(await this.#workspace.readStart(file,1024*1024)))}catch(error){if(error instanceof WorkspaceError)return outer;throw error}}async#list(directory){try{return await this.#workspace.list(directory)}catch(error){if(!(error instanceof WorkspaceError))throw error;return this.#pass("unreadable"),[]}}async#isOpenApi(file){let known3=this.#looks.get(file);if(known3!==void 0)return known3;let looks=await this.#look(file);return looks===void 0?this.#pass("unreadable"):looks||this.#pass("not-openapi"),this.#looks.set(file,looks===!0),looks===!0}async#look(file){let isJson=/\.json$/i.test(file);try{for(let most of[startBytes,longerStartBytes,Number.MAX_SAFE_INTEGER]){let bytes=await this.#workspace.readStart(file,most),looks=looksLikeOpenApi(bytes,bytes.length<most,isJson);if(looks!=="cut")return looks==="yes"}return!1}catch(error){if(error instanceof WorkspaceError)return;throw error}}#take(file){return this.#excluded.some(excludes=>excludes(file))?(this.#pass("excluded"),0):(this.#files.add(file),1)}#pass(reason){this.#passedOver.set(reason,(this.#passedOver.get(reason)??0)+1)}};function prefix(directory){return directory===""?"":`${directory}/`}function normalized(pattern){let path=pattern.startsWith("/")?void 0:normalizePath(pattern);if(path===void 0)throw new UserError(`${pattern} is outside the workspace: name paths inside it, relative to its root.`);return path}var READ="apiward reads OpenAPI 2.0, 3.0, 3.1 and 3.2";function foreign({value,text:text3,index}){if(text3.trim()==="")return{message:'the file is empty: an OpenAPI document starts with `openapi: 3.1.0` or `swagger: "2.0"`',at:[]};let of=index===0?"this":`document ${index+1} of this file`,not=`${of} is not an OpenAPI document`;if(!isObject(value)){let kind=Array.isArray(value)?"a list":`only \`${String(value).slice(0,40).trim()}\``;return{message:`${not}: it holds ${kind} where an object with \`openapi\` or \`swagger\` belongs`,at:[]}}for(let key2 of["openapi","swagger"]){let version=get(value,key2);if(version===void 0)continue;let said=typeof version=="string"||typeof version=="number"?String(version).slice(0,40):"";return{message:said===""?`${index===0?"":`${of}: `}\`${key2}\` holds no version: write for example \`openapi: 3.1.0\``:`${of} says \`${key2}: ${said}\`, a version that cannot be judged: ${READ}`,at:[key2]}}if(get(value,"swaggerVersion")!==void 0)return{message:`${of} is Swagger 1, which cannot be judged: ${READ}, so convert it first`,at:["swaggerVersion"]};if(get(value,"asyncapi")!==void 0)return{message:`${of} is an AsyncAPI document: ${READ}`,at:["asyncapi"]};let close=Object.keys(value).slice(0,100).find(key2=>nearest(key2,["openapi","swagger"])!==void 0);if(close!==void 0){let meant=nearest(close,["openapi","swagger"]);return{message:`${not}: did you mean \`${meant}\` by \`${close.slice(0,40)}\`?`,at:[close]}}return{message:`${not}: its root has neither \`openapi\` nor \`swagger\`. Name the document that refers to it, or leave it out`,at:[]}}var ORDER=["error","warn","info"];function fails(severity,failOn){return failOn!=="none"&&ORDER.indexOf(severity)<=ORDER.indexOf(failOn)}function exitCode(findings,diagnostics,failOn){return diagnostics.some(({kind})=>kind==="engine-error")?5:diagnostics.some(({kind})=>kind!=="ruleset-error")?4:diagnostics.length>0?2:findings.some(({severity})=>fails(severity,failOn))?1:0}function*gathered(items2,speak){let causes=new Map;for(let item of items2){let known3=causes.get(item.cause);known3===void 0?causes.set(item.cause,[item]):known3.push(item)}for(let same of causes.values()){let[first]=same;if(first===void 0||same.length<10)for(let{problem}of same)yield problem;else{let related=same.slice(0,10).map(({problem,where})=>({place:problem.place,message:where}));yield{message:speak(first,same.length),related}}}}function isRead({method}){return method==="GET"||method==="HEAD"||method==="QUERY"}function isCalled({origin}){return origin==="path"}function securityLists(api,judged){let inheriting=[],lists=[],own=new Map;for(let operation3 of api.operations){if(!judged(operation3))continue;let{security:security2,label:label3}=operation3;if(security2.origin==="root")inheriting.push(operation3);else if(security2.origin==="operation"){let sharing=own.get(security2);if(sharing!==void 0){sharing.push(operation3);continue}let operations=[operation3];own.set(security2,operations),lists.push({security:security2,operations,owner:`\`${label3}\``})}}return api.security!==void 0&&inheriting.length>0&&lists.unshift({security:api.security,operations:inheriting,owner:"the root"}),lists}var EVERYWHERE=10;function*problemsOf(lists,problems,everywhere){let found2=[],own=0,hit=0;for(let list3 of lists){let said=problems(list3);if(list3.security.origin==="root"){yield*said;continue}own++,said.length>0&&hit++;for(let problem of said)found2.push({cause:problem.message,problem,where:list3.owner})}own>=EVERYWHERE&&hit===own?yield{message:everywhere(own)}:yield*gathered(found2,({cause},count2)=>`${cause} (${count2} operations)`)}function*requirementUses(api){let lists=securityLists(api,({security:security2})=>security2.origin==="operation");api.security!==void 0&&lists.unshift({security:api.security,owner:"the root"});for(let{security:security2,owner}of lists)for(let{requirements}of security2.alternatives)for(let requirement of requirements)yield{requirement,owner}}function namesOf({requirements}){return requirements.map(({name})=>`\`${name}\``).join(" and ")||"no credential"}function counted(count2,noun){return`${count2} ${noun}${count2===1?"":"s"}`}var HINT_LIMIT=50,RELATED_LIMIT=10;var auth_admin_shared_default={id:"auth-admin-shared",title:"Administration behind the same requirement as everything else",severity:"warn",owasp:"API5:2023",cwe:269,why:"Whoever may call ordinary operations passes the same check on the administrative ones; all that is left is code that must never forget.",fix:"Give administrative operations a `security` of their own with a scope, role or scheme that ordinary callers do not have.",examples:{bad:`
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /admin/users:
    get:
      responses:
        '200': { description: Users }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /admin/users:
    get:
      security:
        - token: [admin]
      responses:
        '200': { description: Users }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},visit:"operation",applies:operation3=>isCalled(operation3)&&!operation3.security.isPublic&&isAdministrative(operation3),*check(operation3,{api}){let{security:security2,label:label3}=operation3;for(let alternative of security2.alternatives){let ordinary=sharedBy(alternative,api);if(ordinary!==void 0){yield{message:`\`${label3}\` asks for ${namesOf(alternative)} like \`${ordinary.label}\` does, so ordinary callers pass its check: require a scope or scheme for administrators`,...security2.origin==="operation"&&{place:alternative.place},related:[{place:ordinary.place,message:"an ordinary operation with the same requirement"}]};return}}},everywhere:count2=>`All ${count2} administrative operations ask for the same as ordinary ones, whose callers so pass their check: require a scope or scheme for administrators`},AREA="admin|administration|internal|superadmin|sysadmin|superuser|backoffice|back-office",SEGMENT=new RegExp(`^_?(?:${AREA})$|^(?:super)?admin[-_.:]|^internal[-_.](?:api|admin)$`,"i"),TAG=new RegExp(`^(?:${AREA})$|^(?:super)?admin(?:istration)?[^a-z]|[^a-z]admin(?:istration)?$|^internal[^a-z]+(?:api|admin)\\b`,"i"),ACTS=new Set("list get create update delete remove add set edit patch put post search find ban unban disable enable reset confirm approve reject".split(" "));function isAdministrative({path,tags,operationId}){let segments2=path.split("/"),isArea=(segment,index)=>SEGMENT.test(segment)&&!(/^internal$/i.test(segment)&&segments2[index+1]?.startsWith("{"));if(segments2.some(isArea)||tags.some(tag3=>TAG.test(tag3)))return!0;let[first="",second=""]=splitWords(operationId??"");return/^(?:(?:super|sys)?admin|internal)$/.test(first)&&ACTS.has(second)}var ordinaryByRequirement=new WeakMap;function sharedBy(alternative,api){if(alternative.requirements.length===0)return;let known3=ordinaryByRequirement.get(api);if(known3===void 0){known3=new Map;for(let operation3 of api.operations)if(!(!isCalled(operation3)||isAdministrative(operation3)))for(let each of operation3.security.alternatives)for(let key2 of keysOf(each))known3.has(key2)||known3.set(key2,operation3);ordinaryByRequirement.set(api,known3)}return known3.get(keyOf(alternative.requirements))}function keyOf(requirements,withScopes=!0){return JSON.stringify(requirements.map(({name,scheme,scopes})=>[scheme?.name??name,...withScopes?scopes:[]].sort().join(`
`)).sort())}function*keysOf({requirements}){for(let part of[requirements,...requirements.map(requirement=>[requirement])])yield keyOf(part),yield keyOf(part,!1)}var auth_allowed_types_default={id:"auth-allowed-types",title:"Scheme type outside the allow-list",severity:"off",strict:"off",owasp:"API2:2023",cwe:1390,why:"An organisation that settled on its ways of signing in wants no others, whatever their merits.",fix:"Use an allowed type of scheme, or ask for the policy to allow this one.",examples:{bad:`
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
`,good:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`},options:{allowed:["oauth2","openIdConnect","mutualTLS"]},optionDocs:{allowed:"Types that may be used; `http:bearer` or `apiKey:header` allow one scheme or place of a type."},visit:"securityScheme",*check(scheme,{options:{allowed}}){let{name,type}=scheme;if(type===void 0||!Array.isArray(allowed)||allowed.length===0)return;let kinds=[type,...detail(scheme)];if(allowed.some(entry=>typeof entry=="string"&&kinds.some(kind=>kind.toLowerCase()===entry.toLowerCase())))return;let list3=allowed.slice(0,8).map(entry=>`\`${entry}\``);yield{message:`\`${name}\` is of type \`${kinds.at(-1)}\`, which policy does not allow: use ${list3.join(", ")}`,at:["type"]}}};function detail({type,httpScheme:httpScheme2,location}){let part=type==="http"?httpScheme2:type==="apiKey"?location:void 0;return part===void 0?[]:[`${type}:${part}`]}function isOpenEndpoint(operation3){let{method,path,operationId}=operation3,steps=path.split("/").filter(step=>step!==""),named2=steps.filter(step=>!step.startsWith("{"));if(steps.length-1-steps.lastIndexOf(named2.at(-1)??"")>1)return!1;let last=words(named2.at(-1)),pair=words(named2.slice(-2).join(" ")),is=phrases5=>phrases5.has(last)||phrases5.has(pair);return method==="DELETE"?is(LEAVE):method==="GET"||method==="HEAD"?is(PUBLISHED)||is(BROWSED)||is(CONFIRM)||path.includes("/.well-known/"):method!=="POST"?is(CONFIRM):is(ENTER)||endsWithPhrase(last)||is(LEAVE)||is(CONFIRM)||is(PUBLISHED)||RECEIVERS.has(last)||RECEIVERS.has(words(steps.at(-2)))?!0:startsWithPhrase(splitWords(operationId??""))}function isOpenOnPurpose(operation3){let{security:security2,raw}=operation3;return security2.origin==="operation"&&security2.isPublic&&Array.isArray(get(raw,"security"))&&isOpenEndpoint(operation3)}function endsWithPhrase(last){return/ (?:log ?in|sign ?(?:in|up)|forgot password|token (?:auth|refresh|verify))$/.test(last)}function words(text3=""){return splitWords(text3).join(" ")}function phrases(list3){return new Set(list3.trim().split(/\s*\n\s*|\s*,\s*/).map(phrase=>words(phrase)))}var ENTER=phrases(`
  login, log in, logon, signin, sign in, sign on, auth, authenticate, authentication, authorize, authorise, session, sso, saml, acs, oidc, connect token
  signup, sign up, register, registration, user register, user registration, account registration, create account, users signup
  token, access token, token refresh, refresh token, refresh, auth refresh, token revoke, revoke, introspect, token introspect, jwt, oauth token
  oauth2 token, oauth authorize, oauth2 authorize, oauth exchange, oauth2 exchange, auth obtain, callback, device code, device authorization, device authorize, par, userinfo
  otp, send otp, request otp, verify otp, mfa, 2fa, two factor, magic link, passwordless, passkey, webauthn, captcha, csrf, csrf token, nonce, challenge
`),BROWSED=phrases(`
  login, log in, signin, sign in, logout, log out, signout, sign out, authorize, authorise, oauth authorize, oauth2 authorize, callback, sso, saml, acs
  captcha, csrf, csrf token, nonce, challenge, unsubscribe
`),LEAVE=phrases("logout, log out, signout, sign out, session, auth logout, token revoke, unsubscribe"),CONFIRM=phrases(`
  forgot password, forgotten password, password forgot, password forgotten, forgot, password reset, reset password, password recovery, recover password
  recover, recovery, account recovery, change password, verify, verify email, email verify, email verification, verification, resend verification
  set password, setpassword, reset, recover username, forgot username
  confirm, confirm email, email confirm, confirmation, activate, activation, accept invitation, invitation accept, accept invite, invite accept
`),PUBLISHED=phrases(`
  health, healthz, healthcheck, health check, health live, health ready, livez, readyz, live, ready, alive, liveness, readiness, ping, heartbeat, status
  version, jwks, jwks json, certs, openid configuration, openapi, openapi json, openapi yaml, swagger json, robots txt, favicon ico
`),RECEIVERS=phrases("webhook, hook, ipn, inbound webhook, webhook receiver, incoming webhook"),ACTS2=phrases(`
  login, log in, sign in, signin, sign up, signup, register, register user, create session, create token, refresh token, get token, issue token
  forgot password, reset password, request password reset, recover password, verify email, confirm email, resend verification, authenticate
`),SUBJECTS=/^(?:user|account|customer|member|admin|email|password|address|with|by|via|code|link|token|callback|post|request|new)$/;function startsWithPhrase(name){for(let length=Math.min(3,name.length);length>0;length--)if(ACTS2.has(name.slice(0,length).join(" ")))return name.slice(length).every(word=>SUBJECTS.test(word));return!1}var publicOptions={public:{paths:[],operationIds:[],tags:[]}},publicOptionDocs={public:"Operations that anybody may call: `paths` (globs such as `/catalogue/**`), `operationIds` and `tags`."};function isListedPublic({path,operationId,tags},{public:listed3}){return operationId!==void 0&&strings(listed3?.operationIds).includes(operationId)||strings(listed3?.tags).some(tag3=>tags.includes(tag3))?!0:strings(listed3?.paths).some(glob=>matchesGlob(path,glob))}function strings(list3){return Array.isArray(list3)?list3.filter(item=>typeof item=="string"):[]}function matchesGlob(path,glob){let parts=segments(glob),reached=closure(parts,new Set([0]));for(let segment of segments(path)){let next=new Set;for(let at of reached)parts[at]==="**"?next.add(at):parts[at]!==void 0&&matchesSegment2(segment,parts[at])&&next.add(at+1);reached=closure(parts,next)}return reached.has(parts.length)}function closure(parts,reached){for(let at of reached)parts[at]==="**"&&reached.add(at+1);return reached}function segments(path){return path.split("/").filter(segment=>segment!=="")}function matchesSegment2(segment,pattern){let[head="",...rest]=pattern.split("*"),tail=rest.pop();if(tail===void 0)return segment===head;if(!segment.startsWith(head)||segment.length<head.length+tail.length||!segment.endsWith(tail))return!1;let from=head.length;for(let piece of rest){let found2=segment.indexOf(piece,from);if(found2<0||found2+piece.length>segment.length-tail.length)return!1;from=found2+piece.length}return!0}var auth_debug_public_default={id:"auth-debug-public",title:"Debugging or administration without security",severity:"error",owasp:"API8:2023",cwe:489,why:"These endpoints show the inside of the service or steer it, and scanners try their names first.",fix:"Require a scheme on the operation, take it out of the public API, or list it under `public` in the policy.",examples:{bad:`
paths:
  /actuator/env:
    get:
      security: []
      responses:
        '200': { description: Environment }
`,good:`
paths:
  /actuator/env:
    get:
      security:
        - operator: []
      responses:
        '200': { description: Environment }
components:
  securitySchemes:
    operator: { type: mutualTLS }
`},options:publicOptions,optionDocs:publicOptionDocs,visit:"operation",applies:(operation3,{options})=>isCalled(operation3)&&operation3.method!=="OPTIONS"&&exposedSegment(operation3.path)!==void 0&&!(operation3.method==="POST"&&isOpenEndpoint(operation3))&&!isListedPublic(operation3,options),*check(operation3){let{security:security2,label:label3,path}=operation3;if(!security2.isPublic&&!security2.isOptional)return;let reach=security2.isPublic?"without any credential":"without a credential, which `{}` makes optional";yield{message:`\`${label3}\` opens \`${exposedSegment(path)}\` to anybody ${reach}: require a scheme or remove it from the public API`,...security2.origin==="operation"&&{at:["security"]}}},everywhere:count2=>`All ${count2} operations for debugging and administration are open to anybody: require a scheme or remove them from the public API`},ANYWHERE=new Set(["debug","_debug","__debug__","pprof","actuator","admin","_admin","graphiql","heapdump","threaddump","phpinfo"]),ABOVE_PARAMETERS=new Set(["env","swagger","swagger-ui","swagger-ui.html"]),LAST=new Set(["metrics","prometheus"]);function exposedSegment(path){let segments2=path.split("/").filter(segment=>segment!==""),parameter4=segments2.findIndex(segment=>segment.includes("{"));return segments2.find((segment,index)=>{let name=segment.toLowerCase();return ANYWHERE.has(name)?!0:parameter4>=0&&index>parameter4?!1:ABOVE_PARAMETERS.has(name)||LAST.has(name)&&index===segments2.length-1})}var auth_header_parameter_default={id:"auth-header-parameter",title:"Credential declared as an ordinary parameter",severity:"warn",owasp:"API2:2023",cwe:287,why:"Tools ignore a parameter named `Authorization` (OAS 3.x, Parameter Object) and treat any other as plain data: they log it and leave the operation public.",fix:"Delete the parameter and require a security scheme that sends the same header, cookie or query parameter.",examples:{bad:`
paths:
  /orders:
    get:
      parameters:
        - { name: Authorization, in: header, schema: { type: string } }
      responses:
        '200': { description: Orders }
`,good:`
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},visit:"api",*check(api){let found2=new Map,keys2=keysOfSchemes(api);for(let parameter4 of api.parameters){let message3=isSentToApi(parameter4)?credentialProblem(parameter4,keys2):void 0;if(message3===void 0)continue;let key2=`${parameter4.location}:${parameter4.name}`,same=found2.get(key2);same===void 0?found2.set(key2,[{parameter:parameter4,message:message3}]):same.push({parameter:parameter4,message:message3})}for(let all of found2.values())yield*all.length<MANY?all.map(single):[together(all)]}},MANY=10;function single({parameter:parameter4,message:message3}){return{message:message3,place:parameter4.place.at("name")}}function together(all){let related=all.slice(0,RELATED_LIMIT).map(({parameter:parameter4})=>({place:parameter4.place.at("name"),message:"declared here"}));return{message:`${all.length} times: ${all[0]?.message??""}`,related}}function isSentToApi({usedBy}){return usedBy.length===0||usedBy.some(isCalled)}function credentialProblem({name,location},keys2){let scheme=keys2.get(keyOf2(location,name));if(scheme!==void 0)return`${location} parameter \`${name}\` repeats the key of scheme \`${scheme.name}\` as plain data: delete it and require the scheme by \`security\``;if(!(location!=="header"||name.toLowerCase()!=="authorization"))return`header parameter \`${name}\` guards nothing, as tools ignore it: delete it and require an \`http\` or \`oauth2\` scheme by \`security\``}function keyOf2(location,name){return`${location}:${location==="header"?name?.toLowerCase():name}`}function keysOfSchemes(api){let keys2=[...api.schemes.values()].filter(({type})=>type==="apiKey");return new Map(keys2.map(scheme=>[keyOf2(scheme.location,scheme.parameterName),scheme]))}function optionalProblems(api,judged,verb){let lists=securityLists(api,operation3=>judged(operation3)&&!(operation3.security.origin==="operation"&&isOpenEndpoint(operation3)));return problemsOf(lists,({security:security2,operations,owner})=>{if(!security2.isOptional)return[];let who=owner==="the root"?`${counted(operations.length,"operation")} that ${operations.length===1?`${verb}s`:verb} data`:owner,related=operations.slice(0,RELATED_LIMIT).map(({place,label:label3})=>({place,message:`\`${label3}\` inherits it`}));return security2.alternatives.filter(({requirements})=>requirements.length===0).map(({place})=>({message:`\`{}\` lets anybody call ${who} without a credential, whatever stands beside it: remove this alternative`,place,...owner==="the root"&&{related}}))},count2=>`All ${count2} operations that ${verb} data accept callers without a credential by the alternative \`{}\`: remove it from each \`security\``)}var auth_optional_read_default={id:"auth-optional-read",title:"Optional security on a read operation",severity:"info",owasp:"API2:2023",cwe:306,why:"An empty alternative `{}` makes the credential optional, so anybody gets an answer. That can be meant; then policy should say so.",fix:"Remove the `{}` entry from `security`, or list the operation under `public` in the policy.",examples:{bad:`
paths:
  /orders:
    get:
      security:
        - token: []
        - {}
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},options:publicOptions,optionDocs:publicOptionDocs,visit:"api",check:(api,{options})=>optionalProblems(api,operation3=>isCalled(operation3)&&isRead(operation3)&&!isListedPublic(operation3,options),"read")};var auth_optional_write_default={id:"auth-optional-write",title:"Optional security on an unsafe operation",severity:"error",owasp:"API2:2023",cwe:306,why:"An empty alternative `{}` makes the credential optional, so a caller who sends none can change data.",fix:"Remove the `{}` entry from `security`.",examples:{bad:`
paths:
  /orders:
    post:
      security:
        - token: []
        - {}
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
paths:
  /orders:
    post:
      security:
        - token: []
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},options:publicOptions,optionDocs:publicOptionDocs,visit:"api",check:(api,{options})=>optionalProblems(api,operation3=>isCalled(operation3)&&!operation3.safe&&!isListedPublic(operation3,options),"change")};function mustBeSecured(operation3,options){return isCalled(operation3)&&!isListedPublic(operation3,options)&&!isOpenOnPurpose(operation3)}function publicProblem(operation3,does){let{security:security2,label:label3}=operation3,what=`\`${label3}\` ${does} and asks for no credential`;if(security2.origin==="operation")return{message:`${what}: require a scheme here, or list the operation as public in the policy`,at:["security"]};if(security2.origin==="root"){let related=[{place:security2.place,message:"the root `security` in force"}];return{message:`${what}, as the root \`security\` is empty: require a scheme there or by a \`security\` of its own`,related}}let edit=isOpenEndpoint(operation3)?"if anybody may call it, say so by `security: []`":"add `security` to it or to the root";return{message:`${what}, as neither it nor the root says \`security\`: ${edit}`}}function schemeMap({version,raw,place}){return version==="2.0"?{map:getObject(raw,"securityDefinitions")??{},place:place.at("securityDefinitions")}:{map:getObject(getObject(raw,"components"),"securitySchemes")??{},place:place.at("components","securitySchemes")}}var answers=new WeakMap;function hasSchemes(api){let answer=answers.get(api);return answer===void 0&&(answer=Object.keys(schemeMap(api).map).some(name=>!name.startsWith("x-"))||api.operations.some(({security:security2})=>security2.alternatives.some(({requirements})=>requirements.some(({scheme})=>scheme!==void 0))),answers.set(api,answer)),answer}var auth_read_secured_default={id:"auth-read-secured",title:"Read operation without security",severity:"warn",owasp:"API2:2023",cwe:306,why:"Anybody can read and copy the data. (Where no scheme is defined at all, `auth-schemes-defined` says so once instead.)",fix:"Require a scheme by `security` on the operation or the root, or list the operation under `public` in the policy.",examples:{bad:`
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /health:
    get:
      security: []
      responses:
        '200': { description: Up }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},options:publicOptions,optionDocs:publicOptionDocs,visit:"operation",applies:(operation3,{api,options})=>isRead(operation3)&&mustBeSecured(operation3,options)&&hasSchemes(api),*check(operation3){operation3.security.isPublic&&(yield publicProblem(operation3,"reads data"))},everywhere:count2=>`All ${count2} operations that read data ask for no credential, though schemes are defined: require one by a root \`security\``};var auth_root_empty_default={id:"auth-root-empty",title:"Root security that asks for nothing",severity:"warn",owasp:"API2:2023",cwe:306,why:"The root `security` is the default of every operation, so an empty one makes each new operation public until somebody remembers it.",fix:"Require a scheme in the root `security` and write the exceptions on the operations.",examples:{bad:`
security: []
`,good:`
security:
  - token: []
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},visit:"api",*check({security:security2}){if(security2===void 0)return;let empty=security2.alternatives.filter(({requirements})=>requirements.length===0);security2.isPublic&&empty.length===0&&(yield{message:"The root `security` is empty, so operations are public unless they say otherwise: require a scheme here",place:security2.place});for(let{place}of empty)yield{message:"The root `security` holds `{}`, so operations need no credential unless they say otherwise: remove this entry",place}}};var auth_scheme_undefined_default={id:"auth-scheme-undefined",title:"Requirement of an undefined scheme",severity:"error",essential:!0,owasp:"API2:2023",cwe:287,why:"A requirement that names no scheme cannot be met or enforced; gateways and generators drop it and leave the operation public.",fix:"Write the name as it is under `components.securitySchemes` (2.0: `securityDefinitions`), or define the scheme there.",examples:{bad:`
security:
  - tokn: []
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
security:
  - token: []
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},visit:"api",*check(api){let{map:map2}=schemeMap(api),undefinedUses=new Map;for(let use of requirementUses(api)){let{name,scheme}=use.requirement;if(scheme!==void 0||Object.hasOwn(map2,name))continue;let known3=undefinedUses.get(name);known3===void 0?undefinedUses.set(name,[use]):known3.push(use)}let section=api.version==="2.0"?"securityDefinitions":"components.securitySchemes",hints=0;for(let[name,[first,...rest]]of undefinedUses){if(first===void 0)continue;let near=++hints>HINT_LIMIT?void 0:nearest(name,Object.keys(map2)),edit=near===void 0?`define it under \`${section}\``:`did you mean \`${near}\`?`,uri=api.version==="3.2"&&near===void 0?" and no URI of one":"";yield{message:`${rest.length===0?`${first.owner} requires`:`${first.owner} and ${rest.length} more require`} \`${name}\`, which is no defined security scheme${uri}, so nothing guards it: ${edit}`,place:first.requirement.place,related:rest.slice(0,RELATED_LIMIT).map(({requirement,owner})=>({place:requirement.place,message:`${owner} requires it too`}))}}}};var auth_scheme_unused_default={id:"auth-scheme-unused",title:"Security scheme that nothing requires",severity:"info",owasp:"API9:2023",why:"A scheme that no operation asks for is either a forgotten way in or a requirement that was forgotten.",fix:"Require the scheme in `security`, or delete its definition.",examples:{bad:`
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},visit:"api",*check(api){if(api.operations.length===0)return;let used=new Set;for(let{requirement}of requirementUses(api))used.add(requirement.name).add(requirement.scheme?.raw??requirement);let{place}=schemeMap(api);for(let[name,{raw}]of api.schemes)used.has(name)||used.has(raw)||(yield{message:`\`${name}\` is defined and never required: require it in \`security\` or delete it`,place:place.at(name)})}};function schemeTypes(version){return version==="2.0"?["basic","apiKey","oauth2"]:["apiKey","http",...version==="3.0"?[]:["mutualTLS"],"oauth2","openIdConnect"]}var MEANT={basic:"`type: http` with `scheme: basic`",bearer:"`type: http` with `scheme: bearer`",jwt:"`type: http` with `scheme: bearer`",token:"`type: http` with `scheme: bearer`",oauth:"`type: oauth2`",oidc:"`type: openIdConnect`",openid:"`type: openIdConnect`"},FLOWS={implicit:["authorizationUrl"],password:["tokenUrl"],clientCredentials:["tokenUrl"],authorizationCode:["authorizationUrl","tokenUrl"]},FLOWS_32={...FLOWS,deviceAuthorization:["deviceAuthorizationUrl","tokenUrl"]},FLOWS_2={implicit:["authorizationUrl"],password:["tokenUrl"],application:["tokenUrl"],accessCode:["authorizationUrl","tokenUrl"]},RENAMED={application:"clientCredentials",accessCode:"authorizationCode",clientCredentials:"application",authorizationCode:"accessCode"};function*shapeProblems(raw,version){let type=get(raw,"type"),types=schemeTypes(version);if(typeof type!="string"||!types.includes(type)){yield{message:typeProblem(type,types,version),at:["type"]};return}type==="apiKey"&&(yield*apiKeyProblems(raw,version)),type==="http"&&(yield*httpProblems(raw)),type==="openIdConnect"&&(yield*missing(raw,["openIdConnectUrl"],[])),type==="oauth2"&&(yield*version==="2.0"?flowProblems2(raw):flowsProblems(raw,version))}function typeProblem(type,types,version){if(type===void 0)return`has no \`type\`, so nobody knows what to send: add one of ${quoted(types)}`;if(typeof type!="string")return`has a \`type\` that is no text: write one of ${quoted(types)}`;if(type==="mutualTLS")return"is of type `mutualTLS`, which OpenAPI 3.0 does not know: move the document to 3.1";let same=types.find(known3=>known3.toLowerCase()===type.toLowerCase()),meant=version==="2.0"?void 0:Object.hasOwn(MEANT,type.toLowerCase())?MEANT[type.toLowerCase()]:void 0,near=same??nearest(type,types),edit=meant??(near===void 0?`one of ${quoted(types)}`:`\`type: ${near}\``);return`is of type \`${type}\`, which OpenAPI ${version} does not know, so tools ignore it: write ${edit}`}function*apiKeyProblems(raw,version){let places=version==="2.0"?["header","query"]:["header","query","cookie"];yield*missing(raw,["name"],[]);let location=get(raw,"in");if(typeof location=="string"&&places.includes(location))return;yield{message:`${location===void 0?"does not say where its key is sent":`sends its key in \`${String(location).slice(0,40)}\`, which is no place for one`}: set \`in\` to ${quoted(places,"or")}`,at:["in"]}}function*httpProblems(raw){let scheme=get(raw,"scheme");typeof scheme!="string"||scheme===""?yield*missing(raw,["scheme"],[]):/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(scheme)||(yield{message:`has \`scheme: ${scheme.slice(0,40)}\`, which is no scheme name: write the name alone, such as \`bearer\``,at:["scheme"]})}function*flowsProblems(raw,version){let flows2=get(raw,"flows");if(!isObject(flows2)){yield{message:`has no \`flows\` object, so no client can get a token: ${get(raw,"flow")===void 0?"add `flows` with the flow in use":"move `flow` and its URLs under `flows`"}`,at:["flows"]};return}let known3=version==="3.2"?FLOWS_32:FLOWS,names=Object.keys(flows2).filter(name=>!name.startsWith("x-"));names.length===0&&get(raw,"oauth2MetadataUrl")===void 0&&(yield{message:"has empty `flows`, so no client can get a token: add the flow in use",at:["flows"]});for(let name of names){let flow3=get(flows2,name),required=Object.hasOwn(known3,name)?known3[name]:void 0;required===void 0?yield{message:unknownFlow(name,Object.keys(known3)),at:["flows",name]}:isObject(flow3)?(yield*missing(flow3,required,["flows",name]),yield*scopesProblem(flow3,["flows",name])):yield{message:`has a flow \`${name}\` that is no object: give it ${quoted([...required,"scopes"],"and")}`,at:["flows",name]}}}function*flowProblems2(raw){let flow3=get(raw,"flow"),required=typeof flow3=="string"&&Object.hasOwn(FLOWS_2,flow3)?FLOWS_2[flow3]:void 0;if(required===void 0){yield{message:flow3===void 0?`has no \`flow\`, so no client can get a token: add one of ${quoted(Object.keys(FLOWS_2))}`:unknownFlow(String(flow3),Object.keys(FLOWS_2)),at:["flow"]};return}yield*missing(raw,required,[]),yield*scopesProblem(raw,[])}function*scopesProblem(flow3,at){getObject(flow3,"scopes")===void 0&&(yield{message:"does not list its scopes, so requirements cannot name any: add `scopes`",at:[...at,"scopes"]})}function unknownFlow(name,known3){let renamed=Object.hasOwn(RENAMED,name)?RENAMED[name]:void 0,meant=renamed!==void 0&&known3.includes(renamed)?renamed:nearest(name,known3),edit=meant===void 0?`write one of ${quoted(known3)}`:`write \`${meant}\``;return`has an unknown flow \`${name.slice(0,40)}\`, which tools ignore: ${edit}`}function*missing(raw,fields,at){for(let field of fields){let value=get(raw,field);if(typeof value=="string"&&value!=="")continue;yield{message:`${value===void 0?"lacks":value===""?"has an empty":"needs a text as"} \`${field}\`, so clients cannot use it: ${value===void 0?"add":"write"} \`${field}\``,at:[...at,field]}}}function quoted(names,last=""){let all=names.map(name=>`\`${name}\``);return last===""||all.length<2?all.join(", "):`${all.slice(0,-1).join(", ")} ${last} ${all.at(-1)}`}var auth_scheme_valid_default={id:"auth-scheme-valid",title:"Malformed security scheme",severity:"error",owasp:"API8:2023",cwe:287,why:"Gateways and generators skip a scheme that they do not understand, and with it the check that it stands for.",fix:"Write the scheme as its OpenAPI version defines it: `type`, and what that type requires.",examples:{bad:`
components:
  securitySchemes:
    key: { type: apiKey, in: body, name: key }
    token: { type: bearer }
`,good:`
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    token: { type: http, scheme: bearer }
`},visit:"api",*check(api){let{map:map2,place}=schemeMap(api);for(let[name,written]of Object.entries(map2)){if(name.startsWith("x-")&&!isObject(written))continue;let at=place.at(name);if(!isObject(written)){yield{message:`\`${name}\` is no security scheme object: write one with a \`type\``,place:at};continue}let ref=get(written,"$ref");if(ref===void 0){for(let problem of shapeProblems(written,api.version))yield{message:`\`${name}\` ${problem.message}`,place:at.at(...problem.at)};continue}let scheme=api.schemes.get(name);if(scheme!==void 0&&schemeTypes(api.version).includes(getString(scheme.raw,"type")??"")){if(scheme.place.document===api.place.document)continue;for(let problem of shapeProblems(scheme.raw,api.version))yield{message:`\`${name}\` ${problem.message}`,place:scheme.place.at(...problem.at)};continue}let where=typeof ref=="string"?`\`${ref.slice(0,80)}\``:"something that is no text";yield{message:`\`${name}\` refers to ${where}, which is no security scheme, so nothing is checked: point \`$ref\` at one`,place:at.at("$ref")}}}};var auth_schemes_defined_default={id:"auth-schemes-defined",title:"Document without security schemes",severity:"error",essential:!0,owasp:"API2:2023",cwe:306,why:"With no scheme defined no operation can ask for a credential, so clients, gateways and tests all take the whole API for public.",fix:"Define a scheme under `components.securitySchemes` (2.0: `securityDefinitions`) and require it by a root `security`.",examples:{bad:`
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
`,good:`
security:
  - token: []
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer, bearerFormat: JWT }
`},options:{...publicOptions,reads:!0},essentialOptions:{reads:!1},optionDocs:{...publicOptionDocs,reads:"`false` leaves out documents whose operations only read."},visit:"api",*check(api,{options}){if(hasSchemes(api))return;let called=api.operations.filter(operation3=>isCalled(operation3)&&operation3.method!=="OPTIONS"&&!isListedPublic(operation3,options)&&!isOpenOnPurpose(operation3)),open=called.length;if(open===0||!options.reads&&called.every(({safe})=>safe))return;let{field,stray,at}=strayDefinitions(api),what=`No security scheme is defined, so ${open===1?"the 1 operation is":open===2?"both operations are":`all ${counted(open,"operation")} are`} public`;yield{message:stray===void 0?`${what}: define one under \`${field}\` and require it by a root \`security\``:`${what}: OpenAPI ${api.versionText} ignores \`${stray}\`, move it to \`${field}\``,...at&&{at}}}};function strayDefinitions({version,raw}){let field=version==="2.0"?"securityDefinitions":"components.securitySchemes",others=version==="2.0"?[["components","securitySchemes"],["securitySchemes"]]:[["securityDefinitions"],["securitySchemes"]];for(let at of others){let found2=at.reduce((holder,key2)=>getObject(holder,key2),raw);if(Object.values(found2??{}).some(scheme=>getString(scheme,"type")!==void 0))return{field,stray:at.join("."),at}}return{field}}var auth_scopes_misplaced_default={id:"auth-scopes-misplaced",title:"Scopes on a scheme that has none",severity:"warn",owasp:"API2:2023",cwe:285,why:"Before OpenAPI 3.1 only OAuth 2 and OpenID Connect have scopes; on other schemes nobody enforces them, though the document looks strict.",fix:"Empty the list, require an `oauth2` or `openIdConnect` scheme, or move the document to 3.1, where the list names roles.",examples:{bad:`
openapi: 3.0.3
paths:
  /orders:
    get:
      security:
        - key: [orders]
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
`,good:`
openapi: 3.0.3
paths:
  /orders:
    get:
      security:
        - key: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
`},visit:"api",*check(api){api.version!=="2.0"&&api.version!=="3.0"||(yield*problemsOf(securityLists(api,()=>!0),({security:security2})=>security2.alternatives.flatMap(({requirements})=>requirements.flatMap(({name,scopes,scheme,place})=>scopes.length>0&&scheme!==void 0&&hasNoScopes(scheme)?[{message:`\`${name}\` is no OAuth scheme, so nobody checks ${listed(scopes)}: write \`${name}: []\` or require an OAuth 2 scheme`,place}]:[])),count2=>`All ${count2} operations name scopes on schemes that have none, so nobody checks them: empty the lists or require an OAuth 2 scheme`))}};function hasNoScopes({type}){return type==="apiKey"||type==="http"||type==="mutualTLS"}function listed(scopes){let shown2=scopes.slice(0,3).map(scope=>`\`${scope}\``);return`${shown2.join(", ")}${scopes.length>shown2.length?` and ${scopes.length-shown2.length} more`:""}`}var TYPES={mutualTLS:5,openIdConnect:5,oauth2:5},KEYS={header:3,cookie:2,query:1},HTTP={bearer:4,dpop:5,gnap:5,hoba:5,mutual:4,concealed:5,privatetoken:4,vapid:4,"scram-sha-256":4,"scram-sha-1":3,negotiate:3,oauth:3,digest:2,basic:1,ntlm:1};function schemeStrength(scheme){if(scheme?.type!==void 0){if(scheme.type==="apiKey")return Object.hasOwn(KEYS,scheme.location??"")?KEYS[scheme.location??""]:void 0;if(scheme.type!=="http")return Object.hasOwn(TYPES,scheme.type)?TYPES[scheme.type]:void 0;if(scheme.httpScheme!==void 0)return Object.hasOwn(HTTP,scheme.httpScheme)?HTTP[scheme.httpScheme]:3}}function alternativeStrength({requirements}){let strongest=0;for(let{scheme}of requirements){let rank=schemeStrength(scheme);if(rank===void 0)return;rank>strongest&&(strongest=rank)}return strongest}var auth_weak_alternative_default={id:"auth-weak-alternative",title:"Alternative that is much weaker than the others",severity:"warn",owasp:"API2:2023",cwe:1390,why:"Entries of `security` are alternatives, and an attacker takes the weakest: the strong one protects nothing beside it.",fix:"Remove the weak entry, or put both schemes into one entry so that both are asked.",examples:{bad:`
security:
  - login: [orders]
  - password: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    password: { type: http, scheme: basic }
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { orders: Orders } }
`,good:`
security:
  - login: [orders]
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { orders: Orders } }
`},visit:"api",check:api=>problemsOf(securityLists(api,({origin})=>origin==="path").filter(({security:security2})=>security2.alternatives.filter(({requirements})=>requirements.length>0).length>1),({security:security2})=>weakProblems(security2.alternatives),count2=>`All ${count2} operations with alternatives accept one that is much weaker than another, and attackers take it: remove the weak ones`)};function weakProblems(alternatives){let ranked=alternatives.flatMap(alternative=>{let rank=alternativeStrength(alternative);return rank===void 0||rank===0?[]:[{alternative,rank}]}),[first,...others]=ranked;if(first===void 0)return[];let strongest=others.reduce((best,each)=>each.rank>best.rank?each:best,first);return ranked.filter(({rank})=>strongest.rank-rank>=2).map(({alternative})=>({message:`${namesOf(alternative)} is much weaker than ${namesOf(strongest.alternative)} and gives the same access: remove this alternative or require both`,place:alternative.place,related:[{place:strongest.alternative.place,message:"the strongest alternative"}]}))}var READ2=new Set(["read","reader","readonly","ro","view","viewer","viewonly"]),WRITE=new Set("write writer readwrite rw edit editor modify manage manager admin create update delete insert send upload full all owner control execute post put patch".split(" "));function isReadScope(scope){let words2=splitWords(scope.slice(scope.lastIndexOf("/")+1));return words2.some(word=>READ2.has(word))&&!words2.some(word=>WRITE.has(word))}var auth_write_read_scope_default={id:"auth-write-read-scope",title:"Unsafe operation open to read scopes",severity:"warn",owasp:"API5:2023",cwe:863,why:"A token that its owner gave out for reading can then change data.",fix:"Require a scope for writing, such as `orders:write`, on the unsafe operation.",examples:{bad:`
paths:
  /orders:
    post:
      security:
        - login: ['orders:read']
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:read': Read orders } }
`,good:`
paths:
  /orders:
    post:
      security:
        - login: ['orders:write']
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:write': Change orders } }
`},visit:"api",check:api=>problemsOf(securityLists(api,operation3=>isCalled(operation3)&&!operation3.safe&&!isReadByPost(operation3)),({security:security2,operations:[first,...rest],owner})=>{let who=owner==="the root"?`\`${first?.label}\`${rest.length===0?"":` and ${rest.length} more`}`:owner;return security2.alternatives.flatMap(alternative=>readOnlyProblem(alternative,who))},count2=>`All ${count2} operations that change data accept scopes for reading alone: require scopes for writing`)};function readOnlyProblem({place,requirements},who){let scopes=[...new Set(requirements.flatMap(requirement=>requirement.scopes))];if(scopes.length===0||!scopes.every(isReadScope))return[];let first=requirements.find(requirement=>requirement.scopes.length>0);return[{message:`${scopes.slice(0,2).map(scope=>`\`${scope.slice(0,80)}\``).join(" and ")} is for reading, yet opens ${who}: require a scope for writing`,place:first?.place??place}]}var READING=new Set("search query find lookup list get fetch read view retrieve filter count export preview validate calculate compute estimate evaluate explain check test compare resolve analyze analyse aggregate report statistics stat suggest match graphql download describe introspect simulate watch translate convert recognize detect scan verify decode encode batchget mget".split(" "));function isReadByPost({method,path,operationId}){if(method!=="POST")return!1;let last=splitWords(path.slice(Math.max(path.lastIndexOf("/"),path.lastIndexOf(":"))+1)),id=splitWords(operationId??"");return last.some(word=>READING.has(word))||READING.has(id[0]??"")||READING.has(id.at(-1)??"")}var auth_write_secured_default={id:"auth-write-secured",title:"Unsafe operation without security",severity:"error",essential:!0,owasp:"API2:2023",cwe:306,why:"Whoever finds the address can change data. (Where no scheme is defined at all, `auth-schemes-defined` says so once instead.)",fix:"Require a scheme by `security` on the operation or the root. Sign-in, sign-up and the like say `security: []` themselves.",examples:{bad:`
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,good:`
security:
  - token: []
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
  /login:
    post:
      security: []
      responses:
        '200': { description: Signed in }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`},options:{...publicOptions,openByNature:!0},essentialOptions:{openByNature:!1},optionDocs:{...publicOptionDocs,openByNature:"`false` leaves out sign-in, webhook receivers and the like that do not say `security: []` themselves, and a `POST /search` that does."},visit:"operation",applies:(operation3,{api,options})=>!operation3.safe&&mustBeSecured(operation3,options)&&(options.openByNature||!(isOpenEndpoint(operation3)||isReadByPost2(operation3)))&&hasSchemes(api),*check(operation3){operation3.security.isPublic&&(yield publicProblem(operation3,"can change data"))},everywhere:count2=>`All ${count2} operations that change data ask for no credential, though schemes are defined: require one by a root \`security\``};function isReadByPost2({method,path,security:security2}){return method==="POST"&&security2.origin==="operation"&&/[/:](?:get|list|search|query|find|lookup|count|preview)\/*$/i.test(path)}var auth_write_weaker_than_read_default={id:"auth-write-weaker-than-read",title:"Unsafe operation that asks for less than GET",severity:"error",owasp:"API5:2023",cwe:862,why:"Changing a thing must not be easier than looking at it; where it is, the guard of the write was most likely forgotten.",fix:"Require on the unsafe operation at least the schemes and scopes that GET on the same path requires.",examples:{bad:`
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
    post:
      security:
        - key: []
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    token: { type: http, scheme: bearer }
`,good:`
paths:
  /orders:
    get:
      security:
        - key: []
      responses:
        '200': { description: Orders }
    post:
      security:
        - token: []
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    token: { type: http, scheme: bearer }
`},options:publicOptions,optionDocs:publicOptionDocs,visit:"pathItem",applies:({origin})=>origin==="path",*check({operations},{options}){let read=operations.find(({method})=>method==="GET");if(read!==void 0)for(let write2 of operations){if(write2.security===read.security||write2.safe||isOpenEndpoint(write2)||isSignUp(write2)||isListedPublic(write2,options))continue;let weak=weakerWay(ways(write2),ways(read));weak===void 0||write2.method==="POST"&&isForStaff(ways(read),weak)||(yield{message:`\`${write2.label}\` is open to ${credential(weak)}, while \`GET\` asks for ${credential(ways(read)[0])}: require at least the same`,place:write2.security.origin==="operation"?write2.security.place:write2.place,related:[{place:read.security.origin==="operation"?read.security.place:read.place,message:"`GET` asks for more"}]})}}};function isSignUp({method,path,operationId,raw}){if(method!=="POST"||!/\/(?:accounts?|persons?|people|users?|members?|customers?|profiles?)\/*$/i.test(path))return!1;let text3=`${splitWords(operationId??"").join(" ")} ${(getString(raw,"summary")??"").slice(0,200)} ${(getString(raw,"description")??"").slice(0,200)}`;return/\bsign(?:s|ing)?[ -]?up\b|\bregist(?:er|ers|ration)\b|\bcreate (?:an? |your |a new |new )?account\b/i.test(text3)}function isForStaff(reads,write2){return write2.requirements.length>0&&reads.every(({requirements})=>requirements.some(({scopes})=>scopes.length>0&&scopes.every(scope=>splitWords(scope).some(word=>STAFF.has(word)))))}var STAFF=new Set(["admin","administrator","moderator","staff","support","internal","operator"]),FREE={requirements:[]};function ways({security:security2}){return security2.alternatives.length===0?[FREE]:security2.alternatives}var LONG_LIST=100;function weakerWay(writes,reads){let others=reads.slice(0,LONG_LIST).map(way=>({way,rank:alternativeStrength(way)}));return writes.slice(0,LONG_LIST).find(way=>{let rank=alternativeStrength(way);return others.every(other=>rank!==void 0&&other.rank!==void 0&&rank!==other.rank?rank<other.rank:includes2(other.way,way)&&!includes2(way,other.way))})}function includes2(whole,part){let asked=new Map(whole.requirements.map(({name,scheme,scopes})=>[scheme?.name??name,new Set(scopes)]));return part.requirements.every(({name,scheme,scopes})=>{let same=asked.get(scheme?.name??name);return same===void 0||scopes.length>0&&same.size===0?!1:[...same].some(scope=>!isReadScope(scope))||scopes.every(scope=>same.has(scope)||isReadScope(scope))})}function credential(way){if(way===void 0||way.requirements.length===0)return"anybody";let scopes=[...new Set(way.requirements.flatMap(requirement=>requirement.scopes))],shown2=scopes.slice(0,2).map(scope=>`\`${scope.slice(0,60)}\``);return scopes.length===0?namesOf(way):`${namesOf(way)} with ${shown2.join(", ")}${scopes.length>2?", ...":""}`}var list=text3=>text3.split(/[,\n]/).map(phrase=>phrase.trim()).filter(phrase=>phrase!==""),sensitivePhrases={password:list(`
    password, passphrase, passcode, htpasswd, user pass, smtp pass, db pass, login pass, proxy pass, auth pass, admin pass, master pass
  `),secret:list(`
    secret, secret string, secret binary, secret value, secret data, secret key, secret access key, private key, private pem, ssh private,
    security answer, secret answer, seed phrase, recovery phrase, mnemonic phrase, wallet mnemonic, seed mnemonic, wallet seed, recovery key, unseal key,
    connection string
  `),token:list(`
    token, jwt, bearer, otp, totp, totp code, otp code, one time password, one time passcode, one time code, verification code, confirmation code sms,
    recovery code, backup code, scratch code, mfa code, 2fa code, auth code, authorization code, session cookie, auth cookie, session secret, session key,
    sas token, magic link token, id token, device code, sms code, saml assertion, kerberos ticket
  `),pin:list(`
    pin, pin code, pin number, pin block, personal identification number, cvv, cvc, cvn, csc, card verification value, card verification code,
    card security code, security code
  `),government:list(`
    ssn, social security, social security number, social insurance number, social insurance, national insurance number, ni number, nino, tax id,
    tax identifier, tax identification, tax identification number, tax number, taxpayer id, tax payer id, taxpayer identifier, taxpayer identification,
    taxpayer identification number, tax file number, tfn, tin, itin, passport, passport number, passport no, driver license, driver license number,
    driving license, driving license number, drivers license no, national id, national id number, national identity, national identity number,
    national identification, national identification number, national identifier, identity number, identity card number, id card number, id number,
    government id, government id number, citizen id, citizen service number, personal id number, personal identity number, aadhaar, aadhaar number, aadhar,
    cpf, cpf number, nif, nie, curp, bsn, pesel, codice fiscale, personnummer, visa number, residence permit number, alien registration number,
    voter id, military id, birth certificate number
  `),financial:list(`
    card number, credit card number, debit card number, payment card number, cc number, cc num, card num, card no, card pan, pan, primary account number,
    iban, track data, track1 data, track2 data, track 1, track 2, magnetic stripe, magstripe
  `),account:list(`
    account number, account no, account num, bank account number, bank account no, salary, annual income, household income, net worth, credit score
  `),health:list(`
    diagnosis, diagnosis code, diagnosis pointer, icd code, icd10 code, icd 10 code, medical record, medical record number, mrn,
    medical history, medical condition, medical note, health condition, health record, health history, health insurance number, health insurance id,
    health card number, mental health, blood type, blood group, blood pressure, allergy, food allergy, medication, current medication,
    prescription, disability, disability status, disability description, disability type, hiv status, pregnancy status, vaccination status, immunization status,
    chronic disease, medical diagnosis, treatment plan, drug allergy, genetic data, genetic test, health data
  `),biometric:list(`
    biometric, biometric data, biometric template, biometric hash, biometric id, fingerprint template, fingerprint data, fingerprint image, fingerprint scan,
    face template, face embedding, face encoding, face print, faceprint, facial template, facial geometry, voice print, voiceprint, retina scan, retina,
    iris scan, palm print, hand geometry, dna profile, dna sequence profile
  `),personal:list(`
    date of birth, dob, birth date, birthdate, birthday, birth day, birth year, birth month, year of birth, month of birth, day of birth, place of birth,
    birth place, birthplace, birth city, birth country, birth state, city of birth, country of birth, gender, sex, ethnicity, ethnic group, ethnic origin,
    race, racial origin, religion, religious belief, sexual orientation, sexual preference, gender identity, political opinion, political affiliation,
    political view, marital status, nationality, citizenship, mother maiden name, maiden name, criminal record, criminal history, union membership,
    immigration status
  `),contact:list(`
    email, email address, mail address, phone, phone number, phone no, mobile, mobile number, mobile phone, mobile no, home phone, work phone,
    cell number, cell phone, contact number, contact no, telephone number, msisdn, fax number, whatsapp number
  `),name:list(`
    first name, last name, full name, surname, family name, given name, middle name, second name, patient name, cardholder name, card holder name, name on card,
    account holder name
  `),address:list(`
    street, street address, street name, street line, address line, address 1, address 2, address 3, home address, postal address, mailing address,
    residential address, billing address, shipping address, delivery address, postal code, post code, postcode, zip, zip code
  `)},keyPhrases=list(`
    api key, access key, shared access key, signing key, signature key, encryption key, decryption key, encrypt key, decrypt key, master key, license key,
    account key, storage key, subscription key, auth key, hmac key, hmac, service account key, symmetric key, pre shared key, psk, wpa key, wep key,
    wifi key, kek, tls key, ssl key, key pem, pem key, root key, webhook key, server key
  `),harmlessPhrases=list(`
  page token, next token, previous token, prev token, continuation token, continue token, pagination token, paging token, cursor token, sync token,
  next sync token, start token, end token, starting token, ending token, marker token, scroll token, iterator token, sequence token, next page token,
  skip token, delta token, change token, resume token, watch token, wait token, snapshot token, poll token, query token, search token, list token, batch token,
  client token, client request token, request token id, idempotency token, client idempotency token, deduplication token, lifecycle action token, action token,
  heartbeat token, callback token name, lock token, concurrency token, version token, row token, etag token, revision token, update token, upload part token,
  max token, min token, total token, prompt token, completion token, input token, output token, cached token, reasoning token, stop token, eos token, bos token,
  pad token, unk token, text token, word token, special token, blacklist token, blocklist token, used token, design token, network token, erc20 token, nft token,
  public key token, fungible token, reward token, governance token, base token, quote token, collateral token, pool token, lp token, native token, gas token,
  csrf token, xsrf token, anti forgery token, antiforgery token, request verification token, device token, push token, registration token, fcm token, apns token,
  public token, publishable token, tracking token, merge token, template token, replacement token, group token, block token, digest tip token, tip token,
  public key pem, public key, publishable key, primary key, foreign key, partition key, sort key, idempotency key, public api key, api key public, site key, public access key,
  secret scanning, secret santa, top secret, trade secret, secret manager, secret id,
  access key id, key id, key name,
  health check, health status, health state, health plan, health score,
  map pin, push pin, drop pin, pin location, pin address,
  general ledger account number, gl account number, ledger account number, accounting account number, aws account number, customer account number,
  menu card number, business card number, report card, route card, sim card number, contra account number, balancing account number,
  property tax id, sale tax id, product tax id, item tax id, default tax id, purchase tax id, tax rate id,
  vehicle identification number, bank identification number, business identification number, business tax id type,
  fantasy data salary, fantasy draft salary, fan duel salary, draft king salary, yahoo salary,
  race card, horse race, data race, race condition,
  email template, email list, ip address, mac address, physical address, wallet address, contract address, address type,
  package family name, font family name, ssml gender, voice gender, grammatical gender,
  image orientation, page orientation, street view,
  device fingerprint, key fingerprint, certificate fingerprint, password less, passwordless, password grant,
  fuel card pin, token bucket, bearer token method, first blood, blood line, union type
`),common=list(`
  value, text, string, plain, plaintext, raw, clear, cleartext, encoded, base64, encrypted, decrypted, new, old, current, previous, confirm, confirmation,
  again, repeat, repeated, verify, verification, check again, primary, secondary, alt, alternate, 1, 2, 3, 4, 5, a, b, input, field, data, content
`),neutralAfter={password:new Set([...common,...list("hash, hashed, md5, sha1, sha256, bcrypt, salt, digest")]),secret:new Set([...common,...list("pem, file, contents, body, material, hex, bytes")]),token:new Set(common),pin:new Set([...common,...list("number, code")]),government:new Set([...common,...list("number, no, num, 9")]),financial:new Set([...common,...list("number, no, num")]),account:new Set([...common,...list("iban")]),health:new Set([...common,...list("code, detail, note, list, information, icd9, icd10")]),biometric:new Set([...common,...list("template, hash")]),personal:new Set([...common,...list("date, year, month, day, no, time")]),contact:new Set([...common,...list("address, number, no")]),name:new Set(common),address:new Set([...common,...list("line")]),custom:new Set([...common,...list("number, code")])},flagWords=new Set(list(`
    has, is, can, are, was, should, must, may, require, required, requires, need, needs, allow, allowed, allows, enable, enabled, disable, disabled, show, hide,
    support, supported, supports, include, exclude, use, used, force, ignore, skip, clear, revoke, reset, num, max, min, maximum, minimum, total, count, record,
    revealed, requested, validate, check, unlock, suppress
  `)),harmlessTokenWords=new Set(list(`
    next, previous, prev, page, paging, pagination, continuation, continue, cursor, sync, lookup, attribution, forward, backward, scroll, skip, delta, resume,
    idempotency, deduplication, prompt, completion, reasoning, blacklist, blocklist, tracking
  `)),maskedPhrases=list(`
  mask, masked, redacted, truncated, obfuscated, obscured, partial, last4, last four, last digit, last 4, first 6, first six, suffix, anonymized, anonymised,
  anonymous, anon, pseudonym, tokenized, tokenised, hint, placeholder, dummy, fake
`);function sensitivity(words2,facts,custom){return detectorFor(custom)(words2,facts)}var keys=new Set(keyPhrases.map(phrase=>splitWords(phrase).join(" "))),standard=compile({add:[],remove:[]}),compiled=new WeakMap;function detectorFor(custom){if(custom===void 0||custom.add.length===0&&custom.remove.length===0)return standard;let detector=compiled.get(custom);return detector===void 0&&(detector=compile(custom),compiled.set(custom,detector)),detector}function compile({add,remove}){let phrases5=new Map,put=(list3,value)=>{for(let phrase of list3)phrases5.set(splitWords(phrase).join(" "),value)};for(let[name,list3]of Object.entries(sensitivePhrases))put(list3,name);put(keyPhrases,"secret"),put(harmlessPhrases,void 0),put(remove,void 0),put(add,"custom");let find=phraseFinder(phrases5),findMask=phraseFinder(maskedPhrases.map(phrase=>[phrase,!0])),named2=words2=>{let match=headOf(find(words2)),kind=match?.value;if(match===void 0||kind===void 0||kind!=="custom"&&(flagWords.has(words2[0]??"")&&match.start>0||findMask(words2).length>0||kind==="token"&&words2.slice(0,match.start).some(word=>harmlessTokenWords.has(word))))return;let neutral=neutralAfter[kind];if(words2.slice(match.end).every(word=>neutral.has(word)))return{kind,found:{class:kind,label:match.phrase,isKey:keys.has(match.phrase)}}},known3=new WeakMap;return(words2,facts)=>{let match=known3.get(words2);return match===void 0&&!known3.has(words2)&&(match=named2(words2),known3.set(words2,match)),match!==void 0&&fits(match.kind,match.found.label,facts)?match.found:void 0}}function headOf(matches3){let head;for(let match of matches3)(head===void 0||match.end>head.end)&&(head=match);return head}var opaque=new Set(["password","secret","token","biometric"]),listed2=new Set(["personal","health","custom"]),dates=new Set(["date","date-time","time","duration","google-datetime","google-duration"]),references=new Set(["uri","url","uri-reference","iri","iri-reference","uri-template","hostname","ipv4","ipv6"]);function fits(kind,phrase,facts){if(facts===void 0)return!0;let{types,format="",values:values3,items:items2}=facts;return types.length===0?values3===void 0||listed2.has(kind):types.includes("array")&&(phrase==="tax id"||phrase==="race"||kind==="password")?!1:types.includes("array")&&items2!==void 0&&items2.types.length>0?fits(kind,phrase,items2):types.includes("string")?values3!==void 0&&!listed2.has(kind)?!1:dates.has(format)?kind==="personal"||kind==="custom":references.has(format)?kind==="custom":format!=="email"||kind==="contact"||kind==="custom":types.includes("integer")||types.includes("number")?kind==="government"&&!types.includes("integer")?!1:!(opaque.has(kind)&&!phrase.includes("otp")&&!phrase.includes("code"))&&phrase!=="tax id":types.includes("array")}function carriers(api,policy){let parents=new Map,found2=new Map;for(let schema3 of api.schemas)if(schema3.response){for(let child of children(schema3)){let known3=parents.get(child);known3===void 0?parents.set(child,[schema3]):known3.push(schema3)}for(let{name,words:words2,schema:value}of schema3.properties.values()){if(value.writeOnly)continue;let kind=sensitivity(words2,value,policy)?.class;if(!(kind===void 0||kind!=="custom"&&(!policy.classes.includes(kind)||isNoToken(kind,name,value)))){found2.set(schema3,name);break}}}let ring=[...found2.keys()];for(let step=1;step<policy.depth&&ring.length>0;step++){let next=[];for(let schema3 of ring)for(let parent of parents.get(schema3)??[])found2.has(parent)||(found2.set(parent,found2.get(schema3)??""),next.push(parent));ring=next}return found2}function isNoToken(kind,name,value){return kind==="token"&&(value.properties.size>0||value.types.includes("array")&&/^tokens$/i.test(name))}function children(schema3){let found2=[...schema3.prefixItems,...schema3.patternProperties,...schema3.alternatives,...schema3.extra];for(let property of schema3.properties.values())property.schema.writeOnly||found2.push(property.schema);return schema3.items!==void 0&&found2.push(schema3.items),typeof schema3.additional=="object"&&found2.push(schema3.additional),found2}function coversStatus(status,code){return status===String(code)||status===`${Math.floor(code/100)}XX`||status==="default"}function documentsStatus(operation3,...codes2){return operation3.responses.some(({status})=>codes2.some(code=>coversStatus(status,code)))}function exactStatus(operation3,code){return operation3.responses.find(({status})=>status===String(code))}function isErrorStatus(status,operation3){return/^[45]/.test(status)?!0:status==="default"&&operation3.responses.some(other=>/^[123]/.test(other.status))}function isSuccess(response3){return response3.usedBy.some(({operation:operation3,status})=>operation3.origin==="path"&&(/^2/.test(status)||status==="default"&&!isErrorStatus(status,operation3)))}function responseLabel({usedBy}){let[first]=usedBy;if(first===void 0)return"the response";let more=usedBy.length>1?` and ${usedBy.length-1} more`:"";return`the ${first.status} response of ${first.operation.label}${more}`}var data_no_store_default={id:"data-no-store",title:"Sensitive response that may be cached",severity:"warn",owasp:"API8:2023",cwe:525,why:"Browsers and proxies keep what they may; a cached token or identity number outlives the session and its owner.",fix:"Document the header that the server must send: `Cache-Control` with `schema: { type: string, const: no-store }` (an `enum` before 3.1).",examples:{bad:`
paths:
  /token:
    post:
      responses:
        '200':
          description: Token
          content: { application/json: { schema: { type: object, properties: { access_token: { type: string } } } } }
`,good:`
paths:
  /token:
    post:
      responses:
        '200':
          description: Token
          headers: { Cache-Control: { schema: { type: string, const: no-store } } }
          content: { application/json: { schema: { type: object, properties: { access_token: { type: string } } } } }
`},options:{classes:["password","secret","token","pin","government","financial","health","biometric"],add:[],remove:[],depth:4},optionDocs:{classes:"Classes of fields that count; `account`, `personal`, `contact`, `name` and `address` are the others.",add:"More names that are sensitive here, as words: `employee number`.",remove:"Names that are not sensitive here: `iban`.",depth:"How many steps (property, item, alternative) below the body a field still counts."},visit:"response",applies:(response3,context)=>carried(response3,context)!==void 0,*check(response3,context){let header3=response3.headers.get("cache-control");if(header3!==void 0&&saysNoStore(header3.raw,header3.schema))return;let name=carried(response3,context),edit=header3===void 0?"document the header `Cache-Control: no-store`":"give the `Cache-Control` header `const: no-store`";yield{message:`${response3.usedBy.length===0?"The response":responseLabel(response3).replace(/^t/,"T")} carries \`${name}\`, and nothing keeps caches from storing it: ${edit}`,...header3===void 0?{}:{place:header3.place}}},everywhere:count2=>`None of the ${count2} responses that carry a token or a sensitive field is kept out of caches: document \`Cache-Control: no-store\` on them`},found=new WeakMap;function carried(response3,{api,options}){if(response3.usedBy.length>0&&!isSuccess(response3))return;let known3=found.get(api);known3?.policy!==options&&(known3={policy:options,map:carriers(api,options)},found.set(api,known3));for(let{schema:schema3,itemSchema}of response3.content){let name=(schema3&&known3.map.get(schema3))??(itemSchema&&known3.map.get(itemSchema));if(name!==void 0)return name}}function saysNoStore(raw,schema3){return[raw,...schema3?.parts.map(part=>part.raw)??[]].flatMap(part=>Object.values(part)).some(value=>texts(value).some(text3=>/no-store/i.test(text3)))}function texts(value){return(isObject(value)?Object.values(value).map(example2=>get(example2,"value")):Array.isArray(value)?value:[value]).filter(item=>typeof item=="string")}var SILENT=new Set(["schema","allOf","oneOf","anyOf","content","itemSchema"]);function label(place){let{path}=place,[first,second,third]=path.map(String),root=place.document.value;if(first==="components"&&second==="schemas"&&third!==void 0)return quoted2(third,path.slice(3));if(first==="definitions"&&second!==void 0)return quoted2(second,path.slice(2));if(first==="components"&&second==="pathItems"&&third!==void 0)return inOperation(get(get(get(root,first),second),third),`pathItems/${third}`,path.slice(3));if(first==="components"||first==="parameters"||first==="responses"){let[kind="",name="",rest]=first==="components"?[second,third,path.slice(3)]:[first,second,path.slice(2)];return`${inside(rest)}${COMPONENT_KINDS.get(kind)??"component"} \`${name}\``}if(first!==void 0&&PATHS.has(first)&&second!==void 0)return inOperation(get(get(root,first),second),second,path.slice(2));let trail=path.length===0?"":quoted2("",path);return trail===""?"the document":trail}var PATHS=new Set(["paths","x-ms-paths","webhooks","x-webhooks"]),COMPONENT_KINDS=new Map([["parameters","parameter"],["responses","response"],["requestBodies","request body"],["headers","header"],["securitySchemes","security scheme"],["examples","example"],["callbacks","callback"],["links","link"],["mediaTypes","media type"]]);function inOperation(item,path,rest){let[method]=rest;if(method===void 0)return`\`${path}\``;if(method==="parameters")return`${parameter(get(item,"parameters"),rest.slice(1))} of ${path}`;let more=method==="additionalOperations",operation3=more?get(get(item,"additionalOperations"),String(rest[1])):get(item,String(method)),name=`${more?rest[1]:String(method).toUpperCase()} ${path}`,[section,key2,...inner]=rest.slice(more?2:1);switch(section){case"parameters":return`${parameter(get(operation3,"parameters"),[key2??"",...inner])} of ${name}`;case"requestBody":return`${inside([key2??"",...inner])}the request body of ${name}`;case"responses":return inner.indexOf("headers")===0&&inner[1]!==void 0?`header \`${inner[1]}\` of the ${key2} response of ${name}`:`${inside(inner)}the ${key2} response of ${name}`;case void 0:return name;default:return`\`${section}\` of ${name}`}}function parameter(list3,[index,...rest]){let raw=Array.isArray(list3)?list3[Number(index)]:void 0,name=getString(raw,"name"),location=getString(raw,"in"),text3=name===void 0?"a parameter":`${location===void 0?"":`${location} `}parameter \`${name}\``;return`${inside(rest)}${text3}`}function inside(path){let text3=quoted2("",path);return text3===""?"":`${text3} in `}function quoted2(name,path){let text3=name;for(let index=0;index<path.length;index++){let step=String(path[index]);step==="properties"&&index+1<path.length?(index++,text3+=`${text3===""?"":"."}${path[index]}`):step==="items"?text3+="[]":step==="additionalProperties"||step==="patternProperties"?text3+=".*":step==="content"?index++:!SILENT.has(step)&&typeof path[index]=="string"&&(text3+=`${text3===""?"":"."}${step}`)}return text3===""?"":`\`${text3}\``}function subject(place){let text3=label(place);return text3.charAt(0).toUpperCase()+text3.slice(1)}function inputSubject(place){let[root]=place.path;return(root==="paths"||root==="webhooks")&&place.path.includes("responses")?`${subject(place)} (requests refer to it)`:subject(place)}var data_password_format_default={id:"data-password-format",title:"Password without `format: password`",severity:"warn",owasp:"API3:2023",cwe:522,why:"Consoles, generated clients and log filters hide a value only when the document says that it is a password.",fix:"Add `format: password` to the string.",examples:{bad:`
paths:
  /login:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { password: { type: string } } }
      responses:
        '200': { description: Welcome }
`,good:`
paths:
  /login:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { password: { type: string, format: password }, passwordHint: { type: string } }
      responses:
        '200': { description: Welcome }
`},options:{add:[],remove:[]},optionDocs:{add:"More names that are passwords here, as words: `door code`.",remove:"Names that are no passwords here."},visit:"schema",*check(schema3,{options}){for(let{words:words2,schema:value,place}of schema3.properties.values())isPlainPassword(words2,value,options)&&(yield{message:message(subject(place)),place});schema3.role!=="parameter"||schema3.holder===void 0||isPlainPassword(splitWords(schema3.holder),schema3,options)&&(yield{message:message(subject(schema3.place))})}};function message(named2){return`${named2} is a password without \`format: password\`, so consoles and logs show it in the clear: add \`format: password\``}function isPlainPassword(words2,schema3,custom){if(schema3.format==="password"||!schema3.types.includes("string"))return!1;let kind=sensitivity(words2,schema3,custom)?.class;return(kind==="password"||kind==="custom")&&!words2.some(word=>hashWords.has(word))}var hashWords=new Set(["hash","hashed","md5","sha1","sha256","bcrypt","salt","digest"]);function findEvidence(sources,{keys:keys2,words:words2}){for(let{raw,place,keysOnly}of sources){let written=extensions(raw);for(let wanted of keys2){let key2=written.get(wanted.toLowerCase());if(key2!==void 0)return denies(raw[key2])?void 0:{place:place.at(key2),value:raw[key2]}}let described2=words2===void 0||keysOnly===!0?void 0:describes(raw,place,words2);if(described2!==void 0)return described2}}var known=new WeakMap;function extensions(raw){let found2=known.get(raw);return found2===void 0&&(found2=new Map(Object.keys(raw).map(key2=>[key2.toLowerCase(),key2])),known.set(raw,found2)),found2}var DENIALS=new Set(["","false","no","none","off","disabled"]);function denies(value){return typeof value=="string"?DENIALS.has(value.trim().toLowerCase()):value===!1||value===null||value===0}function describes(raw,place,words2){let info3=getObject(raw,"info"),[holder,at]=info3!==void 0&&place.parent===void 0?[info3,place.at("info")]:[raw,place];for(let field of["summary","description"]){let text3=getString(holder,field);if(text3!==void 0&&affirms(text3,words2))return{place:at.at(field),value:get(holder,field)}}}var NEGATION=/\b(?:not|no|never|without|cannot|unsupported|disabled|lacks?|missing)\b|n't\b/i;function affirms(text3,words2){return words2.test(text3)?text3.split(/[.;!?](?=\s|$)|\r?\n/).some(sentence2=>words2.test(sentence2)&&!NEGATION.test(sentence2)):!1}var maskingKeys=["x-masked","x-mask","x-redacted","x-masking"],maskPattern=/\\\*|\[[*xX\u2022#-]+\]|[xX\u2022#](?:\{\d|\+)|[xX]{3}|\u2022/;function isMasked(schema3,kind,keys2=maskingKeys){return(schema3.types.includes("array")&&schema3.items!==void 0?[schema3,schema3.items]:[schema3]).some(value=>findEvidence(value.parts.map(part=>({...part,keysOnly:!0})),{keys:keys2})!==void 0||value.patterns.some(pattern=>maskPattern.test(pattern))?!0:kind!=="pin"&&value.maxLength!==void 0&&value.maxLength<=4)}function*exposures(schema3,api,policy){if(schema3.response)for(let property of schema3.properties.values()){let{schema:value}=property,found2=sensitivity(property.words,value,policy);found2===void 0||found2.class!=="custom"&&!policy.classes.includes(found2.class)||value.writeOnly||value.never||isLeftoverRequest(schema3,api)||found2.class==="secret"&&(found2.isKey||isIssuedOnly(schema3,api))||isAnother(found2,property,schema3)||isMasked(value,found2.class,policy.maskingKeys)||(yield{property,found:found2})}}var addressWords=/^(?:city|state|district|country|street|locality|town|village|landmark|region)$/,businessWords=/^(?:merchant|company|business|organization|organisation|supplier|vendor|seller|employer|store|issuer|shop|firm|corporate)$/,rateWords=/^(?:rate|percentage|percent)$/,errorWords=/^(?:error|violation|validation|problem)$/;function isAnother(found2,property,schema3){if(found2.class==="pin"&&/^pin(?: code)?$/.test(found2.label))return[...schema3.properties.values()].some(({words:words2})=>words2.some(word=>addressWords.test(word)));let around=splitWords(label(property.place));return found2.class==="government"&&/^tax |^tin$|^id number$/.test(found2.label)?found2.label==="tax id"&&[...schema3.properties.values()].some(({words:words2})=>words2.some(word=>rateWords.test(word)))||around.some(word=>businessWords.test(word)):found2.class==="secret"&&isReference(property)?!0:around.some(word=>errorWords.test(word))}function isReference({schema:schema3}){let patterns=[...schema3.patterns,...schema3.items?.patterns??[]];return patterns.length>0&&patterns.every(pattern=>/^\^(?:urn|arn|[a-z]+:[a-z]+):/.test(pattern))}var requestEnd=/^(?:request|input|payload|command|form|update|create|patch)$/,requestStart=/^(?:create|update|new|add|patch)$/;function isLeftoverRequest(schema3,api){if(schema3.name===void 0||!schema3.request)return!1;let words2=splitWords(schema3.name);return(requestEnd.test(words2.at(-1)??"")||requestStart.test(words2[0]??""))&&!reachOf(api).any.has(schema3)}function isIssuedOnly(schema3,api){let{any:any2,reading}=reachOf(api);return any2.has(schema3)&&!reading.has(schema3)}function isAnswered(schema3,api){return reachOf(api).success.has(schema3)}var reaches=new WeakMap;function reachOf(api){let reach=reaches.get(api);if(reach===void 0){let uses=api.operations.flatMap(operation3=>operation3.responses.map(use=>({operation:operation3,use})));reach={any:reachable(uses.map(({use})=>use)),success:reachable(uses.filter(({operation:operation3,use})=>!isErrorStatus(use.status,operation3)&&!/^20[45]$/.test(use.status)).map(({use})=>use)),reading:reachable(uses.filter(({operation:operation3,use})=>!issues(operation3,use)).map(({use})=>use))},reaches.set(api,reach)}return reach}var issuingWords=new Set("create generate rotate regenerate issue register add renew roll provision secret key credential token client application app webhook certificate".split(" "));function issues(operation3,use){return operation3.safe||operation3.origin!=="path"?!1:use.status==="201"||operation3.words.some(word=>issuingWords.has(word))}function reachable(uses){let found2=new Set,open=[],add=schema3=>{typeof schema3!="object"||found2.has(schema3)||schema3.writeOnly||(found2.add(schema3),open.push(schema3))};for(let{response:response3}of uses)for(let{schema:schema3,itemSchema}of response3.content)add(schema3),add(itemSchema);for(let schema3=open.pop();schema3!==void 0;schema3=open.pop()){for(let{schema:value}of schema3.properties.values())add(value);for(let inner of[...schema3.prefixItems,...schema3.patternProperties,...schema3.alternatives,...schema3.extra])add(inner);add(schema3.items),add(schema3.additional)}return found2}var data_password_write_only_default={id:"data-password-write-only",title:"Password that is readable where it is written",severity:"error",owasp:"API3:2023",cwe:522,why:"One schema for reading and writing gives the password back to everyone who may read the object.",fix:"Add `writeOnly: true` to the password (OpenAPI 3), or use one schema for requests and another for responses.",examples:{bad:`
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
components:
  schemas:
    User:
      type: object
      properties: { name: { type: string }, password: { type: string } }
`,good:`
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
components:
  schemas:
    User:
      type: object
      properties: { name: { type: string }, password: { type: string, writeOnly: true } }
`},options:{classes:["password"],add:[],remove:[],maskingKeys},optionDocs:{classes:"Classes of fields that count as passwords.",add:"More names that are passwords here, as words: `door code`.",remove:"Names that are no passwords here.",maskingKeys:"Extension keys that say a value goes out masked."},visit:"schema",applies:({request,response:response3})=>request&&response3,*check(schema3,{api,options}){for(let{property}of exposures(schema3,api,options)){if(property.schema.readOnly)continue;let edit=api.version==="2.0"?"use a response schema without it":"add `writeOnly: true`";yield{message:`${subject(property.place)} is written and read through the same schema, so every reader gets the password: ${edit}`,place:property.place}}}};var acronyms=/\b(?:api|bsn|cpf|csc|curp|cvc|cvn|cvv|hiv|iban|icd|icd10|id|itin|jwt|mrn|nif|nie|ni|otp|pan|pin|ssn|tfn|tin|totp)\b/g;function withArticle(label3){let said=label3.replaceAll(acronyms,word=>word.toUpperCase());return`${(/^[A-Z](?:[A-Z]|\b)/.test(said)&&!/^(?:PIN|PAN|TIN|NIF|NIE)/.test(said)?/^[AEFHILMNORSX]/:/^[aeio]|^u(?!s)/).test(said)?"an":"a"} ${said}`}var data_pii_in_url_default={id:"data-pii-in-url",title:"Personal data in a URL",severity:"warn",owasp:"API3:2023",cwe:598,why:"URLs are kept in access logs, browser histories, proxies and analytics, outside of every deletion and access rule for personal data.",fix:"Look the person up by an opaque id, or send the value in a request body (`POST .../search`, or QUERY in OpenAPI 3.2).",examples:{bad:`
paths:
  /users:
    get:
      parameters:
        - { name: email, in: query, schema: { type: string, format: email } }
      responses:
        '200': { description: Users }
`,good:`
paths:
  /users/{userId}:
    get:
      parameters:
        - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
        - { name: emailVerified, in: query, schema: { type: boolean } }
      responses:
        '200': { description: A user }
`},options:{classes:["pin","government","financial","health","biometric","personal","contact","name"],add:[],remove:[]},optionDocs:{classes:"Classes of values that count; `account` and `address` are the others. Credentials are token-in-url-parameter.",add:"More names that are personal here, as words: `member number`.",remove:"Names that are not personal here: `phone number`."},visit:"parameter",applies:({location})=>location==="path"||location==="query"||location==="querystring",*check(parameter4,{options}){let where=parameter4.location==="path"?"the path":"the query string";for(let{name,words:words2,schema:schema3,place}of values(parameter4)){let found2=sensitivity(words2,schema3,options);found2===void 0||found2.class!=="custom"&&!options.classes.includes(found2.class)||(yield{message:`\`${name}\` puts ${withArticle(found2.label)} into ${where}, which logs and histories keep: take an opaque id instead, or read it from the request body`,place})}}};function*values(parameter4){if(parameter4.location!=="querystring"){let{name,words:words2,schema:schema3,place}=parameter4;yield{name,words:words2,schema:schema3,place:place.at("name")};return}for(let{schema:schema3}of parameter4.content)for(let property of schema3?.properties.values()??[])yield property}var data_read_write_only_default={id:"data-read-write-only",title:"Property that is both readOnly and writeOnly",severity:"error",owasp:"API8:2023",cwe:436,why:"The two contradict each other (OAS forbids them together), so tools differ in which they believe and the value may leak.",fix:"Keep the one that is meant: `writeOnly` for secrets, `readOnly` for what the server sets.",examples:{bad:`
components:
  schemas:
    User:
      type: object
      properties: { password: { type: string, readOnly: true, writeOnly: true } }
`,good:`
components:
  schemas:
    User:
      type: object
      properties: { password: { type: string, readOnly: false, writeOnly: true }, id: { type: string, readOnly: true } }
`},visit:"schema",applies:({readOnly,writeOnly},{api})=>readOnly&&writeOnly&&api.version!=="2.0",*check(schema3){let at=["readOnly","writeOnly"].find(key2=>schema3.raw[key2]===!0);yield{message:`${subject(schema3.place)} is both \`readOnly\` and \`writeOnly\`, so no tool knows whether it may leave: remove one of them`,...at===void 0?{}:{at:[at]},related:schema3.parts.filter(({raw})=>raw!==schema3.raw).flatMap(({raw,place})=>["readOnly","writeOnly"].filter(key2=>raw[key2]===!0).map(key2=>({place:place.at(key2),message:`\`${key2}\` is said here`})))}}};var cache=new Map,cacheLimit=5e3;function patternFacts(source){if(cache.has(source))return cache.get(source);let node=parsePattern(source),facts=node===void 0?void 0:readFacts(node);return cache.size>=cacheLimit&&cache.clear(),cache.set(source,facts),facts}function readFacts(node){let anchoredStart=isAnchored(node,"start"),anchoredEnd=isAnchored(node,"end"),bounded=anchoredStart&&anchoredEnd?longest(node):Number.POSITIVE_INFINITY;return{anchoredStart,anchoredEnd,maxLength:anchoredStart?Math.min(bounded,lookaheadBound(node)):bounded,loose:isLoose(node)}}function flatten(node){return node.type==="sequence"?node.items.flatMap(flatten):[node]}function isAnchored(node,side){switch(node.type){case"start":case"end":return node.type===side;case"alternatives":return node.items.every(item=>isAnchored(item,side));case"repeat":return node.min>0&&isAnchored(node.body,side);case"sequence":{let items2=side==="start"?flatten(node):flatten(node).reverse();for(let item of items2){if(isAnchored(item,side))return!0;if(item.type!=="look"&&item.type!=="boundary")return!1}return!1}default:return!1}}function longest(node){switch(node.type){case"character":return 1;case"backreference":return Number.POSITIVE_INFINITY;case"alternatives":return Math.max(...node.items.map(longest));case"sequence":return node.items.reduce((sum,item)=>sum+longest(item),0);case"repeat":{let each=longest(node.body);return each===0||node.max===0?0:each*node.max}default:return 0}}function lookaheadBound(node){let bound=Number.POSITIVE_INFINITY;for(let item of flatten(node)){if(item.type==="start")continue;if(item.type!=="look"||!item.ahead)break;!item.negative&&isAnchored(item.body,"end")&&(bound=Math.min(bound,longest(item.body)));let{body}=item;item.negative&&body.type==="repeat"&&body.body.type==="character"&&contains(body.body.set,dot)&&(bound=Math.min(bound,body.min-1))}return bound}function isLoose(node){if(node.type==="alternatives")return node.items.some(isLoose);let items2=flatten(node),start=items2.findIndex(item=>item.type!=="start");if(start<0)return items2.length<2;let end2=items2.length;for(;end2>start&&items2[end2-1]?.type==="end";)end2--;let inner=items2.slice(start,end2),[only]=inner;if(inner.length===1&&only!==void 0&&start===0&&end2===items2.length&&only.type==="alternatives")return isLoose(only);let needed=inner.filter(item=>!isNullable(item)),[first]=needed;if(start>0&&end2<items2.length){let runs=inner.filter(item=>item.type==="repeat"&&item.min<=1&&item.max===Number.POSITIVE_INFINITY&&takesAny(item.body));return runs.length>0&&(first===void 0||needed.length===1&&runs.includes(first))}return needed.length===0||needed.length===1&&first!==void 0&&takesOneOfAny(first)}function takesAny(node){let set=characters(node);return set!==void 0&&contains(set,dot)}function takesOneOfAny(node){return node.type==="repeat"?node.min===1&&takesAny(node.body):takesAny(node)}function characters(node){if(node.type==="character")return node.set;if(node.type!=="alternatives")return;let sets=node.items.map(characters);return sets.every(set=>set!==void 0)?union(...sets):void 0}function isNullable(node){switch(node.type){case"sequence":return node.items.every(isNullable);case"alternatives":return node.items.some(isNullable);case"repeat":return node.min===0||isNullable(node.body);default:return!1}}function isDigitsOnly(source){let facts=patternFacts(source),node=parsePattern(source);return node!==void 0&&facts?.anchoredStart===!0&&facts.anchoredEnd&&onlyDigits(node)}function onlyDigits(node){switch(node.type){case"character":return contains(digits,node.set);case"sequence":case"alternatives":return node.items.every(onlyDigits);case"repeat":return onlyDigits(node.body);default:return node.type!=="backreference"}}var boundedFormats=new Set(["date","date-time","time","full-date","partial-time","date-time-rfc1123","google-datetime","google-duration","uuid","guid","ulid","ipv4","ipv6","hostname","char","int8","int16","int32","int64","uint8","uint16","uint32","uint64"]);function isBound(limit){return limit!==void 0&&limit<2**31-1}function isBoundedString(schema3,moreFormats=[]){if(isBound(schema3.maxLength)||schema3.values!==void 0)return!0;let format=schema3.format?.toLowerCase();return format!==void 0&&(boundedFormats.has(format)||moreFormats.includes(format))?!0:schema3.patterns.some(pattern=>(patternFacts(pattern)?.maxLength??Number.POSITIVE_INFINITY)<Number.POSITIVE_INFINITY)}function isBinary(schema3){return schema3.format==="binary"||schema3.types.includes("file")?!0:schema3.parts.some(({raw})=>{let media=get(raw,"contentMediaType");return typeof media=="string"&&get(raw,"contentEncoding")===void 0&&!/^text\/|json|xml/i.test(media)})}var data_response_bounds_default={id:"data-response-bounds",title:"Response without bounds",severity:"off",owasp:"API4:2023",cwe:770,why:"A bound on what leaves lets gateways stop an answer that has grown into a dump of the database.",fix:"Add `maxLength` (or an enum, bounded pattern or format) to strings and `maxItems` to arrays.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: array, items: { type: string, maxLength: 20 } } } } }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: array, maxItems: 100, items: { type: string, maxLength: 20 } }
`},visit:"schema",applies:schema3=>schema3.response&&!schema3.never&&schema3.alternatives.length===0&&schema3.values===void 0&&(schema3.types.includes("array")||schema3.types.includes("string")&&!isBinary(schema3)),*check(schema3){schema3.types.includes("array")?schema3.maxItems===void 0&&(yield{message:`${subject(schema3.place)} may hold any number of items in a response: add \`maxItems\``}):isBoundedString(schema3)||(yield{message:`${subject(schema3.place)} may be of any length in a response: add \`maxLength\``})},everywhere:count2=>`None of the ${count2} response strings and arrays has a bound: add \`maxLength\` and \`maxItems\``};var data_response_open_default={id:"data-response-open",title:"Free-form response object",severity:"info",owasp:"API3:2023",cwe:213,why:"A response that may hold anything cannot be checked for what it must not hold.",fix:"List the `properties`; where keys are data, give `additionalProperties` a schema for their values.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: object, additionalProperties: true } } } }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: object, additionalProperties: { type: integer } }
`},visit:"schema",applies:(schema3,{api})=>schema3.response&&!schema3.never&&schema3.role!=="additional"&&isAnswered(schema3,api),*check(schema3){let named2=subject(schema3.place),where=/ response of /.test(named2)?named2:`${named2} in a response`;if(!(schema3.alternatives.length>0||schema3.values!==void 0)){if(schema3.empty)yield{message:`${where} has an empty schema and may hold anything: give it a \`type\` and list its \`properties\``};else if(schema3.types.includes("object")&&isOpen(schema3)){let written=schema3.additional!==void 0;yield{message:`${where} may hold any property: list its \`properties\`, or give \`additionalProperties\` a schema`,...written&&Object.hasOwn(schema3.raw,"additionalProperties")?{at:["additionalProperties"]}:{}}}}}};function isOpen({additional,patternProperties,parts}){return additional===void 0?patternProperties.length===0&&parts.every(({raw})=>!Object.hasOwn(raw,"properties")):additional===!0||typeof additional=="object"&&additional.empty}var OPAQUE=/^(?:image|audio|video|font|model)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-tar|x-gzip|x-7z-compressed|wasm|vnd\.(?:ms-|openxmlformats))/,data_response_schema_default={id:"data-response-schema",title:"Successful response without a schema",severity:"warn",owasp:"API3:2023",cwe:200,why:"Without a schema nothing says which fields may leave, so a new database column is published the day it is added.",fix:"Give the media type a `schema` that lists what the response holds.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: {} } }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json: { schema: { type: object, properties: { name: { type: string } } } }
            image/png: {}
`},visit:"response",applies:response3=>response3.content.length>0&&isSuccess(response3)&&!isBodiless(response3),*check(response3){for(let{type,schema:schema3,itemSchema,place}of response3.content)schema3!==void 0||itemSchema!==void 0||OPAQUE.test(type)||(yield{message:`The \`${type}\` body of ${responseLabel(response3)} has no schema, so nothing says which fields may leave: add a \`schema\``,place})},everywhere:count2=>`None of the ${count2} successful responses with a body has a schema, so nothing says which fields may leave: add a \`schema\` to each`};function isBodiless({usedBy}){return usedBy.every(({status})=>status==="204"||status==="205")}var end="(?![A-Za-z0-9_-])",secretShapes=[{provider:"AWS access key",anchors:["AKIA","ASIA"],shape:/(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9_-])/y},{provider:"AWS secret access key",anchors:["aws_secret_access_key","AWS_SECRET_ACCESS_KEY","secretAccessKey","SecretAccessKey","secret_access_key"],from:"token",shape:/[A-Za-z_]{15,32}["']?[ \t]{0,4}[:=>]{1,2}[ \t]{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/y,mix:"digit-and-letter"},{provider:"GitHub token",anchors:["ghp_","gho_","ghu_","ghs_","ghr_"],shape:new RegExp(`gh[pousr]_[A-Za-z0-9]{36,255}${end}`,"y"),mix:"digit-and-letter"},{provider:"GitHub token",anchors:["github_pat_"],shape:new RegExp(`github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}${end}`,"y")},{provider:"GitLab token",anchors:["glpat-","gldt-","glrt-","glptt-","glsoat-","glcbt-","glft-","glimt-","glagent-"],shape:/gl[a-z]{2,5}-[A-Za-z0-9_-]{20,255}(?![A-Za-z0-9_-])/y,mix:"digit-and-letter"},{provider:"Slack token",anchors:["xoxb-","xoxp-","xoxa-","xoxr-","xoxs-","xoxo-","xoxe-","xoxe.","xapp-"],shape:/(?:xox[abeoprs]|xapp)[-.][A-Za-z0-9.-]{5,60}-[A-Za-z0-9]{16,255}(?![A-Za-z0-9_-])/y,mix:"digit-and-letter"},{provider:"Slack webhook",anchors:["hooks.slack.com/"],shape:/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{6,14}\/[A-Z0-9]{6,20}\/([A-Za-z0-9]{16,60})(?![A-Za-z0-9])/y},{provider:"Discord webhook",anchors:["discord.com/api/webhooks/","discordapp.com/api/webhooks/"],shape:/discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/([A-Za-z0-9_-]{60,90})(?![A-Za-z0-9_-])/y},{provider:"Stripe live key",anchors:["sk_live_","rk_live_"],shape:/[sr]k_live_[A-Za-z0-9]{16,255}(?![A-Za-z0-9_])/y,mix:"digit-and-letter"},{provider:"webhook signing secret",anchors:["whsec_"],shape:/whsec_[A-Za-z0-9+/]{32,255}={0,2}(?![A-Za-z0-9])/y,mix:"digit-and-letter"},{provider:"Google API key",anchors:["AIza"],shape:new RegExp(`AIza[A-Za-z0-9_-]{35}${end}`,"y"),mix:"digit-and-letter"},{provider:"Google OAuth client secret",anchors:["GOCSPX-"],shape:new RegExp(`GOCSPX-[A-Za-z0-9_-]{28}${end}`,"y")},{provider:"private key",anchors:["-----BEGIN "],shape:/-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]){1,8}(?:[A-Za-z-]{3,12}: [^\n\\]{0,120}(?:\n|\\n){1,2}){0,6}(?:[A-Za-z0-9+/=]{20,}(?:\s|\\[nr]){0,8}){1,400}/y,random:!1},{provider:"Azure storage key",anchors:["AccountKey=","SharedAccessKey="],from:"token",shape:/(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{42,86}={1,2})(?![A-Za-z0-9+/=])/y},{provider:"Azure client secret",anchors:["8Q~","7Q~"],from:"token",shape:/[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/y},{provider:"Azure shared access signature",anchors:["sig="],shape:/sig=([A-Za-z0-9+/]{20,60}(?:%(?:2[BbFf]|3[Dd])[A-Za-z0-9+/]{0,60}){0,12}={0,2})(?![A-Za-z0-9%+/])/y},{provider:"SendGrid key",anchors:["SG."],shape:new RegExp(`SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}${end}`,"y")},{provider:"Twilio key",anchors:["SK"],shape:/SK[0-9a-f]{32}(?![A-Za-z0-9])/y,mix:"digit-and-letter"},{provider:"Twilio credentials",anchors:["AC"],shape:/AC[0-9a-f]{32}:([0-9a-f]{32})(?![A-Za-z0-9])/y,mix:"digit-and-letter"},{provider:"Mailgun key",anchors:["key-"],shape:/key-[0-9a-f]{32}(?![A-Za-z0-9])/y,mix:"digit-and-letter"},{provider:"Mailchimp key",anchors:["-us"],from:"token",shape:/[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/y,mix:"digit-and-letter"},{provider:"npm token",anchors:["npm_"],shape:new RegExp(`npm_[A-Za-z0-9]{36}${end}`,"y"),mix:"digit-and-letter"},{provider:"PyPI token",anchors:["pypi-AgE"],shape:new RegExp(`pypi-AgE[A-Za-z0-9_-]{50,1000}${end}`,"y")},{provider:"OpenAI key",anchors:["sk-"],shape:new RegExp(`sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{40,255}|[A-Za-z0-9]{48})${end}`,"y"),mix:"digit-and-letter"},{provider:"Anthropic key",anchors:["sk-ant-"],shape:new RegExp(`sk-ant-[a-z0-9]{2,10}-[A-Za-z0-9_-]{40,255}${end}`,"y")},{provider:"Shopify token",anchors:["shpat_","shpca_","shppa_","shpss_","shprt_"],shape:/shp[a-z]{2}_[a-fA-F0-9]{32}(?![A-Za-z0-9])/y},{provider:"Square token",anchors:["sq0atp-","sq0csp-"],shape:new RegExp(`sq0(?:atp-[A-Za-z0-9_-]{22}|csp-[A-Za-z0-9_-]{43})${end}`,"y")},{provider:"DigitalOcean token",anchors:["dop_v1_","doo_v1_","dor_v1_"],shape:/do[por]_v1_[a-f0-9]{64}(?![A-Za-z0-9])/y},{provider:"Telegram bot token",anchors:[":AA"],from:"token",shape:new RegExp(`\\d{8,10}:AA[A-Za-z0-9_-]{33}${end}`,"y")},{provider:"Heroku key",anchors:["HRKU-"],shape:new RegExp(`HRKU-[A-Za-z0-9_-]{36,90}${end}`,"y")},{provider:"Hugging Face token",anchors:["hf_"],shape:new RegExp(`hf_[A-Za-z]{34}${end}`,"y")},{provider:"Databricks token",anchors:["dapi"],shape:/dapi[a-f0-9]{32}(?:-\d)?(?![A-Za-z0-9])/y},{provider:"Linear key",anchors:["lin_api_"],shape:new RegExp(`lin_api_[A-Za-z0-9]{40}${end}`,"y")},{provider:"Grafana token",anchors:["glsa_","glc_"],shape:/gl(?:sa_[A-Za-z0-9]{32}_[a-f0-9]{8}|c_[A-Za-z0-9+/]{60,400}={0,2})(?![A-Za-z0-9])/y},{provider:"Vault token",anchors:["hvs.","hvb."],shape:new RegExp(`hv[sb]\\.[A-Za-z0-9_-]{90,300}${end}`,"y")},{provider:"New Relic key",anchors:["NRAK-"],shape:new RegExp(`NRAK-[A-Z0-9]{27}${end}`,"y"),mix:"digit-and-letter"},{provider:"Postman key",anchors:["PMAK-"],shape:new RegExp(`PMAK-[a-f0-9]{24}-[a-f0-9]{34}${end}`,"y")},{provider:"Docker Hub token",anchors:["dckr_pat_"],shape:new RegExp(`dckr_pat_[A-Za-z0-9_-]{27}${end}`,"y")},{provider:"RubyGems key",anchors:["rubygems_"],shape:/rubygems_[a-f0-9]{48}(?![A-Za-z0-9])/y},{provider:"Atlassian token",anchors:["ATATT3"],shape:/ATATT3[A-Za-z0-9_=-]{150,250}(?![A-Za-z0-9_=-])/y},{provider:"Groq key",anchors:["gsk_"],shape:new RegExp(`gsk_[A-Za-z0-9]{52}${end}`,"y"),mix:"digit-and-letter"},{provider:"Supabase token",anchors:["sbp_"],shape:/sbp_[a-f0-9]{40}(?![A-Za-z0-9])/y},{provider:"Plaid access token",anchors:["access-production-"],shape:/access-production-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9])/y,random:!1},{provider:"age secret key",anchors:["AGE-SECRET-KEY-1"],shape:/AGE-SECRET-KEY-1[0-9A-Z]{58}(?![A-Za-z0-9])/y}],publishedSamples=["16C7e42F292c6912E7710c838347Ae178B4a","4eC39HqLyjWDarjtT1zdP7dc","BQokikJOvBiI2HlWgH4olfQ2","AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw","17653672481-19874698323-pdFZKVeTuE8sk7oOcBrzbqgy","C2FVsBQIhrscChlQIMV+b5sSYspob7oD","Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq"],inventedWords=/example|sample|dummy|placeholder|redact|replace|insert|changeme|your|fake|foobar|foo_?bar|lorem|deadbeef|secret|password|token|test|demo|xxxx|qwerty|asdf|abc123|mykey/i;var shapesByAnchor=new Map;for(let shape of secretShapes)for(let anchor2 of shape.anchors)shapesByAnchor.set(anchor2,[...shapesByAnchor.get(anchor2)??[],shape]);var narrowed={SK:"SK(?=[0-9a-f]{32})",AC:"AC(?=[0-9a-f]{32}:)","-us":"-us(?=\\d)","sk-":"sk-(?=[A-Za-z0-9])",AKIA:"AKIA(?=[A-Z2-7])",ASIA:"ASIA(?=[A-Z2-7])"},jwtAnchor="eyJ",discordAnchor="(?:M[TDjz]|N[DTjz]|O[DT])(?=[A-Za-z0-9]{22,26}\\.)",anchorPattern=new RegExp([...shapesByAnchor.keys()].sort((a,b)=>b.length-a.length).map(anchor2=>narrowed[anchor2]??anchor2.replaceAll(/[.\\+*?()[\]{}|^$]/g,"\\$&")).concat(jwtAnchor,discordAnchor).join("|"),"g"),awsKey="AWS access key",privateKey="private key",shortestSecret=20;function findSecrets(text3){if(text3.length<shortestSecret)return[];let found2=[];anchorPattern.lastIndex=0;for(let match=anchorPattern.exec(text3);match!==null;match=anchorPattern.exec(text3)){let anchor2=match[0],{secret,next}=anchor2===jwtAnchor?jwtAt(text3,match.index):shapedAt(text3,match.index,anchor2);secret!==void 0&&secret.start>=(found2.at(-1)?.end??0)&&found2.push(secret),next>anchorPattern.lastIndex&&(anchorPattern.lastIndex=next)}return found2.some(({provider})=>provider===awsKey)?withAwsSecret(text3,found2):found2}function shapedAt(text3,index,anchor2){for(let shape of shapesByAnchor.get(anchor2)??[discordShape]){let start=shape.from==="token"?tokenStart(text3,index):index;if(start>0&&isWordCode(text3.charCodeAt(start-1)))continue;shape.shape.lastIndex=start;let match=shape.shape.exec(text3);if(match===null)continue;let value=match[1]??match[0],from=start+match[0].lastIndexOf(value);if(isReal(value,shape)&&!isHarmlessHere(text3,from,from+value.length,shape))return{secret:secretOf(shape.provider,text3,from,from+value.length),next:start+match[0].length}}return{secret:void 0,next:0}}function secretOf(provider,text3,start,end2){return{provider,start,end:end2,masked:`${text3.slice(start,start+4)}… (${end2-start} characters)`}}function tokenStart(text3,index){let start=index;for(;start>0&&index-start<64&&/[A-Za-z0-9_~.-]/.test(text3.charAt(start-1));)start--;return start}function isWordCode(code){return code>=48&&code<=57||code>=65&&code<=90||code===95||code>=97&&code<=122}function isReal(value,shape){if(publishedSamples.some(sample=>value.includes(sample)))return!1;if(shape.provider===privateKey)return isKeyArmour(value);if(shape.provider==="Discord bot token")return/^\d{17,20}$/.test(decode(value.slice(0,value.indexOf(".")))??"");if(shape.random===!1)return!0;let body=withoutPrefix(value);return(shape.mix===void 0||isMixed(body))&&!looksInvented(body)}function isMixed(body){let letters=body.replaceAll(/[^A-Za-z]/g,"").length;if(/\d/.test(body))return letters>0;let capitals=body.replaceAll(/[^A-Z]/g,"").length;return capitals>letters*.3&&capitals<letters*.7}function isHarmlessHere(text3,start,end2,{provider}){let around=text3.slice(Math.max(0,start-600),start+900);if(provider===awsKey)return/(?:Credential|AWSAccessKeyId)(?:=|%3D)$/.test(text3.slice(Math.max(0,start-20),start))&&/(?:Signature|Expires)(?:=|%3D)/.test(around);if(provider===privateKey)return/^[A-Za-z0-9+/=]{0,20}(?:\.|\u2026)/.test(text3.slice(end2,end2+24));if(provider!=="Azure shared access signature")return!1;let ends=/[?&]se=(\d{4})-(\d\d)/.exec(around);return!/[?&]sv=20\d\d-/.test(around)||ends===null||Date.UTC(Number(ends[1]),Number(ends[2])-1)/1e3<deadBefore}function withoutPrefix(value){return value.replace(/^(?:(?:[A-Za-z0-9]{2,10}[_-]){1,3}|AKIA|ASIA|AIza|SK|SG\.|dapi|ATATT3|hv[sb]\.)(?=.{12})/,"")}function looksInvented(value){if(inventedWords.test(value)||entropy(value)<Math.min(3,.7*Math.log2(Math.max(2,value.length))))return!0;let stepped=0,run2=1,step=0,lower=value.toLowerCase();for(let index=1;index<=lower.length;index++){let difference=index<lower.length?lower.charCodeAt(index)-lower.charCodeAt(index-1):Number.NaN;if(difference===step&&Math.abs(difference)<=1){run2++;continue}if(run2>=4&&(stepped+=run2),run2>=(step===0?5:6))return!0;run2=Math.abs(difference)<=1?2:1,step=difference}return stepped*2>=value.length||isPeriodic(lower)}function entropy(value){let counts=new Map;for(let char of value)counts.set(char,(counts.get(char)??0)+1);let bits=0;for(let count2 of counts.values())bits-=count2/value.length*Math.log2(count2/value.length);return bits}function isPeriodic(value){for(let period=1;period<=12&&period*3<=value.length;period++){let index=period;for(;index<value.length&&value.charCodeAt(index)===value.charCodeAt(index-period);)index++;if(index===value.length)return!0}return!1}function isKeyArmour(value){let body=value.slice(value.indexOf("-----",11)+5).replaceAll(/\s|\\[nr]|[A-Za-z-]{3,12}: [^\n\\]*/g,"");return body.length>=40&&entropy(body)>=3.8&&!/example|sample|placeholder|x{8}/i.test(body)}var discordShape={provider:"Discord bot token",anchors:[],shape:/[MNO][A-Za-z0-9]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y},awsSecret=/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;function withAwsSecret(text3,found2){let all=[...found2];for(let{provider,end:end2}of found2){if(provider!==awsKey)continue;let beside=text3.slice(end2,end2+300);for(let match of beside.matchAll(awsSecret)){let start=end2+match.index;/\d/.test(match[0])&&/[A-Z]/.test(match[0])&&/[a-z]/.test(match[0])&&!looksInvented(match[0])&&all.push(secretOf("AWS secret access key",text3,start,start+40))}}return all.sort((a,b)=>a.start-b.start),all.filter((secret,index)=>index===0||secret.start>=(all[index-1]?.end??0))}var deadBefore=1767225600,longestJwt=16384;function jwtAt(text3,start){let headerEnd=wordEnd(text3,start),nothing=next=>({secret:void 0,next});if(text3.charCodeAt(headerEnd)!==46||start>0&&isWordCode(text3.charCodeAt(start-1)))return nothing(headerEnd);let payloadEnd=wordEnd(text3,headerEnd+1);if(text3.charCodeAt(payloadEnd)!==46)return nothing(payloadEnd);let end2=wordEnd(text3,payloadEnd+1);if(end2-payloadEnd<43||end2-start>longestJwt)return nothing(end2);let header3=object(decode(text3.slice(start,headerEnd))),payload=object(decode(text3.slice(headerEnd+1,payloadEnd)));return header3===void 0||payload===void 0||typeof header3.alg!="string"||/^none$/i.test(header3.alg)?nothing(end2):isLive(payload)&&!looksInvented(text3.slice(payloadEnd+1,end2))?{secret:secretOf("JSON Web Token",text3,start,end2),next:end2}:nothing(end2)}function isLive(payload){let{exp}=payload;if(typeof exp=="number"&&exp<deadBefore)return!1;let text3=JSON.stringify(payload);return/example|sample|dummy|john|jane|1234567890|123456|test|demo|localhost|foo\b|lorem|your/i.test(text3)?!1:Object.keys(payload).length>1}function wordEnd(text3,start){let index=start;for(;index<text3.length&&(isWordCode(text3.charCodeAt(index))||text3.charCodeAt(index)===45);)index++;return index}function decode(base64url){try{return atob(base64url.replaceAll("-","+").replaceAll("_","/"))}catch{return}}function object(json){try{let value=JSON.parse(json??"");return typeof value=="object"&&value!==null&&!Array.isArray(value)?value:void 0}catch{return}}function eachString(document3,shortest,visit){let frames=[],seen=document3.format==="yaml"?new Set:void 0,found2={text:"",isKey:!1,get path(){return frames.map(({keys:keys2,index})=>keys2?.[index]??index)}},say=(text3,isKey)=>{text3.length<shortest||(found2.text=text3,found2.isKey=isKey,visit(found2))},enter=value=>{if(typeof value=="string"&&say(value,!1),typeof value!="object"||value===null)return;if(seen!==void 0){if(seen.has(value))return;seen.add(value)}let keys2=Array.isArray(value)?void 0:Object.keys(value);frames.push({node:value,keys:keys2,size:(keys2??value).length,index:-1})};enter(document3.value);for(let frame=frames.at(-1);frame!==void 0;frame=frames.at(-1)){if(frame.index++,frame.index>=frame.size){frames.pop();continue}let key2=frame.keys?.[frame.index];key2!==void 0&&say(key2,!0),enter(frame.node[key2??frame.index])}}var data_secret_in_text_default={id:"data-secret-in-text",title:"Real secret in the document",severity:"error",essential:!0,owasp:"API8:2023",cwe:798,why:"An API document is read by partners, crawlers and everyone with the repository; a key that works for one of them works for all.",fix:"Revoke the secret first, then write a placeholder such as `<api-key>` in its place. Removing it from the file does not remove it from the history.",examples:{bad:`
paths:
  /pets:
    get:
      description: 'Try it with the key AKIAZ7Q3VRB5XKTN2MWD'
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      description: 'Try it with the key <access-key-id>, which looks like AKIAXXXXXXXXXXXXXXXX'
      responses:
        '200': { description: Pets }
`},options:{samples:[]},optionDocs:{samples:"Parts of keys that you publish as samples on purpose."},visit:"api",*check(api,{options}){for(let document3 of api.documents){let found2=[];eachString(document3,shortestSecret,({text:text3,isKey,path})=>{findSecrets(text3).length>0&&found2.push({text:text3,isKey,path:path.slice()})});for(let{text:text3,isKey,path}of found2){let place=document3.root.at(...isKey?path.slice(0,-1):path),span=isKey?document3.locate([path])[0]?.key:void 0;for(let{provider,start,end:end2,masked}of findSecrets(text3))options.samples.some(sample=>sample!==""&&text3.slice(start,end2).includes(sample))||(yield{message:`\`${masked}\` has the shape of a real secret (${provider}), which every reader of this document could use: revoke it and write a placeholder`,place,...span===void 0?{}:{span}})}}}};function advice(version){return version==="2.0"?"leave it out of the response schema":"add `writeOnly: true`, leave it out"}var data_sensitive_response_default={id:"data-sensitive-response",title:"Sensitive field in a response",severity:"error",owasp:"API3:2023",cwe:200,why:"Whatever a response holds ends up in clients, caches, logs and screenshots; a password or identity number there is lost for good.",fix:"Leave the field out of the response schema or mark it `writeOnly: true`. If it goes out masked, say so: `x-masked: true`, a `pattern` of the mask, or `maxLength: 4` for last digits.",examples:{bad:`
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties: { ssn: { type: string }, cvv: { type: string } }
`,good:`
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties:
                  ssn: { type: string, pattern: '^\\*{5}[0-9]{4}$' }
                  cardNumber: { type: string, x-masked: true }
                  cardLast4: { type: string, maxLength: 4 }
                  password: { type: string, writeOnly: true }
                  hasPassword: { type: boolean }
`},options:{classes:["password","secret","pin","government","financial","health","biometric"],add:[],remove:[],maskingKeys},optionDocs:{classes:"Classes of fields that count; `token`, `account`, `personal`, `contact`, `name` and `address` are the others.",add:"More names that are sensitive here, as words: `employee number`.",remove:"Names that are not sensitive here: `iban`.",maskingKeys:"Extension keys that say a value goes out masked."},visit:"schema",*check(schema3,{api,options}){for(let{property,found:found2}of exposures(schema3,api,options))yield{message:`${subject(property.place)} sends ${withArticle(found2.label)} back in responses, where clients, caches and logs keep it: ${advice(api.version)}, or mask it and add \`x-masked: true\``,place:property.place,related:schema3.uses.slice(0,3).map(place=>({place,message:"used here"}))}}};var data_top_level_array_default={id:"data-top-level-array",title:"Bare array as a response",severity:"off",owasp:"API8:2023",why:"A bare JSON array can be read across sites in old browsers, and leaves no room for paging or an error beside the items.",fix:"Wrap the array in an object: `{ items: [...] }`.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: array, items: { type: string } } } } }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: object, properties: { items: { type: array, items: { type: string } } } }
`},visit:"response",applies:isSuccess,*check(response3){for(let{type,schema:schema3}of response3.content)schema3===void 0||!schema3.types.includes("array")||!/[/+]json$/.test(type)||(yield{message:`The body of ${responseLabel(response3)} is a bare array: wrap it in an object such as \`{ items: [...] }\``,place:schema3.place})}};var error_401_default={id:"error-401",title:"401 on secured operations",severity:"warn",owasp:"API2:2023",why:"Without a documented 401 nobody tests that a missing or expired credential is refused, and clients cannot tell it from a failure.",fix:"Add a `401` response (or `4XX`, `default`) to the secured operation.",examples:{bad:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,good:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '401': { description: No or bad credential }
`},visit:"operation",applies:({origin,security:security2})=>origin==="path"&&!security2.isPublic&&!security2.isOptional,*check(operation3){documentsStatus(operation3,401)||(yield{message:`\`${operation3.label}\` needs a credential and does not document its refusal: add a \`401\`, \`4XX\` or \`default\` response`,at:["responses"]})},everywhere:count2=>`None of the ${count2} secured operations documents the refusal of a missing credential: add a \`401\`, \`4XX\` or \`default\` response to each`};var ID_WORDS=new Set(["id","uuid","guid","ulid","key","slug","number","reference","hash"]);function objectParameter(operation3){let segments2=operation3.path.split("/");for(let index=segments2.length-1;index>0;index--){let name=/^\{([^{}]+)\}$/.exec(segments2[index])?.[1];if(name===void 0)continue;let words2=splitWords(name);if(ID_WORDS.has(words2.at(-1)??"")||namesItsCollection(words2,splitWords(segments2[index-1])))return name}}function namesItsCollection(parameter4,collection){let last=collection.at(-1)??"";return last.length>2&&(parameter4[0]?.startsWith(last)??!1)}var HIDES=/\b(?:access|permission|permitted|allowed|authori[sz]ed|forbidden|visible|belong|owned?|hidden)/i,error_403_404_default={id:"error-403-404",title:"Answer for somebody else's object",severity:"info",owasp:"API1:2023",cwe:203,why:"When only 404 is documented, nobody knows what another user's object answers; two different answers tell which ids exist.",fix:"Document `403`, or say in the `404` description that it also stands for objects the caller may not access.",examples:{bad:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets/{petId}:
    get:
      responses:
        '200': { description: A pet }
        '404': { description: Not found }
`,good:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets/{petId}:
    get:
      responses:
        '200': { description: A pet }
        '404': { description: 'No such pet, or the caller has no access to it' }
`},visit:"operation",applies:operation3=>{let{origin,security:security2}=operation3;return origin!=="path"||security2.isPublic||security2.isOptional?!1:objectParameter(operation3)!==void 0&&exactStatus(operation3,404)!==void 0},*check(operation3){let notFound=exactStatus(operation3,404);notFound===void 0||documentsStatus(operation3,403)||HIDES.test(notFound.response.description)||(yield{message:`\`${operation3.label}\` documents \`404\` and no \`403\`, so the answer for somebody else's \`${objectParameter(operation3)}\` is unknown: add \`403\`, or say in the \`404\` description that it covers objects the caller may not access`,at:["responses","404"]})},everywhere:count2=>`All ${count2} secured operations on objects document \`404\` and no \`403\`, so the answer for somebody else's object is unknown: add \`403\`, or say in the \`404\` descriptions that they cover it`};var error_403_default={id:"error-403",title:"403 on operations with scopes or object ids",severity:"info",owasp:"API5:2023",cwe:863,why:"A valid credential may still lack the scope or belong to somebody else: an operation that never says 403 is rarely tested for it.",fix:"Add a `403` response (or `4XX`, `default`).",examples:{bad:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.io/.well-known/openid-configuration' }
paths:
  /pets:
    post:
      security:
        - login: [pets.write]
      responses:
        '201': { description: Created }
`,good:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.io/.well-known/openid-configuration' }
paths:
  /pets:
    post:
      security:
        - login: [pets.write]
      responses:
        '201': { description: Created }
        '403': { description: The scope is missing }
`},visit:"operation",applies:operation3=>{let{origin,security:security2}=operation3;if(origin!=="path"||security2.isPublic||security2.isOptional)return!1;let onObject=objectParameter(operation3)!==void 0;return(onObject||hasScopes(operation3))&&!(onObject&&exactStatus(operation3,404)!==void 0)},*check(operation3){if(documentsStatus(operation3,403))return;let parameter4=objectParameter(operation3),cause=hasScopes(operation3)?"asks for scopes":`picks an object by \`${parameter4}\``;yield{message:`\`${operation3.label}\` ${cause} and does not say what a caller without the right gets: add a \`403\`, \`4XX\` or \`default\` response`,at:["responses"]}},everywhere:count2=>`None of the ${count2} operations with scopes or object ids says what a caller without the right gets: add a \`403\`, \`4XX\` or \`default\` response to each`};function hasScopes({security:security2}){return security2.alternatives.some(({requirements})=>requirements.some(({scopes})=>scopes.length>0))}var error_4xx_default={id:"error-4xx",title:"Validation error response",severity:"warn",owasp:"API8:2023",cwe:20,why:"An operation that never says how it refuses bad input is likely not to validate it, and its error body is designed by accident.",fix:"Add a `400` or `422` response (or `4XX`, `default`) with a closed error schema.",examples:{bad:`
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200': { description: Pets }
        '400': { description: Bad request }
`},visit:"operation",applies:operation3=>operation3.origin==="path"&&(operation3.parameters.length>0||operation3.body!==void 0),*check(operation3){documentsStatus(operation3,400,422)||operation3.body===void 0&&operation3.parameters.every(({location})=>location==="path")&&exactStatus(operation3,404)!==void 0||(yield{message:`\`${operation3.label}\` takes input and documents no refusal of bad input: add a \`400\`, \`422\`, \`4XX\` or \`default\` response`,at:["responses"]})},everywhere:count2=>`None of the ${count2} operations with input documents how it refuses bad input: add a \`400\`, \`422\`, \`4XX\` or \`default\` response to each`};var error_500_default={id:"error-500",title:"Server error response",severity:"info",owasp:"API8:2023",why:"A failure whose answer nobody designed tends to be the framework default, stack trace included.",fix:"Add a `500` response (or `5XX`, `default`) with a closed error schema.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        5XX: { description: Server error }
`},visit:"operation",applies:({origin})=>origin==="path",*check(operation3){documentsStatus(operation3,500)||(yield{message:`\`${operation3.label}\` does not document its server error, which is then the framework's own: add a \`500\`, \`5XX\` or \`default\` response`,at:["responses"]})},everywhere:count2=>`None of the ${count2} operations documents its server error: add a \`500\`, \`5XX\` or \`default\` response to each`};var LOGIN=phrases2("login, log in, logon, sign in, signin, authenticate"),RESET=phrases2(`
  forgot, forgotten, forgot password, forgotten password, password forgot, forgot password request, reset password, password reset, request password reset
  password reset request, recover, recovery, recover password, password recovery, recover account, account recovery, set forgot password
`),REGISTER=phrases2(`
  signup, sign up, register user, user register, users register, register account, account register, user registration, account registration
  auth register, auth registration, security register, authentication register, customer register, customer registration, member registration
`),SUBJECTS2=/^(?:user|account|customer|member|email|with|by|for|new|post|request)$/,error_enumeration_default={id:"error-enumeration",title:"Account enumeration by status code",severity:"warn",owasp:"API2:2023",cwe:204,why:"A login, reset or sign-up that answers differently for known and unknown accounts lets anybody test which addresses have one.",fix:"Answer the same for both: 401 for any failed login, 202 for any reset or sign-up, with the rest by mail.",examples:{bad:`
paths:
  /login:
    post:
      responses:
        '200': { description: Logged in }
        '401': { description: Wrong password }
        '404': { description: No such user }
`,good:`
paths:
  /login:
    post:
      responses:
        '200': { description: Logged in }
        '401': { description: Wrong user or password }
`},visit:"operation",applies:({origin,safe})=>origin==="path"&&!safe,*check(operation3){let kind=flow(operation3);if(!(kind===void 0||!operation3.responses.some(({status})=>/^(?:2|401$|default$)/.test(status))))for(let code of[404,409]){let use=exactStatus(operation3,code);use===void 0||operation3.path.includes("{")&&(code===404||kind!=="sign-up")||(yield{message:`\`${code}\` of \`${operation3.label}\` tells whether an account exists, so addresses can be tried one by one: answer the ${kind} the same for known and unknown accounts`,place:use.place})}}};function flow({path,operationId,method}){if(method==="DELETE")return;let segments2=path.split("/").filter(segment=>segment!==""&&!segment.startsWith("{")),[last,pair]=[segments2.at(-1)??"",segments2.slice(-2).join(" ")].map(text3=>splitWords(text3).join(" ")),id=splitWords(operationId??""),is=known3=>known3.has(last??"")||known3.has(pair??"")||begins(id,known3);if(is(LOGIN))return"login";if(is(RESET))return"reset";let bare3=/^(?:register|registration)$/.test(last??"")&&segments2.slice(0,-1).every(segment=>/^(?:api|v\d+(?:\.\d+)*|rest)$/i.test(segment));return is(REGISTER)||bare3?"sign-up":void 0}function begins(id,known3){for(let length=Math.min(3,id.length);length>0;length--)if(known3.has(id.slice(0,length).join(" ")))return id.slice(length).every(word=>SUBJECTS2.test(word));return!1}function phrases2(list3){let items2=list3.trim().split(/\s*\n\s*|\s*,\s*/);return new Set(items2.map(phrase=>splitWords(phrase).join(" ")))}var MAX_DEPTH=6;function isErrorResponse(response3){return response3.usedBy.some(({operation:operation3,status})=>operation3.origin==="path"&&isErrorStatus(status,operation3))}function errorLabel(response3){let use=response3.usedBy.find(({operation:operation3,status})=>operation3.origin==="path"&&isErrorStatus(status,operation3));return use===void 0?"error response":`\`${use.status}\` response of \`${use.operation.label}\``}function*errorSchemas(api){let seen=new Set;for(let response3 of api.responses){if(!isErrorResponse(response3))continue;let pending=response3.content.flatMap(media=>bodySchemas(media)).map(schema3=>({schema:schema3,depth:0}));for(let next=pending.pop();next!==void 0;next=pending.pop()){let{schema:schema3,depth}=next;if(seen.has(schema3.raw))continue;seen.add(schema3.raw),yield{schema:schema3,response:response3};let inner=[schema3.items,...schema3.prefixItems,...schema3.alternatives,...schema3.patternProperties,...schema3.extra];typeof schema3.additional=="object"&&inner.push(schema3.additional);for(let child of inner)child!==void 0&&pending.push({schema:child,depth});if(depth<MAX_DEPTH)for(let property of schema3.properties.values())pending.push({schema:property.schema,depth:depth+1})}}}function bodySchemas({schema:schema3,itemSchema}){return[schema3,itemSchema].filter(found2=>found2!==void 0)}function isFreeForm(schema3){if(schema3.never||schema3.alternatives.length>0||schema3.values!==void 0)return!1;if(schema3.empty)return!0;let bare3=schema3.properties.size===0&&schema3.patternProperties.length===0&&typeof schema3.additional!="object",open=schema3.additional!==!1&&schema3.parts.every(({raw})=>get(raw,"$ref")===void 0&&get(raw,"not")===void 0);return schema3.types.length>0&&schema3.types.every(type=>type==="object")&&bare3&&open}var MAX_VALUES=2e4;function*errorExamples(api){let seen=new Set,once=holder=>!seen.has(holder)&&seen.add(holder)!==void 0;for(let response3 of api.responses)if(isErrorResponse(response3)){if(api.version==="2.0"){for(let[type,value]of Object.entries(getObject(response3.raw,"examples")??{}))yield{value,place:response3.place.at("examples",type)};continue}for(let{raw,place}of response3.content)if(once(raw)){Object.hasOwn(raw,"example")&&(yield{value:raw.example,place:place.at("example")});for(let[name,item]of Object.entries(getObject(raw,"examples")??{})){let target=followLocal(item,place.at("examples",name));if(!(target===void 0||!once(target.raw)))for(let field of["value","dataValue","serializedValue"])Object.hasOwn(target.raw,field)&&(yield{value:target.raw[field],place:target.place.at(field)})}}}for(let{schema:schema3}of errorSchemas(api))for(let{raw,place}of schema3.parts)if(once(raw)){Object.hasOwn(raw,"example")&&(yield{value:raw.example,place:place.at("example")});for(let[index,value]of(getArray(raw,"examples")??[]).entries())yield{value,place:place.at("examples",index)}}}function followLocal(value,place){let ref=getString(value,"$ref");if(ref===void 0)return isObject(value)?{raw:value,place}:void 0;if(!ref.startsWith("#/"))return;let found2=place.document.value,at=place.document.root;for(let segment of ref.slice(2).split("/")){let key2=segment.replaceAll("~1","/").replaceAll("~0","~");found2=get(found2,key2),at=at.at(key2)}return isObject(found2)?{raw:found2,place:at}:void 0}function*exampleValues({value,place}){let pending=[{value,place,key:void 0}];for(let count2=0,next=pending.pop();next!==void 0&&count2<MAX_VALUES;count2++,next=pending.pop()){yield next;let children3=Array.isArray(next.value)?[...next.value.entries()]:isObject(next.value)?Object.entries(next.value):[];for(let[key2,child]of children3.reverse())pending.push({value:child,place:next.place.at(key2),key:typeof key2=="string"?key2:next.key})}}var SOURCE_FILE="(?:java|kt|scala|py|rb|go|cs|vb|cpp|rs|php|jsp|aspx?|js|mjs|ts|jar|war|so|dll|exe|sh|conf|cfg|ini|env|log|sql|sqlite|db)",BEGIN="(?:^|[\\s\"'`(=,:[])",STACK_FRAMES=[/\bat [\w$.<>/@-]{3,200}\((?:[\w$]{1,100}\.(?:java|kt|scala|groovy|clj)(?::\d+)?|Native Method|Unknown Source)\)/,/Traceback \(most recent call last\)|\bFile "[^"\n]{1,300}", line \d+/,/(?:^|\s)at (?:[A-Z]\w{0,80}\.){2,15}[\w<>`.]{1,100}\([^()\n]{0,300}/,/\bat (?:[\w$.<> ]{1,150} )?\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s():]{1,300}:\d+:\d+/,/#\d+ [^\s(]{1,300}\.php\(\d+\)|\bin \/[^\s:]{1,300}\.php(?: on line |:)\d+/,/\bgoroutine \d+ \[|(?:^|[\s"'])\/[\w./@-]{1,300}\.go:\d+/,/[\w-]\.rb:\d+:in /],EXCEPTION=/\b(?:java|javax|jakarta|org\.springframework|org\.hibernate|com\.fasterxml|System)\.(?:\w{1,60}\.){0,10}\w{0,80}(?:Exception|Error)\b/,SQL_ERROR=/\bSQLSTATE\b|\bORA-\d{5}\b|error in your SQL syntax|violates (?:unique|foreign key|not-null|check) constraint|\bSQLITE_[A-Z]{4,}|Duplicate entry '[^'\n]{0,100}' for key/i,SERVER_PATH=new RegExp(`${BEGIN}/(?:var/(?:www|log|lib|run|task|opt|tmp)|usr/(?:src|local|lib|share|s?bin)|home/[\\w.-]{1,60}|opt/[\\w.-]{1,60}|etc|go/src|root)/[\\w.-]{2,}`),SOURCE_PATH=new RegExp(`${BEGIN}/(?:var|usr|home|opt|srv|etc|tmp|mnt|root|app|data|go|build|builds|workspace|Users|code)/(?:[\\w.@+-]{1,80}/){0,15}[\\w@+-][\\w.@+-]{0,79}\\.${SOURCE_FILE}(?![\\w.])`),WINDOWS_PATH=new RegExp(`${BEGIN}[A-Za-z]:\\\\[\\w$.() -]{1,100}\\\\[\\w$.-]`),OCTET="(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)",PRIVATE_IP=new RegExp(`(?<![\\d.])(?:10(?:\\.${OCTET}){3}|192\\.168(?:\\.${OCTET}){2}|172\\.(?:1[6-9]|2\\d|3[01])(?:\\.${OCTET}){2})(?![\\d.]*\\d)(:\\d{2,5}(?!\\d))?`),CONNECTION=/\b(?:connect|connection|refused|timed? ?out|unreachable|upstream|backend|server|host|node|dial|ECONN[A-Z]+|socket)\b/i,LEAKS=[...STACK_FRAMES.map(pattern=>({what:"a stack frame",pattern})),{what:"an exception class",pattern:EXCEPTION},{what:"a database error",pattern:SQL_ERROR},{what:"a path of the server",pattern:SOURCE_PATH},{what:"a path of the server",pattern:WINDOWS_PATH}],URL_KEYS=new Set(["instance","path","url","uri","href","type","pointer","resource","request","link"]),HOST_KEYS=new Set(["host","hostname","server","servername","node","upstream","backend","instance"]);function findLeak(text3,key2=""){for(let{what,pattern}of LEAKS){let found2=pattern.exec(text3);if(found2!==null)return{what,text:shorten(found2[0])}}let name=key2.toLowerCase(),path=URL_KEYS.has(name)?null:SERVER_PATH.exec(text3);if(path!==null)return{what:"a path of the server",text:shorten(path[0])};let address=PRIVATE_IP.exec(text3);if(!(address===null||!(address[1]!==void 0||HOST_KEYS.has(name)||CONNECTION.test(text3))))return{what:"a private address",text:address[0]}}function shorten(text3){let line=text3.trim().replace(/^["'`(=,:[]/,"").replaceAll("`","'");return line.length>60?`${line.slice(0,57)}...`:line}var error_example_leak_default={id:"error-example-leak",title:"Internals in an error example",severity:"error",owasp:"API8:2023",cwe:209,why:"An example is mostly a recorded answer: when it holds a stack frame, a path or a database error, the API really sends them.",fix:"Let the API answer with a plain message and a correlation id, and replace the example by that answer.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              example:
                message: 'SQLSTATE[42S02]: Base table or view not found'
`,good:`
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              example:
                message: 'The pets cannot be read now'
`},visit:"api",*check(api){for(let example2 of errorExamples(api))for(let{value,key:key2,place}of exampleValues(example2)){let leak=typeof value=="string"?findLeak(value,key2):void 0;if(leak!==void 0){yield{message:`The error example shows ${leak.what} (\`${leak.text}\`), so the API is likely to send it: answer with a plain message and a correlation id`,place};break}}}};var STACK=new Set(["stack","stacks"]),STACK_ENDS=["stacktrace","callstack","exceptionstack","errorstack","stackframe","stackentry","backtrace","traceback"],EXCEPTION_HEADS=new Set(["","inner","root","rootcause","cause","remote","response","nested","original","java","internal","sql"]),EXCEPTION_TAILS=new Set(["","type","class","classname","name","message","detail","info","text","stack","trace"]),OTHERS=new Set(["javaclassname"]),SQL=new Set(["sql","sqlquery","sqlstatement","sqltext","sqlstate","sqlcode","sqlerror","sqlmessage","sqlerrorcode","rawsql"]),DEBUG=new Set(["debug","debuginfo","debuginformation","debugmessage","debugdetail","debugdata","debugtrace","debugoutput","debuglog"]),COMPANIONS=new Set(["file","filename","sourcefile","line","lineno","linenumber","query","trace"]);function internalKey(name){let joined=splitWords(name).join("");if(joined.length>40)return;if(STACK.has(joined)||STACK_ENDS.some(end2=>joined.endsWith(end2)))return"stack trace";if(SQL.has(joined))return"SQL";if(DEBUG.has(joined))return"debug output";let at=joined.indexOf("exception");return at>=0&&EXCEPTION_HEADS.has(joined.slice(0,at))&&EXCEPTION_TAILS.has(joined.slice(at+9))||OTHERS.has(joined)?"exception":void 0}function isCompanion(name){return COMPANIONS.has(splitWords(name).join(""))}function internalProperty(property,siblings2){let{name,schema:schema3}=property,scalar=schema3.types.length>0&&schema3.types.every(type=>["boolean","integer","number"].includes(type));if(schema3.never||scalar||schema3.values!==void 0||schema3.writeOnly)return;let kind=internalKey(name)??(isStackTrace(property,siblings2)?"stack trace":void 0);return[schema3,schema3.items].some(shape=>shape!==void 0&&shape.properties.size>0)&&(kind==="exception"||name.toLowerCase()==="stack")?void 0:kind}function isStackTrace({name,schema:schema3},siblings2){if(name.toLowerCase()!=="trace")return!1;let has2=(...names)=>names.every(key2=>siblings2.properties.has(key2));return has2("timestamp","path")||has2("file","line")?!0:schema3.parts.some(({raw})=>/\bstack/i.test(getString(raw,"description")??""))}var error_internals_default={id:"error-internals",title:"Internals in an error body",severity:"error",owasp:"API8:2023",cwe:209,why:"Stack traces, exception classes, SQL and debug output hand an attacker the frameworks, versions and queries behind the API.",fix:"Remove the property from the error schema, log it on the server, and return a correlation id instead.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              schema:
                type: object
                properties:
                  message: { type: string }
                  stackTrace: { type: string }
`,good:`
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              schema:
                type: object
                properties:
                  message: { type: string }
                  traceId: { type: string }
`},options:{allowed:[]},optionDocs:{allowed:"Property names that are no internals in this API, as written."},visit:"api",*check(api,{options}){let places=new Set,names=new Set,hits=[],isAllowed=name=>options.allowed.includes(name);for(let error of errorSchemas(api)){let found2=properties(error).filter(({name})=>!isAllowed(name)),[first]=found2;if(first===void 0)continue;for(let{name}of found2)names.add(name);let{document:document3,pointer}=first.place,key2=`${document3.file} ${document3.index} ${pointer}`;if(places.has(key2))continue;places.add(key2);let companions=[...error.schema.properties.keys()].filter(name=>isCompanion(name)&&!found2.some(hit=>hit.name===name)),list3=[...found2.map(({name})=>name),...companions],where=`the ${errorLabel(error.response)}`,{kind,place}=first;hits.push({kind,list:list3,cause:list3.join(),problem:{message:message2(kind,list3,where),place},where:`in ${where}`})}yield*gathered(hits,({kind,list:list3},count2)=>message2(kind,list3,`${count2} error bodies`));for(let example2 of errorExamples(api))for(let{value,key:key2,place}of exampleValues(example2)){if(key2===void 0||place.key!==key2||names.has(key2)||isAllowed(key2)||!exposes(value))continue;let kind=internalKey(key2);if(kind!==void 0){yield{message:message2(kind,[key2],"an error example"),place};break}}}};function message2(kind,names,where){return`${names.map(name=>`\`${name}\``).join(", ")} in ${where} ${names.length>1?"give":"gives"} internals (${kind}) to every caller: remove ${names.length>1?"them":"it"} and return a correlation id`}function properties({schema:schema3,response:response3}){return schema3.properties.has("non_field_errors")?[]:[...schema3.properties.values()].flatMap(property=>{let kind=internalProperty(property,schema3);return kind===void 0||kind==="SQL"&&response3.usedBy.some(({operation:operation3})=>takesQueries(operation3))?[]:[{name:property.name,place:property.place,kind}]})}function takesQueries({words:words2,body}){let fields=(body?.content??[]).flatMap(({schema:schema3})=>fieldNames(schema3));return[...words2,...fields].some(word=>word==="sql"||word==="query"||word==="statement")}function fieldNames(schema3){return schema3===void 0?[]:[...schema3.properties.values()].flatMap(({words:words2})=>[...words2])}function exposes(value){return Array.isArray(value)?value.length>0&&!value.some(isObject):typeof value=="string"&&value!==""}var error_media_type_default={id:"error-media-type",title:"Problem details media type",severity:"info",owasp:"API8:2023",why:"RFC 9457 problem details give every error one known shape, so clients and gateways can tell them and nothing else is improvised.",fix:"Declare the error body as `application/problem+json`.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '400':
          description: Bad request
          content:
            application/json: { schema: { type: object, properties: { message: { type: string } } } }
`,good:`
paths:
  /pets:
    get:
      responses:
        '400':
          description: Bad request
          content:
            application/problem+json: { schema: { type: object, properties: { title: { type: string } } } }
`},options:{allowed:["application/problem+json","application/problem+xml"]},optionDocs:{allowed:"Media types that an error body may have; a house format such as `application/vnd.api+json` goes here."},visit:"response",applies:response3=>isErrorResponse(response3)&&response3.content.length>0,*check(response3,{api,options}){let{content,place}=response3;if(content.some(({type})=>options.allowed.includes(type)))return;let types=content.map(({type})=>`\`${type}\``).join(", ");yield{message:`The ${errorLabel(response3)} is ${types}, which every client must learn anew: use \`${options.allowed[0]}\` (RFC 9457)`,place:api.version==="2.0"?place:place.at("content")}},everywhere:(count2,{options})=>`None of the ${count2} error responses with a body is \`${options.allowed[0]}\` (RFC 9457): use it for all of them`};var error_schema_default={id:"error-schema",title:"Closed error body",severity:"warn",owasp:"API8:2023",cwe:209,why:"An error body that may hold anything soon holds a stack trace, a query or a host name, and no contract test notices.",fix:"Give the error body a schema that lists its properties, such as the `type`, `title`, `status` and `detail` of RFC 9457.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json: { schema: { type: object } }
`,good:`
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/problem+json:
              schema:
                type: object
                properties: { title: { type: string }, status: { type: integer } }
`},visit:"response",applies:response3=>isErrorResponse(response3)&&response3.content.length>0,*check(response3,{api}){let seen=new Set;for(let media of response3.content){let schema3=media.schema??media.itemSchema;schema3===void 0?yield{message:`The \`${media.type}\` body of the ${errorLabel(response3)} has no schema, so it may leak anything: add a \`schema\` that lists its properties`,place:media.place}:isFreeForm(schema3)&&!seen.has(schema3.raw)&&firstUser(api,schema3)===response3&&(seen.add(schema3.raw),yield{message:`The body of the ${errorLabel(response3)} is free-form, so it may leak anything: list its \`properties\``,place:schema3.place})}},everywhere:count2=>`None of the ${count2} error responses with a body lists its properties, so each may leak anything: define one error schema and refer to it`},firstUsers=new WeakMap;function firstUser(api,schema3){let users=firstUsers.get(api);if(users===void 0){users=new Map;for(let response3 of api.responses)if(isErrorResponse(response3))for(let{schema:body,itemSchema}of response3.content){let used=body??itemSchema;used!==void 0&&!users.has(used.raw)&&users.set(used.raw,response3)}firstUsers.set(api,users)}return users.get(schema3.raw)}var error_status_default={id:"error-status",title:"Status codes that exist",severity:"warn",owasp:"API8:2023",why:"A code outside 100-599 is dropped or rewritten by proxies, and an operation without a success code cannot be tested for its normal answer.",fix:"Use codes of RFC 9110 (100-599), their ranges `1XX` to `5XX`, or `default`, and document the success.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '601': { description: Broken }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '500': { description: Broken }
`},visit:"operation",*check(operation3){let{label:label3,origin,responses}=operation3;for(let{status,place}of responses)/^(?:[1-5](?:\d\d|XX)|default)$/.test(status)||(yield{message:`\`${status}\` of \`${label3}\` is no HTTP status code: use one of 100-599, a range such as \`4XX\`, or \`default\``,place});origin!=="path"||responses.some(({status})=>/^[123]|^default$/.test(status))||(yield{message:`\`${label3}\` documents no success, so its normal answer is unknown: add a \`2XX\` or \`3XX\` response`,at:["responses"]})}};var error_www_authenticate_default={id:"error-www-authenticate",title:"WWW-Authenticate on 401",severity:"info",owasp:"API2:2023",why:"RFC 9110 section 11.6.1 obliges a 401 to name the scheme that is wanted; without it clients guess which credential to send.",fix:"Add a `WWW-Authenticate` header to the `401` response.",examples:{bad:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '401': { description: No or bad credential }
`,good:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '401':
          description: No or bad credential
          headers:
            WWW-Authenticate: { schema: { type: string } }
`},visit:"response",applies:({usedBy})=>usedBy.some(({operation:operation3,status})=>status==="401"&&operation3.origin==="path"&&httpScheme(operation3)),*check({headers,usedBy}){if(headers.has("www-authenticate"))return;yield{message:`The \`401\` of \`${usedBy.find(({status,operation:operation4})=>status==="401"&&httpScheme(operation4))?.operation?.label}\` does not say which scheme it wants: add a \`WWW-Authenticate\` header`}},everywhere:count2=>`None of the ${count2} \`401\` responses says which scheme it wants: add a \`WWW-Authenticate\` header to each`};function httpScheme({security:security2}){return security2.alternatives.some(({requirements})=>requirements.some(({scheme})=>scheme?.type==="http"))}function*headerValues({raw,place,schema:schema3,content}){let holders=[{raw,place},...content,...schema3?.parts??[]],seen=new Set;for(let holder of holders)if(!seen.has(holder.raw)){seen.add(holder.raw);for(let keyword of["example","default","const","pattern"]){let text3=getString(holder.raw,keyword);text3!==void 0&&(yield{keyword,text:text3,place:holder.place.at(keyword)})}for(let keyword of["enum","examples"])for(let[index,text3]of(getArray(holder.raw,keyword)??[]).entries())typeof text3=="string"&&(yield{keyword:keyword==="enum"?"enum":"example",text:text3,place:holder.place.at(keyword,index)});for(let[name,item]of Object.entries(getObject(holder.raw,"examples")??{})){let text3=isObject(item)?getString(item,"value"):item,at=holder.place.at("examples",name);typeof text3=="string"&&(yield{keyword:"example",text:text3,place:isObject(item)?at.at("value"):at})}}}var header_cookie_flags_default={id:"header-cookie-flags",title:"Cookie attributes",severity:"warn",owasp:"API8:2023",cwe:614,why:"A cookie without `Secure` travels in clear text, without `HttpOnly` scripts steal it, without `SameSite` other sites use it.",fix:"Set `Secure; HttpOnly; SameSite=Lax` (or `Strict`), and show them in the example or pattern.",examples:{bad:`
paths:
  /login:
    post:
      responses:
        '204':
          description: Logged in
          headers:
            Set-Cookie:
              schema: { type: string, example: 'session=abc; Path=/; HttpOnly' }
`,good:`
paths:
  /login:
    post:
      responses:
        '204':
          description: Logged in
          headers:
            Set-Cookie:
              schema: { type: string, example: 'session=abc; Path=/; Secure; HttpOnly; SameSite=Lax' }
`},visit:"header",*check(header3){if(header3.name.toLowerCase()==="set-cookie")for(let{keyword,text:text3,place}of headerValues(header3)){let missing2=keyword==="pattern"?missingWords(text3):missingAttributes(text3);if(missing2.length===0)continue;let list3=missing2.map(name=>`\`${name}\``).join(", ");yield{message:`The \`${header3.name}\` ${keyword} lacks ${list3}, so the cookie can be stolen or misused: add ${missing2.length>1?"them":"it"}`,place}}}};function missingAttributes(text3){let missing2=new Set;for(let line of text3.split(/[\r\n]+/)){let cookie=line.replace(/^\s*set-cookie\s*:/i,"");if(!/^\s*[^\s=;,"]+=/.test(cookie))continue;let[pair="",...rest]=cookie.split(";"),attributes=new Map(rest.map(part=>attribute(part)));attributes.has("secure")||missing2.add("Secure"),!attributes.has("httponly")&&!/csrf|xsrf/i.test(pair.split("=",1)[0]??"")&&missing2.add("HttpOnly"),attributes.has("samesite")||missing2.add("SameSite")}return[...missing2]}function attribute(part){let at=part.indexOf("=");return at<0?[part.trim().toLowerCase(),""]:[part.slice(0,at).trim().toLowerCase(),part.slice(at+1).trim()]}function missingWords(pattern){let lower=pattern.toLowerCase();return["Secure","HttpOnly","SameSite"].filter(name=>!lower.includes(name.toLowerCase()))}var header_cors_wildcard_default={id:"header-cors-wildcard",title:"CORS open to every origin",severity:"error",owasp:"API8:2023",cwe:942,why:"With `*` any web page may read what a secured operation answers to the browser of a logged-in user or inside a company network.",fix:"Answer `Access-Control-Allow-Origin` with the origins of a fixed list, and never beside `Access-Control-Allow-Credentials`.",examples:{bad:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          headers:
            Access-Control-Allow-Origin: { schema: { type: string, const: '*' } }
`,good:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          headers:
            Access-Control-Allow-Origin: { schema: { type: string, const: 'https://app.acme.io' } }
`},visit:"response",*check(response3){let header3=response3.headers.get("access-control-allow-origin");if(header3===void 0)return;let cause=exposure(response3);if(cause!==void 0){for(let{keyword,text:text3,place}of headerValues(header3))if(!(keyword==="pattern"||text3.trim()!=="*")){yield{message:`\`${header3.name}: *\` ${cause}: allow only the origins of a fixed list`,place};break}}}};function exposure({headers,usedBy}){let credentials=headers.get("access-control-allow-credentials");return credentials!==void 0&&![...headerValues(credentials)].some(({text:text3})=>text3==="false")?"beside `Access-Control-Allow-Credentials` asks browsers to send cookies from every origin":usedBy.some(({operation:operation3})=>{let{method,origin,security:security2}=operation3;return origin==="path"&&method!=="OPTIONS"&&!security2.isPublic})?"lets every web page read the answer of a secured operation":void 0}var header_security_default={id:"header-security",title:"Browser security headers on HTML",severity:"off",owasp:"API8:2023",cwe:693,why:"An API that answers HTML answers it to browsers, where a page without these headers can be framed, sniffed or scripted.",fix:"Declare the headers of the policy on every `text/html` response.",examples:{bad:`
paths:
  /consent:
    get:
      responses:
        '200':
          description: A page
          content:
            text/html: { schema: { type: string } }
`,good:`
paths:
  /consent:
    get:
      responses:
        '200':
          description: A page
          headers:
            X-Content-Type-Options: { schema: { const: nosniff } }
            Content-Security-Policy: { schema: { type: string } }
          content:
            text/html: { schema: { type: string } }
`},options:{headers:["X-Content-Type-Options","Content-Security-Policy|X-Frame-Options"]},optionDocs:{headers:"Headers that every HTML response must declare; `A|B` asks for either."},visit:"response",applies:({content,usedBy})=>content.some(({type})=>type==="text/html"||type==="application/xhtml+xml")&&usedBy.some(({operation:operation3})=>operation3.origin==="path"),*check({headers},{options}){let missing2=options.headers.filter(names=>!names.split("|").some(name=>headers.has(name.trim().toLowerCase())));if(missing2.length===0)return;yield{message:`The HTML response does not declare ${missing2.map(names=>`\`${names.replaceAll("|","` or `")}\``).join(", ")}, which the policy asks for: add ${missing2.length>1?"them":"it"} to \`headers\``}},everywhere:(count2,{options})=>`None of the ${count2} HTML responses declares all of ${options.headers.map(name=>`\`${name}\``).join(", ")}, which the policy asks for: add them to \`headers\``};function isReceived(usedBy){return usedBy.length===0||usedBy.some(operation3=>operation3.origin==="path")}function receivedBodies(api){return api.bodies.filter(body=>isReceived(body.usedBy))}function isWrite(operation3){return operation3.origin==="path"&&["POST","PUT","PATCH"].includes(operation3.method.toUpperCase())}function perApi(compute){let known3=new WeakMap;return api=>{let entry=known3.get(api);return entry===void 0&&(entry={value:compute(api)},known3.set(api,entry)),entry.value}}function*acceptedTypes(api){if(api.version!=="2.0"){for(let body of receivedBodies(api))for(let{type,place}of body.content)yield{type,place};return}yield*consumes(api.raw,api.place);for(let operation3 of api.operations)yield*consumes(operation3.raw,operation3.place)}function*consumes(raw,place){let list3=get(raw,"consumes");if(Array.isArray(list3))for(let[index,type]of list3.entries())typeof type=="string"&&(yield{type,place:place.at("consumes",index)})}function*writtenTypes(api){for(let{type,place}of acceptedTypes(api))yield{type:bare(type),place};for(let body of receivedBodies(api))for(let media of body.content){let encoding2=getObject(media.raw,"encoding")??{};for(let field of Object.keys(encoding2)){let types=getString(encoding2[field],"contentType")??"";for(let type of types.split(","))yield{type:bare(type),place:media.place.at("encoding",field,"contentType")}}}for(let schema3 of api.schemas)if(schema3.request)for(let{raw,place}of schema3.parts){let type=getString(raw,"contentMediaType");type!==void 0&&(yield{type:bare(type),place:place.at("contentMediaType")})}}function bare(type){return(type.split(";",1)[0]??"").trim().toLowerCase()}var input_archive_default={id:"input-archive",title:"Archive accepted",severity:"info",owasp:"API4:2023",cwe:409,why:"A few kilobytes of archive can unpack to gigabytes, and its entries can name paths outside their folder.",fix:"Bound the unpacked size, the number of entries and their nesting, refuse entries that leave the folder; or accept the files one by one.",examples:{bad:`
paths:
  /imports:
    post:
      requestBody:
        content:
          application/zip:
            schema: { type: string, format: binary, maxLength: 1000000 }
      responses:
        '202': { description: Accepted }
`,good:`
paths:
  /imports:
    post:
      requestBody:
        content:
          text/csv:
            schema: { type: string, maxLength: 1000000 }
      responses:
        '202': { description: Accepted }
`},visit:"api",*check(api){for(let{type,place}of writtenTypes(api))archive.test(type)&&(yield{message:`\`${type}\` is accepted: a small archive can unpack to gigabytes, so bound the unpacked size, the entries and their paths`,place})}},archive=/^application\/(?:(?:x-)?(?:zip|zip-compressed|gzip|gtar|tar|tgz|compressed-tar|compress|bzip2?|xz|lzma|7z-compressed|rar|rar-compressed|zstd|java-archive)|vnd\.rar|.+\+(?:zip|gzip))$/;function isRequestValue(schema3,...types){return!schema3.request||schema3.never||schema3.alternatives.length>0||schema3.values!==void 0?!1:types.some(type=>schema3.types.includes(type))}var input_array_items_default={id:"input-array-items",title:"Array without items",severity:"warn",owasp:"API8:2023",cwe:20,why:"An array whose items nobody described takes any JSON in any depth.",fix:"Add `items` with a schema (3.1 and later: or `prefixItems`).",examples:{bad:`
components:
  schemas:
    Tags: { type: array, maxItems: 20 }
`,good:`
components:
  schemas:
    Tags: { type: array, maxItems: 20, items: { type: string, maxLength: 20 } }
`},visit:"schema",applies:schema3=>isRequestValue(schema3,"array"),*check(schema3){schema3.parts.some(({raw})=>["items","prefixItems","unevaluatedItems"].some(key2=>get(raw,key2)!==void 0))||schema3.maxItems===0||(yield{message:`${inputSubject(schema3.place)} does not say what its items are, so any JSON passes: add \`items\` with a schema`})}};var bulkArrays=perApi(api=>{let found2=new Map;for(let operation3 of api.operations)if(!(!isWrite(operation3)&&operation3.method.toUpperCase()!=="DELETE")&&!(operation3.origin!=="path"||!isBulk(operation3)))for(let{schema:schema3}of operation3.body?.content??[])for(let array of schema3===void 0?[]:arraysOf(schema3))found2.has(array)||found2.set(array,operation3);return found2});function isBulk({path}){let last=path.split(/[/:]/).findLast(segment=>segment!==""&&!segment.includes("{"))??"",words2=splitWords(last);return["bulk","batch","batches"].some(word=>hasWords(words2,word))}function arraysOf(schema3){return(schema3.alternatives.length>0?schema3.alternatives:[schema3]).flatMap(option=>{if(option.types.includes("array"))return[option];let lists=[...option.properties.values()].map(({schema:schema4})=>schema4).filter(isListOfObjects);return lists.length===1?lists:[]})}function isListOfObjects(schema3){return schema3.request&&schema3.types.includes("array")&&schema3.items?.types.includes("object")===!0}var input_array_length_default={id:"input-array-length",title:"Request array without an upper length",severity:"warn",owasp:"API4:2023",cwe:770,why:"Each item costs work, and the caller chooses how many there are.",fix:"Add `maxItems`.",examples:{bad:`
paths:
  /pets:
    get:
      parameters:
        - name: tags
          in: query
          schema: { type: array, items: { type: string, maxLength: 20 } }
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      parameters:
        - name: tags
          in: query
          schema: { type: array, maxItems: 20, items: { type: string, maxLength: 20 } }
      responses:
        '200': { description: Pets }
`},visit:"schema",applies:(schema3,{api})=>isRequestValue(schema3,"array")&&!bulkArrays(api).has(schema3),*check(schema3){isBound(schema3.maxItems)||isBoundedOtherwise(schema3)||(yield{message:`${inputSubject(schema3.place)} may hold any number of items: add \`maxItems\``})},everywhere:count2=>`None of the ${count2} request arrays has an upper length: add \`maxItems\` to each`};function isBoundedOtherwise(schema3){return schema3.items?.never===!0?!0:schema3.parts.some(({raw})=>get(raw,"uniqueItems")===!0)&&(schema3.items?.values!==void 0||schema3.items?.types.join()==="boolean")}var input_batch_default={id:"input-batch",title:"Bulk operation without a small enough limit",severity:"warn",owasp:"API4:2023",cwe:770,why:"A bulk operation multiplies one request by the number of its items, past every rate limit that counts requests.",fix:"Set `maxItems` on the array of a bulk operation to what the policy allows.",examples:{bad:`
paths:
  /pets/batch:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: array, maxItems: 100000, items: { type: object } }
      responses:
        '200': { description: Done }
`,good:`
paths:
  /pets/batch:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: array, maxItems: 100, items: { type: object } }
      responses:
        '200': { description: Done }
`},options:{maximum:1e3},optionDocs:{maximum:"Most items that the policy allows in one bulk request."},visit:"schema",applies:(schema3,{api})=>bulkArrays(api).has(schema3),*check(schema3,{api,options}){if(schema3.maxItems!==void 0&&schema3.maxItems<=options.maximum)return;let operation3=bulkArrays(api).get(schema3)?.label;if(schema3.maxItems===void 0){yield{message:`The bulk operation \`${operation3}\` takes any number of ${schema3.holder===void 0?"items":`\`${schema3.holder}\``} in one request: add \`maxItems: ${options.maximum}\` or less`};return}let part=schema3.parts.find(({raw})=>get(raw,"maxItems")===schema3.maxItems);yield{message:`The bulk operation \`${operation3}\` takes ${schema3.maxItems} items in one request, above the ${options.maximum} that the policy allows: lower \`maxItems\``,...part===void 0?{}:{place:part.place.at("maxItems")}}}};var codes=text3=>[...text3].map(char=>char.charCodeAt(0)),hostBreakers=codes("/@?#\\"),slashes=codes("/\\");function pinsHost(source){let node=parsePattern(source);return node!==void 0&&branches(node).every(branch=>flatten2(branch)[0]?.type==="start"&&pinsScheme(flatten2(branch).slice(1),"",{left:mostCombinations}))}function branches(node){return node.type==="alternatives"?node.items.flatMap(branches):[node]}var mostCombinations=500;function pinsScheme(items2,text3,budget){let[item,...rest]=items2;if(item===void 0||budget.left--<=0)return!1;if(text3.endsWith("://"))return pinsName(items2);if(item.type==="alternatives")return item.items.every(option=>pinsScheme([...flatten2(option),...rest],text3,budget));let char=literal(item)??(item.type==="repeat"&&item.max===1?literal(item.body):void 0);return char===void 0?!1:text3===""&&char==="/"?staysPath(rest):pinsScheme(rest,text3+char,budget)}function staysPath([next]){return next!==void 0&&!(next.type==="repeat"&&next.min===0)&&!mayMatch(next,slashes)}function pinsName(items2){let name="",named2=()=>/[a-z0-9]{3}/i.test(name);for(let item of items2){if(endsHost(item)||item.type==="alternatives"&&item.items.every(option=>endsHost(flatten2(option)[0])))return named2();if(!(item.type==="repeat"&&item.max===1&&literal(item.body)==="/")){if(mayMatch(item,hostBreakers))return!1;name+=literal(item)??(item.type==="alternatives"?item.items.map(literals).find(option=>option.length>1)??"":".")}}return!1}function endsHost(item){if(item?.type==="end")return!0;let char=item===void 0?void 0:literal(item);return char==="/"||char==="?"||char==="#"}function mayMatch(node,characters2){switch(node.type){case"character":return characters2.some(code=>includes(node.set,code));case"repeat":return mayMatch(node.body,characters2);case"sequence":case"alternatives":return node.items.some(item=>mayMatch(item,characters2));case"backreference":return!0;default:return!1}}function literals(node){return flatten2(node).map(item=>literal(item)??"").join("")}function literal(node){let[range]=node.type==="character"&&node.set.length===1?node.set:[];return range!==void 0&&range[0]===range[1]?String.fromCodePoint(range[0]):void 0}function flatten2(node){return node.type==="sequence"?node.items.flatMap(flatten2):[node]}var urlWords=new Set(["url","uri","webhook"]),urlFormats=new Set(["uri","url","iri","uri-reference","iri-reference"]),identifierWords=new Set("self canonical namespace schema type next previous prev first last id identifier html license documentation doc help homepage website web profile logo avatar icon issuer base public display privacy term tos support contact about blog social linkedin twitter facebook instagram github page store shop track tracking resource status ref reference link join start view play landing vanity preview detail details survey unsubscribe external expanded unwound environment log product signing signin signout card".split(" ")),fetchedWords=new Set("target endpoint source src origin remote upstream fetch import feed location address host server image img picture photo icon thumbnail video audio media file attachment document content download upload data asset input clone mirror proxy crawl scrape stream backup wsdl jwks metadata vcs repo repository".split(" ")),redirectNames=new Set("redirect,redirect to,redirect url,redirect uri,return url,return uri,return to,goto,continue url,success url,cancel url,failure url,error url,next url,post logout redirect uri,back url,destination url,relay state".split(",")),redirectWords=new Set(["redirect","redirection"]),callbackWords=new Set(["callback","webhook","hook","notify","notification","postback","ping","listener","subscriber","ipn"]),urlInputs=perApi(api=>{let found2=new Map,add=(input,words2,holder)=>{let purpose=purposeOf(words2,input.schema,holder,input.place);purpose!==void 0&&!(purpose==="fetch"&&isOtherScheme(input.schema))&&found2.set(`${input.place.document.file}#${input.place.pointer}`,{...input,purpose})};for(let parameter4 of api.parameters){let{name,place,schema:schema3,usedBy,words:words2,description}=parameter4,isFunction=name==="callback"&&(/jsonp|javascript|function/i.test(description)||siblings(usedBy).has("alt")),isName=parameter4.location==="path"&&!(words2.at(-1)==="url"&&usedBy.every(({method})=>method==="GET"));isReceived(usedBy)&&parameter4.location!=="header"&&!isFunction&&!isName&&add({name,place,schema:schema3,operations:usedBy},words2)}for(let schema3 of api.schemas)if(schema3.request)for(let property of schema3.properties.values()){let{name,place,words:words2,readOnly}=property,isRegistered=name==="redirect_uri"&&(schema3.properties.has("client_id")||schema3.properties.has("grant_type")),isBare=name.toLowerCase()==="callback"&&!urlFormats.has(property.schema.format??"");!readOnly&&!property.schema.readOnly&&!isRegistered&&!isBare&&add({name,place,schema:property.schema,operations:void 0},words2,schema3)}return[...found2.values()]});function siblings(operations){return new Set(operations.flatMap(operation3=>operation3.parameters.map(({name})=>name)))}function purposeOf(words2,schema3,holder,place){if(!(schema3===void 0||schema3.types.includes("string")||schema3.types.length===0&&schema3.alternatives.length===0)||schema3?.writeOnly===!0)return;let name=words2.join(" "),isNamed2=urlWords.has(words2.at(-1)??""),isTyped=urlFormats.has(schema3?.format??"")||isShownAsUrl(schema3);if(schema3?.format!==void 0&&!urlFormats.has(schema3.format)&&schema3.format!=="string")return;if(redirectNames.has(name)||(isNamed2||isTyped)&&words2.some(word=>redirectWords.has(word)))return"redirect";if(!isNamed2&&!isTyped)return name==="callback"?"callback":void 0;if(words2.includes("oauth")&&!words2.includes("token"))return"redirect";if(name==="callback"||words2.some(word=>callbackWords.has(word)))return"callback";let around=holder===void 0?[]:splitWords(holder.name??holder.holder??""),[root,path]=place.path,endpoint=holder?.name===void 0&&root==="paths"?splitWords(String(path)):[];if(words2.length===1&&isDestination(words2,isNamed2)&&[...around,...endpoint].some(word=>callbackWords.has(word)))return"callback";if(!(words2.slice(0,-1).some(word=>identifierWords.has(word))||words2.length===1&&identifierWords.has(around.at(-1)??"")))return isNamed2?holder?.response===!0&&isIssued(words2,schema3,holder)?void 0:"fetch":words2.some(word=>fetchedWords.has(word))&&!words2.some(word=>identifierWords.has(word))?"fetch":void 0}function isDestination([word=""],isNamed2){return isNamed2||word==="address"||word==="target"||word==="endpoint"||word==="destination"}function isShownAsUrl(schema3){return schema3?.format===void 0&&schema3?.parts.some(({raw})=>/^https?:\/\//i.test(getString(raw,"example")??""))===!0}function isIssued(words2,schema3,{properties:properties2}){if(words2.at(-1)==="uri"&&schema3?.format===void 0||words2.includes("download")||words2.length===1&&isPlainLink(schema3))return!0;let urls=0;for(let property of properties2.values())urlWords.has(property.words.at(-1)??"")&&property.schema.types.includes("string")&&urls++;return urls>2}function isPlainLink(schema3){let text3=(schema3?.parts.map(({raw})=>getString(raw,"description")??"")??[]).join(" ").slice(0,1e3);return text3.trim()!==""&&!/\b(?:fetch|import|retriev|call|POST|sen[dt]|deliver|notif|webhook|endpoint|upload|crawl|load|pull|request)/i.test(text3)}function isOtherScheme(schema3){return schema3?.parts.some(({raw})=>{let example2=getString(raw,"example")??"";return/^[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(example2)&&!/^https?:/i.test(example2)?!0:/\b(?:urn|[a-z]{3,20}:[a-z]{3,20}):\w/.test((getString(raw,"description")??"").slice(0,1e3))})===!0}function isHostConstrained(schema3,keys2){return schema3===void 0?!1:schema3.values!==void 0||schema3.patterns.some(pattern=>pinsHost(pattern))||schema3.parts.some(({raw})=>keys2.some(key2=>get(raw,key2)!==void 0))?!0:schema3.alternatives.length>0&&schema3.alternatives.every(option=>!option.types.includes("string")||isHostConstrained(option,keys2))}var hostKeys=["x-allowed-hosts","x-allowedHosts","x-url-allowlist","x-allowed-domains"],hostKeysDoc="Extensions on a schema that list the hosts which its URL may name.";var input_callback_url_default={id:"input-callback-url",title:"Unconstrained callback URL",severity:"warn",owasp:"API7:2023",cwe:918,why:"The server will call this URL: metadata services and internal hosts answer it as readily as the customer does.",fix:"Limit the host by `enum` or a `pattern` (`^https://hooks\\.example\\.com/`), or list the checks in `x-allowed-hosts`; resolve and refuse private addresses.",examples:{bad:`
paths:
  /subscriptions:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                callbackUrl: { type: string, format: uri, maxLength: 2000 }
      responses:
        '201': { description: Subscribed }
`,good:`
paths:
  /subscriptions:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                callbackUrl: { type: string, maxLength: 2000, pattern: '^https://[a-z0-9-]+\\.example\\.com/' }
      responses:
        '201': { description: Subscribed }
`},options:{hostKeys},optionDocs:{hostKeys:hostKeysDoc},visit:"api",*check(api,{options}){for(let{purpose,place,schema:schema3}of urlInputs(api))purpose!=="callback"||isHostConstrained(schema3,options.hostKeys)||(yield{message:`${inputSubject(place)} is a URL of the caller's choice that the server calls: limit its host by \`enum\`, \`pattern\` or \`x-allowed-hosts\`, and refuse private addresses`,place})}};var input_consumes_default={id:"input-consumes",title:"Swagger 2.0 operation without media types",severity:"warn",owasp:"API8:2023",cwe:436,why:"Where `consumes` or `produces` is missing, the framework decides which parser reads a body and how an answer is rendered.",fix:"Name the types in `consumes` (`produces` for a GET) of the operation or of the document.",examples:{bad:`
swagger: "2.0"
paths:
  /pets:
    post:
      parameters:
        - { name: pet, in: body, schema: { type: object } }
      responses:
        '201': { description: Created }
`,good:`
swagger: "2.0"
consumes: [application/json]
paths:
  /pets:
    post:
      parameters:
        - { name: pet, in: body, schema: { type: object } }
      responses:
        '201': { description: Created }
`},visit:"operation",applies:(operation3,{api})=>api.version==="2.0"&&(takesBody(operation3)||answersBody(operation3)),*check(operation3,{api}){let field=takesBody(operation3)?"consumes":"produces",own=get(operation3.raw,field),list3=own===void 0?get(api.raw,field):own;if(Array.isArray(list3)&&list3.length>0)return;let why=field==="consumes"?"so any parser may read its body":"so the caller decides how its answer is read";yield{message:`\`${operation3.label}\` has no \`${field}\`, ${why}: add \`${field}: [application/json]\` or what it really is`}},everywhere:count2=>`None of the ${count2} operations names its media types: add \`consumes\` and \`produces\` to the document`};function takesBody(operation3){return operation3.body!==void 0&&["POST","PUT","PATCH"].includes(operation3.method)}function answersBody(operation3){return operation3.method==="GET"&&operation3.responses.some(({status,response:response3})=>status.startsWith("2")&&get(response3.raw,"schema")!==void 0)}var input_get_body_default={id:"input-get-body",title:"Body on GET, HEAD or DELETE",severity:"warn",owasp:"API8:2023",cwe:444,why:"RFC 9110 gives such a body no meaning: caches, firewalls and servers disagree on whether it is there, which is how requests are smuggled.",fix:"Move the input to query parameters, or use POST (3.2: QUERY).",examples:{bad:`
paths:
  /pets:
    get:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets/search:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '200': { description: Pets }
`},visit:"operation",applies:isJudged,*check(operation3,{api}){let{body}=operation3;if(body===void 0||holdsNothing(body))return;let[first=operation3,...others]=body.usedBy.filter(isJudged);if(others.length>0&&first!==operation3)return;let who=`\`${operation3.label}\`${others.length===0?" takes":` and ${others.length} more operations take`}`,related=others.slice(0,10).map(({place,label:label3})=>({place,message:`\`${label3}\` takes it too`}));yield{message:`${who} a body, which proxies and servers may drop or misread: use ${operation3.safe?"query parameters or POST":"parameters or POST"}`,...others.length===0?{at:[api.version==="2.0"?"parameters":"requestBody"]}:{place:body.place,related}}}};function isJudged({origin,method}){return origin==="path"&&["GET","HEAD","DELETE"].includes(method.toUpperCase())}function holdsNothing({required,content}){return!required&&content.length>0&&content.every(({schema:schema3})=>schema3?.never||schema3?.additional===!1&&schema3.properties.size+schema3.patternProperties.length===0)}var moneyWords=new Set("payment charge order transfer payout refund checkout purchase withdrawal deposit remittance disbursement capture".split(" ")),ambiguousWords=new Set(["transfer","capture","deposit"]),moneyContext=new Set("payment charge order fund money wallet bank account card invoice transaction balance credit debit currency payout cash".split(" ")),harmlessWords=new Set("search query list find filter preview quote estimate calculate validate verify check simulate test webhook notification note comment tag attachment document export report method source type session link intent status history event count cancel cancellation void lookup label message reminder address template setting config field key accepted rejected ready update reorder".split(" ")),keyPhrases2=["idempotency","idempotent","request id","client token","client request","deduplication","external id","merchant reference","nonce","request reference"],input_idempotency_default={id:"input-idempotency",title:"Payment or order without an idempotency key",severity:"info",owasp:"API6:2023",cwe:837,why:"A client that got no answer sends again: without a key the customer pays twice.",fix:"Take an `Idempotency-Key` header and answer a repeated key with the first result.",examples:{bad:`
paths:
  /payments:
    post:
      responses:
        '201': { description: Paid }
`,good:`
paths:
  /payments:
    post:
      parameters:
        - { name: Idempotency-Key, in: header, required: true, schema: { type: string, format: uuid } }
      responses:
        '201': { description: Paid }
`},options:{names:[]},optionDocs:{names:"More names of headers, parameters or body fields that carry the key."},visit:"operation",applies:operation3=>operation3.origin==="path"&&operation3.method.toUpperCase()==="POST"&&movesMoney(operation3),*check(operation3,{options}){hasKey(operation3,[...keyPhrases2,...options.names])||(yield{message:`\`${operation3.label}\` may run twice when a client retries: take an \`Idempotency-Key\` header`})},everywhere:count2=>`None of the ${count2} payment and order operations takes an \`Idempotency-Key\` header, so a retry may run them twice`};function movesMoney({path}){let last=path.split(/[/:]/).filter(segment=>segment!=="").at(-1)??"";if(last.includes("{")||path.toLowerCase().includes("search"))return!1;let words2=splitWords(last),act=[words2[0],words2.at(-1)].find(word=>word!==void 0&&moneyWords.has(word));return act===void 0||words2.some(word=>harmlessWords.has(word))?!1:!ambiguousWords.has(act)||splitWords(path).some(word=>word!==act&&moneyContext.has(word))}function hasKey({parameters:parameters3,body},phrases5){let fields=(body?.content??[]).flatMap(({schema:schema3})=>schema3===void 0?[]:[schema3,...schema3.alternatives]);return[...parameters3,...fields.flatMap(schema3=>[...schema3.properties.values()])].some(({words:words2})=>phrases5.some(phrase=>hasWords(words2,phrase)))}var phrases3=list3=>new Set(list3.map(phrase=>splitWords(phrase).join(" "))),sizeNames=phrases3(["limit","page size","page limit","per page","count","top","max results","max result","max items","max records","max keys","max page size","results per page","items per page","records per page","rows per page","limit per page","num results","page[size]","page[limit]","query limit"]),sizeNamesOfPages=phrases3(["size","take","rows","first","last","length","num","results","number","n"]),pageNames=phrases3(["page","page number","page no","offset","skip","start","from","cursor","after","before","marker","page token","next token","continuation token","start index","page[number]","page[offset]","page[after]"]);function picksPage(parameter4){return pageNames.has(parameter4.words.join(" "))}var pageSizes=perApi(api=>{let found2=new Map;for(let parameter4 of api.parameters)parameter4.schema!==void 0&&isPageSize(parameter4)&&!found2.has(parameter4.schema)&&found2.set(parameter4.schema,parameter4);return found2});function isPageSize(parameter4){if(parameter4.location!=="query"||!isNumber(parameter4.schema))return!1;let name=parameter4.words.join(" ");return name==="count"&&parameter4.usedBy.length>0&&parameter4.usedBy.every(answersOneThing)?!1:sizeNames.has(name)?!0:sizeNamesOfPages.has(name)&&parameter4.usedBy.some(operation3=>operation3.parameters.some(picksPage))}function answersOneThing({responses}){let schemas=responses.filter(({status})=>status.startsWith("2")).flatMap(({response:response3})=>response3.content.flatMap(({schema:schema3})=>schema3??[]));return schemas.length>0&&schemas.every(schema3=>schema3.properties.size>0&&![...schema3.properties.values()].some(({schema:schema4})=>mayHoldList(schema4)))}function mayHoldList(schema3){return schema3.types.length===0||schema3.types.includes("array")||schema3.types.includes("object")}function isNumber(schema3){return schema3===void 0?!1:schema3.types.length>0?schema3.types.some(type=>type==="integer"||type==="number"):schema3.alternatives.some(isNumberType)}function isNumberType(schema3){return schema3.types.includes("integer")||schema3.types.includes("number")}function largestPage(schema3){let own=ownLargest(schema3);return own<Number.POSITIVE_INFINITY||schema3.alternatives.length===0?own:largest(schema3.alternatives.filter(isNumberType).map(ownLargest))}function ownLargest({values:values3,maximum}){return values3===void 0?maximum??Number.POSITIVE_INFINITY:largest(values3.map(value=>typeof value=="number"?value:0))}function largest(numbers){return numbers.reduce((a,b)=>Math.max(a,b),0)}var input_list_paging_default={id:"input-list-paging",title:"List without paging",severity:"info",owasp:"API4:2023",cwe:770,why:"A list that always comes back whole grows with the table, and so does what one request costs.",fix:"Add a `limit` with a `maximum`, and a cursor or offset; or bound the answer with `maxItems`.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: array, items: { type: object } }
`,good:`
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
        - { name: cursor, in: query, schema: { type: string, maxLength: 100 } }
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: array, items: { type: object } }
`},visit:"operation",applies:operation3=>operation3.origin==="path"&&operation3.method.toUpperCase()==="GET"&&answersList(operation3),*check(operation3){operation3.parameters.some(parameter4=>isPageSize(parameter4)||picksPage(parameter4)||isPaging(parameter4.words))||(yield{message:`\`${operation3.label}\` answers with a whole list and has no paging: add \`limit\` with a \`maximum\` and a cursor or offset`})},everywhere:count2=>`None of the ${count2} operations that answer with a list has paging: add \`limit\` with a \`maximum\` and a cursor or offset to each`},listNames=new Set(["data","item","result","record","entry","value","row","element","list"]);function answersList(operation3){return operation3.responses.filter(({status})=>status==="200"||status==="2XX").flatMap(({response:response3})=>response3.content.flatMap(({schema:schema3})=>schema3??[])).some(schema3=>grows(schema3)||[...schema3.properties.values()].some(({words:words2,schema:schema4})=>words2.length===1&&listNames.has(words2[0]??"")&&grows(schema4)))}function grows(schema3){return schema3.types.join()==="array"&&schema3.maxItems===void 0&&schema3.items?.values===void 0}var pagingWords=new Set(["page","paging","pagination","limit","offset","cursor","skip","take","top","marker","range"]);function isPaging(words2){return words2.some(word=>pagingWords.has(word))||words2.includes("max")&&words2.some(word=>["result","item","record","key"].includes(word))}var phrases4=list3=>new Set(list3.split(",").map(phrase=>splitWords(phrase).join(" "))),auditNames=phrases4("createdAt,created at,created on,createdOn,date created,created date,creation date,creation time,created by,createdBy,updatedAt,updated on,updatedBy,last updated,last modified,modifiedAt,modified on,modified by,modified date,deletedAt,last login,last login at,created timestamp,updated timestamp"),privilegeNames=phrases4("isAdmin,admin,is administrator,is superuser,superuser,isStaff,is staff,is root,is owner,is verified,verified,email verified,isEmailVerified,phone verified,is phone verified,kyc verified,is approved,is superadmin,super admin,is super admin,is system admin,isSiteAdmin,site admin"),ownerNames=phrases4("owner id,ownerId,tenant id,tenantId,created by id,creator id"),accountNames=phrases4("role,roles,user role,permission,permissions,scope level,privilege,privileges,access level"),moneyNames=phrases4("balance,account balance,credit balance,wallet balance,available balance,current balance"),accountWords=new Set(["user","account","profile","member","customer","employee","person","me","signup","register","registration","wallet"]);function managedKind(property,context){let name=property.words.join(" "),{types}=property.schema;if(auditNames.has(name))return types.includes("boolean")||types.includes("object")||types.includes("array")?void 0:"audit";if(privilegeNames.has(name))return types.length===0||types.includes("boolean")?"privilege":void 0;if(ownerNames.has(name))return"owner";let ofAccount=context.some(word=>accountWords.has(word));return accountNames.has(name)?ofAccount?"account":void 0:moneyNames.has(name)&&(ofAccount||name!=="balance")?"money":void 0}function mayBeManaged({words:words2}){let name=words2.join(" ");return[auditNames,privilegeNames,ownerNames,accountNames,moneyNames].some(names=>names.has(name))}var writtenObjects=perApi(api=>api.operations.filter(isWrite).flatMap(operation3=>{let objects=[...new Set((operation3.body?.content??[]).flatMap(({schema:schema3})=>schema3===void 0?[]:[schema3]))].flatMap(root=>{let each=root.items??root;return each.alternatives.length>0?each.alternatives:[each]});return[...new Set(objects)].map(schema3=>({operation:operation3,schema:schema3}))}));function writable(schema3){return[...schema3.properties.values()].filter(({readOnly,schema:schema4})=>!readOnly&&!schema4.readOnly&&!schema4.never)}var harm={audit:"so callers can forge history",privilege:"so callers can raise their own standing",owner:"so callers can act on what belongs to others",account:"so callers can raise their own rights",money:"so callers can set their own balance"},input_mass_assignment_default={id:"input-mass-assignment",title:"Server-managed field that callers can write",severity:"warn",owasp:"API3:2023",cwe:915,why:"A request that is bound to a record as it comes sets every field it names: the role, the owner, the balance.",fix:"Mark the field `readOnly: true`, or take it out of the request schema.",examples:{bad:`
paths:
  /users:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
                isAdmin: { type: boolean }
      responses:
        '201': { description: Created }
`,good:`
paths:
  /users:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
                isAdmin: { type: boolean, readOnly: true }
      responses:
        '201': { description: Created }
`},options:{fields:[],allowed:[]},optionDocs:{fields:"More property names that only the server may set.",allowed:"Property names that callers may set after all."},visit:"api",*check(api,{options}){let more=new Set(options.fields.map(name=>splitWords(name).join(" "))),allowed=new Set(options.allowed.map(name=>splitWords(name).join(" "))),candidates=new Map;for(let{operation:operation3,schema:schema3}of writtenObjects(api)){let judged=candidates.get(schema3)??writable(schema3).filter(property=>mayBeManaged(property)||isIdName(property)||more.has(property.words.join(" ")));candidates.set(schema3,judged);let managesRights=operation3.words.some(word=>rightsWords.has(word)),context=[...operation3.words,...splitWords(schema3.name??"")];for(let property of judged){let name=property.words.join(" ");if(allowed.has(name)||name==="tenant id"&&isClientSettings(schema3))continue;let kind=managedKind(property,context)??(more.has(name)?"privilege":void 0);kind!==void 0&&!((kind==="account"||kind==="privilege"||kind==="owner")&&managesRights)?yield{message:`${inputSubject(property.place)} can be written, ${harm[kind]}: mark it \`readOnly: true\` or take it out of the request`,place:property.place}:isPathId(property,operation3)&&(yield{message:`${inputSubject(property.place)} is also in the path, so a body can name another object than the one that was checked: mark it \`readOnly: true\``,place:property.place})}}}},rightsWords=new Set("admin administrator role permission collaborator share sharing grant invite invitation member membership acl policy privilege transfer verify verification approve import migrate migration access assign assignment owner tenant".split(" "));function isClientSettings({properties:properties2}){return[...properties2.values()].some(({words:words2})=>words2.join(" ")==="client id")}function isIdName({words:words2}){return words2.at(-1)==="id"}function isPathId({name,words:words2},{path}){let last=/\{([^{}]+)\}(?:\.\w+)?\/?$/.exec(path)?.[1];if(last===void 0)return!1;let parameter4=splitWords(last);return parameter4.at(-1)!=="id"?!1:name===last||words2.join(" ")==="id"&&parameter4.length<=2}var input_media_type_default={id:"input-media-type",title:"Any media type accepted",severity:"warn",owasp:"API8:2023",cwe:436,why:"A body of any type picks its own parser: XML with entities, YAML with objects, a form that skips the CSRF preflight.",fix:"List the media types that the operation really reads, such as `application/json`.",examples:{bad:`
paths:
  /pets:
    post:
      requestBody:
        content:
          '*/*':
            schema: { type: object }
      responses:
        '201': { description: Created }
`,good:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '201': { description: Created }
`},visit:"api",*check(api){for(let{type,place}of acceptedTypes(api)){let bare3=(type.split(";",1)[0]??"").trim();/^(?:\*|\*\/\*|application\/\*)$/i.test(bare3)&&(yield{message:`\`${bare3}\` lets the caller choose the parser: list the media types that are really read, such as \`application/json\``,place})}}};var textFormats=new Set("binary byte base64url char commonmark date date-time duration email hostname html http-date idn-email idn-hostname ipv4 ipv6 iri iri-reference json-pointer media-range password regex relative-json-pointer string time uri uri-reference uri-template uuid".split(" ")),fractionFormats=new Set(["float","double","decimal","decimal128"]),input_number_format_default={id:"input-number-format",title:"Number without a fitting format",severity:"info",owasp:"API8:2023",cwe:190,why:"Where nothing says how wide a number is, caller and server cut it off at different sizes.",fix:"Add `format`: `int32` or `int64` for an integer, `float` or `double` for a number.",examples:{bad:`
components:
  schemas:
    Pet:
      type: object
      properties:
        age: { type: integer, minimum: 0, maximum: 40 }
`,good:`
components:
  schemas:
    Pet:
      type: object
      properties:
        age: { type: integer, format: int32, minimum: 0, maximum: 40 }
`},visit:"schema",applies:schema3=>isRequestValue(schema3,"integer","number")&&!schema3.types.includes("string"),*check(schema3){let{format}=schema3,integer=!schema3.types.includes("number"),fitting=integer?"`int32` or `int64`":"`float` or `double`";format===void 0?yield{message:`${inputSubject(schema3.place)} does not say how wide it is: add \`format\` ${fitting}`}:(textFormats.has(format)||integer&&fractionFormats.has(format))&&(yield{message:`${inputSubject(schema3.place)} has the format \`${format}\`, which is not one of ${integer?"integers":"numbers"} and is ignored: use ${fitting}`,at:["format"]})},everywhere:count2=>`None of the ${count2} request numbers has a fitting format: add \`int32\`, \`int64\`, \`float\` or \`double\` to each`};var input_number_range_default={id:"input-number-range",title:"Request number without both bounds",severity:"warn",owasp:"API4:2023",cwe:770,why:"A number without bounds can overflow, turn negative where a count is meant, or ask for more work than the server has.",fix:"Add `minimum` and `maximum` (or their exclusive forms).",examples:{bad:`
paths:
  /quotes:
    get:
      parameters:
        - name: amount
          in: query
          schema: { type: number }
      responses:
        '200': { description: A quote }
`,good:`
paths:
  /quotes:
    get:
      parameters:
        - name: amount
          in: query
          schema: { type: number, minimum: 0, maximum: 1000000 }
      responses:
        '200': { description: A quote }
`},visit:"schema",applies:(schema3,{api})=>isRequestValue(schema3,"integer","number")&&!(schema3.maximum===void 0&&pageSizes(api).has(schema3)),*check(schema3){let missing2=[schema3.minimum===void 0?"`minimum`":"",schema3.maximum===void 0?"`maximum`":""].filter(name=>name!=="");missing2.length!==0&&(yield{message:`${inputSubject(schema3.place)} has no ${missing2.join(" and no ")}, so it can overflow or ask for too much: add ${missing2.join(" and ")}`})},everywhere:count2=>`None of the ${count2} request numbers has both bounds: add \`minimum\` and \`maximum\` to each`};var input_numeric_id_default={id:"input-numeric-id",title:"Enumerable object id",severity:"info",owasp:"API1:2023",cwe:639,why:"Ids that count up can be walked through: one missing ownership check then exposes every object, and the size of the business.",fix:"Use ids that cannot be guessed, such as `type: string, format: uuid`, and check ownership all the same.",examples:{bad:`
paths:
  /orders/{orderId}:
    get:
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: integer } }
      responses:
        '200': { description: An order }
`,good:`
paths:
  /orders/{orderId}:
    get:
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        '200': { description: An order }
`},visit:"parameter",applies:parameter4=>parameter4.location==="path"&&isReceived(parameter4.usedBy)&&namesObject(parameter4),*check(parameter4){let{schema:schema3}=parameter4;schema3===void 0||!isCounter(parameter4)||(yield{message:`${inputSubject(parameter4.place)} is a number that can be counted through: use an id that cannot be guessed, such as \`format: uuid\``,place:schema3.place})},everywhere:count2=>`All ${count2} object ids in paths are numbers that can be counted through: use ids that cannot be guessed, such as \`format: uuid\``},coordinates=new Set(["year","month","week","day","date","hour","page","version","revision","index","level","size","number"]);function namesObject({name,words:words2,usedBy}){return words2.at(-1)==="id"?!0:coordinates.has(words2[0]??"")?!1:usedBy.some(({path})=>{let segments2=path.split("/"),index=segments2.indexOf(`{${name}}`);return index>0&&words2.length===1&&splitWords(segments2[index-1]??"").at(-1)===words2[0]})}function isCounter({schema:schema3}){return schema3===void 0||schema3.values!==void 0?!1:schema3.types.includes("integer")?!0:schema3.types.includes("string")&&(schema3.format==="int64"||schema3.format==="int32"||schema3.patterns.some(pattern=>isDigitsOnly(pattern)))}var mergePatchSchemas=perApi(api=>{let found2=new Map;for(let operation3 of api.operations)if(!(operation3.origin!=="path"||operation3.method.toUpperCase()!=="PATCH")){for(let{type,schema:schema3}of operation3.body?.content??[])if(!(schema3===void 0||!/^application\/(?:.+\+)?merge-patch\+json$/.test(type)))for(let option of schema3.alternatives.length>0?schema3.alternatives:[schema3])found2.has(option)||found2.set(option,operation3)}return found2});var input_object_open_default={id:"input-object-open",title:"Request object that accepts unknown properties",severity:"warn",owasp:"API3:2023",cwe:915,why:"Properties that nobody described are bound to whatever field carries their name: this is how mass assignment begins.",fix:"Set `additionalProperties: false` (3.1 and later with `allOf`: `unevaluatedProperties: false`), or describe the property.",examples:{bad:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              additionalProperties: true
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`,good:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`},options:{absent:!1},optionDocs:{absent:"Also report objects that say nothing of unknown properties, which JSON Schema lets in."},strictOptions:{absent:!0},visit:"schema",applies:(schema3,{api,options})=>isRequestValue(schema3,"object")&&!schema3.synthetic&&(schema3.properties.size>0?options.absent||schema3.additional!==void 0:typeof schema3.additional=="boolean")&&!isTypedMap(schema3)&&!mergePatchSchemas(api).has(schema3),*check(schema3,{options}){let{additional}=schema3;if(additional===!0||typeof additional=="object"){let{place,keyword}=openingKeyword(schema3),what=additional===!0||additional.empty?"any unknown property":"unknown properties";yield{message:`${inputSubject(place)} accepts ${what}, which may set fields that callers must not: set \`${keyword}: false\``,place:place.at(keyword)}}else additional===void 0&&options.absent&&(yield{message:`${inputSubject(schema3.place)} says nothing of unknown properties, so all pass: add \`additionalProperties: false\``})},everywhere:(count2,{options})=>options.absent?`All ${count2} request objects accept unknown properties, which may set fields that callers must not: add \`additionalProperties: false\` to each`:`All ${count2} request objects with an \`additionalProperties\` accept any unknown property, which may set fields that callers must not: set it to \`false\` on each`};function isTypedMap({additional,parts}){return typeof additional!="object"||additional.empty?!1:parts.some(({raw})=>isObject(raw.additionalProperties)&&raw.properties===void 0&&(raw.anyOf??raw.oneOf)!==void 0)}function openingKeyword(schema3){for(let keyword of["additionalProperties","unevaluatedProperties"])for(let{raw,place}of schema3.parts){let value=get(raw,keyword);if(value===!0||isObject(value))return{place,keyword}}return{place:schema3.place,keyword:"additionalProperties"}}var input_object_size_default={id:"input-object-size",title:"Free-form map without maxProperties",severity:"warn",owasp:"API4:2023",cwe:770,why:"In a map the caller chooses how many entries there are, and each costs memory, an index or a database column.",fix:"Add `maxProperties`, and bound the values; or name the `properties` and set `additionalProperties: false`.",examples:{bad:`
components:
  schemas:
    Labels:
      type: object
      additionalProperties: { type: string, maxLength: 80 }
`,good:`
components:
  schemas:
    Labels:
      type: object
      maxProperties: 50
      additionalProperties: { type: string, maxLength: 80 }
`},visit:"schema",applies:(schema3,{api})=>isRequestValue(schema3,"object")&&!schema3.synthetic&&isMap(schema3)&&!mergePatchSchemas(api).has(schema3),*check(schema3){isBound(schema3.maxProperties)||(yield{message:`${inputSubject(schema3.place)} takes any number of entries: add \`maxProperties\``})},everywhere:count2=>`None of the ${count2} free-form maps in requests has a largest size: add \`maxProperties\` to each`};function isMap(schema3){return schema3.properties.size===0&&(schema3.additional===void 0||typeof schema3.additional=="object")&&!isClosed(schema3)}function isClosed(schema3){return typeof schema3.additional=="object"&&schema3.additional.never}var input_page_size_default={id:"input-page-size",title:"Page size without a maximum",severity:"error",owasp:"API4:2023",cwe:770,why:"Whoever sets the page size decides how many rows one request reads: one call can read the whole table.",fix:"Add `maximum` to the page size, and refuse or clamp what is above it.",examples:{bad:`
paths:
  /pets:
    get:
      parameters:
        - name: limit
          in: query
          schema: { type: integer }
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      parameters:
        - name: limit
          in: query
          schema: { type: integer, minimum: 1, maximum: 100 }
      responses:
        '200': { description: Pets }
`},options:{maximum:1e3},optionDocs:{maximum:"The largest page that the policy allows, in results."},visit:"schema",applies:(schema3,{api})=>pageSizes(api).has(schema3),*check(schema3,{options,api}){let largest2=largestPage(schema3);if(largest2<=options.maximum)return;let name=`\`${pageSizes(api).get(schema3)?.name}\``;if(largest2===Number.POSITIVE_INFINITY){yield{message:`${inputSubject(schema3.place)} sets the page size and has no maximum, so one call can read everything: add \`maximum: ${options.maximum}\` or less`};return}let part=schema3.parts.find(({raw})=>typeof get(raw,"maximum")=="number")??schema3.parts[0];yield{message:`${name} allows pages of ${largest2} results, above the ${options.maximum} that the policy allows: lower \`maximum\` of ${label(schema3.place)}`,...part===void 0?{}:{place:part.place.at(schema3.values===void 0?"maximum":"enum")}}},everywhere:count2=>`None of the ${count2} page-size parameters has a maximum within the policy, so one call can read everything: add \`maximum\` to each`};var input_patch_open_default={id:"input-patch-open",title:"Merge patch with open properties",severity:"warn",owasp:"API3:2023",cwe:915,why:"A merge patch (RFC 7396) is applied to the record field by field, so whatever it names is written.",fix:"Name what may be patched and set `additionalProperties: false`.",examples:{bad:`
paths:
  /pets/{id}:
    patch:
      requestBody:
        content:
          application/merge-patch+json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '200': { description: Patched }
`,good:`
paths:
  /pets/{id}:
    patch:
      requestBody:
        content:
          application/merge-patch+json:
            schema:
              type: object
              additionalProperties: false
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '200': { description: Patched }
`},visit:"schema",applies:(schema3,{api})=>mergePatchSchemas(api).has(schema3),*check(schema3,{api}){if(schema3.additional===!1||typeof schema3.additional=="object"&&schema3.additional.never||schema3.never)return;let operation3=mergePatchSchemas(api).get(schema3);yield{message:`${inputSubject(schema3.place)} is merged into the record by \`${operation3?.label}\` with whatever it names: ${schema3.properties.size===0?"list its `properties` and ":""}set \`additionalProperties: false\``}}};var input_pattern_loose_default={id:"input-pattern-loose",title:"Pattern that matches everything",severity:"warn",owasp:"API8:2023",cwe:625,why:"A pattern that every string passes looks like validation in a review and validates nothing.",fix:"Name the characters and the length that are valid, between `^` and `$`; or drop the pattern and set `maxLength`.",examples:{bad:`
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^.*$' }
`,good:`
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^[A-Za-z -]+$' }
`},visit:"schema",applies:schema3=>schema3.request&&schema3.values===void 0&&schema3.patterns.length>0,*check(schema3){if(schema3.patterns.map(pattern=>patternFacts(pattern)).every(facts=>facts?.loose===!0))for(let{raw,place}of schema3.parts){let pattern=get(raw,"pattern");if(typeof pattern!="string")continue;let facts=patternFacts(pattern);yield{message:facts?.anchoredStart===!0&&facts.anchoredEnd?`The pattern of ${label(place)} matches every string, so it checks nothing: name the valid characters, or drop it and set \`maxLength\``:`The pattern of ${label(place)} is not anchored and finds a match in every string, so it checks nothing: put it between \`^\` and \`$\``,place:place.at("pattern")}}}};var input_pattern_redos_default={id:"input-pattern-redos",title:"Pattern that backtracks without end",severity:"error",essential:!0,owasp:"API4:2023",cwe:1333,why:"One short string makes the validator itself try so many ways to match that it stops answering.",fix:"Rewrite the pattern so that each character can be matched in one way only (`^(a+)+$` is `^a+$`), and set `maxLength`.",examples:{bad:`
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^(\\w+\\s?)*$' }
`,good:`
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^\\w+(?:\\s\\w+)*$' }
`},options:{steps:1e7,polynomial:!0},essentialOptions:{polynomial:!1},optionDocs:{steps:"Steps that the longest accepted string may cost a pattern of polynomial backtracking.",polynomial:"`false` reports exponential backtracking alone."},visit:"schema",applies:schema3=>schema3.request,*check(schema3,{options}){let longest2=schema3.maxLength??Number.POSITIVE_INFINITY;for(let{pattern,place,name}of patternsOf(schema3)){let found2=backtracking(pattern);if(found2===void 0)continue;let exponential=found2.degree===Number.POSITIVE_INFINITY;if(!exponential&&!options.polynomial||(exponential?longest2<=16:longest2**found2.degree<=options.steps))continue;let cost=exponential?"exponentially":found2.degree===2?"with the square of its length":`with the power ${found2.degree} of its length`;yield{message:`Many \`${shown(found2.pump)}\` in a row make the pattern of ${name} backtrack ${cost}: let each character match in one way only${exponential?"":", or set a small `maxLength`"}`,place}}}};function*patternsOf(schema3){for(let{raw,place}of schema3.parts){let pattern=get(raw,"pattern");typeof pattern=="string"&&(yield{pattern,place:place.at("pattern"),name:label(place)});let named2=get(raw,"patternProperties");if(isObject(named2))for(let pattern2 of Object.keys(named2))yield{pattern:pattern2,place:place.at("patternProperties",pattern2),name:`property names in ${label(place)}`}}}function shown(text3){return text3.replaceAll("`","'").replaceAll(/[^\x20-\x7e]/gu,char=>`\\u${(char.codePointAt(0)??0).toString(16).padStart(4,"0")}`)}var input_pattern_unanchored_default={id:"input-pattern-unanchored",title:"Pattern without `^` and `$`",severity:"info",owasp:"API8:2023",cwe:625,why:"JSON Schema looks for a pattern anywhere in the string, so `[a-z]+` accepts `<script>` too.",fix:"Put the pattern between `^` and `$`, alternatives in a group: `^(?:a|b)$`.",examples:{bad:`
components:
  schemas:
    Pet:
      type: object
      properties:
        code: { type: string, maxLength: 8, pattern: '[A-Z]{3}' }
`,good:`
components:
  schemas:
    Pet:
      type: object
      properties:
        code: { type: string, maxLength: 8, pattern: '^[A-Z]{3}$' }
`},visit:"schema",applies:schema3=>schema3.request&&schema3.values===void 0&&schema3.patterns.length>0,*check(schema3){let all=schema3.patterns.map(pattern=>patternFacts(pattern));if(!(all.some(facts=>facts?.anchoredStart===!0&&facts.anchoredEnd)||all.every(facts=>facts?.loose!==!1)))for(let{raw,place}of schema3.parts){let pattern=get(raw,"pattern"),facts=typeof pattern=="string"?patternFacts(pattern):void 0;if(facts===void 0||facts.loose)continue;let missing2=[facts.anchoredStart?"":"`^`",facts.anchoredEnd?"":"`$`"].filter(anchor2=>anchor2!=="").join(" and ");yield{message:`The pattern of ${label(place)} lacks ${missing2}, so text around a match passes too: write ${missing2} around all of it`,place:place.at("pattern")}}}};function cycles(schemas,children3){let known3=new Map,open=[],groups=[];for(let root of schemas){if(known3.has(root))continue;let frames=[],enter=schema3=>{known3.set(schema3,{index:known3.size,low:known3.size,open:!0}),open.push(schema3),frames.push({schema:schema3,rest:children3(schema3)[Symbol.iterator](),self:!1})};enter(root);for(let frame=frames.at(-1);frame!==void 0;frame=frames.at(-1)){let mine=known3.get(frame.schema)??{index:0,low:0,open:!1},next=frame.rest.next();if(!next.done){next.value===frame.schema&&(frame.self=!0);let seen=known3.get(next.value);seen===void 0?enter(next.value):seen.open&&(mine.low=Math.min(mine.low,seen.index));continue}frames.pop();let above=frames.at(-1),theirs=above===void 0?void 0:known3.get(above.schema);if(theirs!==void 0&&(theirs.low=Math.min(theirs.low,mine.low)),mine.low!==mine.index)continue;let group=open.splice(open.lastIndexOf(frame.schema));for(let schema3 of group)(known3.get(schema3)??mine).open=!1;(group.length>1||frame.self)&&groups.push(group)}}return groups}var input_recursive_default={id:"input-recursive",title:"Recursive request schema without a bound",severity:"warn",owasp:"API4:2023",cwe:674,why:"A value nested a hundred thousand times deep is valid, and overflows the stack of whatever walks it.",fix:"Bound the array or map that recurs (`maxItems`, `maxProperties`), state the depth that the server enforces (`x-max-depth`), or cut the recursion.",examples:{bad:`
components:
  schemas:
    Folder:
      type: object
      properties:
        folders: { type: array, items: { $ref: '#/components/schemas/Folder' } }
`,good:`
components:
  schemas:
    Folder:
      type: object
      properties:
        folders: { type: array, maxItems: 20, items: { $ref: '#/components/schemas/Folder' } }
`},options:{depthKeys:["x-max-depth","x-maxDepth","x-max-nesting"]},optionDocs:{depthKeys:"Extensions that state the depth which the server enforces."},visit:"api",*check(api,{options}){let recursive=api.schemas.filter(schema3=>schema3.recursive&&schema3.request&&!isBounded(schema3,options.depthKeys)),order2=new Map(recursive.map((schema3,index)=>[schema3,index]));for(let group of cycles(recursive,schema3=>children2(schema3,order2))){let inOrder=group.sort((a,b)=>(order2.get(a)??0)-(order2.get(b)??0)),first=inOrder.find(schema3=>schema3.name!==void 0)??inOrder[0];if(first===void 0)continue;let others=inOrder.filter(schema3=>schema3.name!==void 0&&schema3.name!==first.name).slice(0,3).map(schema3=>label(schema3.place)),through=others.length===0?"":` through ${others.join(", ")}`;yield{message:`${inputSubject(first.place)} contains itself${through}, so a request may nest without end: bound the list that recurs with \`maxItems\`, or state the depth in \`x-max-depth\``,place:first.place}}}};function isBounded(schema3,depthKeys){return schema3.maxItems!==void 0||schema3.maxProperties!==void 0?!0:schema3.parts.some(({raw})=>depthKeys.some(key2=>get(raw,key2)!==void 0))}function*children2(schema3,among){let all=[...schema3.alternatives,...schema3.prefixItems,...schema3.patternProperties,...schema3.extra];for(let{schema:child,readOnly}of schema3.properties.values())readOnly||all.push(child);schema3.items!==void 0&&all.push(schema3.items),typeof schema3.additional=="object"&&all.push(schema3.additional);for(let child of all)among.has(child)&&(yield child)}var redirectTargets=perApi(api=>{let redirects=urlInputs(api).filter(({purpose})=>purpose==="redirect"),byPlace=new Map(redirects.map(input=>[key(input),input])),ofSchema=new Map,inSchema=schema3=>{let known3=ofSchema.get(schema3);if(known3!==void 0)return known3;let inputs=byPlace.size===0?[]:[...schema3.properties.values()].flatMap(property=>byPlace.get(key(property))??[]);return ofSchema.set(schema3,inputs),inputs},found2=new Map;for(let operation3 of api.operations){if(operation3.origin!=="path"||!operation3.responses.some(({status})=>/^3(?:0[12378]|XX)$/.test(status)))continue;let bodies=(operation3.body?.content??[]).flatMap(({schema:schema3})=>schema3===void 0?[]:[schema3,...schema3.alternatives]),taken=[...operation3.parameters.flatMap(parameter4=>byPlace.get(key(parameter4))??[]),...bodies.flatMap(inSchema)];for(let input of taken)found2.has(input)||found2.set(input,operation3)}return found2});function key({place}){return`${place.document.file}#${place.pointer}`}var input_redirect_default={id:"input-redirect",title:"Open redirect",severity:"warn",owasp:"API8:2023",cwe:601,why:"A redirect that goes where the caller says lends your host name to phishing, and hands over codes and tokens in the URL.",fix:"Limit the target: `enum`, a `pattern` that names the host (`^https://app\\.example\\.com/`), or a path on your own host.",examples:{bad:`
paths:
  /login:
    get:
      parameters:
        - { name: return_url, in: query, schema: { type: string, format: uri } }
      responses:
        '302': { description: Back to the caller }
`,good:`
paths:
  /login:
    get:
      parameters:
        - { name: return_url, in: query, schema: { type: string, pattern: '^https://app\\.example\\.com/' } }
      responses:
        '302': { description: Back to the caller }
`},options:{hostKeys},optionDocs:{hostKeys:hostKeysDoc},visit:"api",*check(api,{options}){for(let[{place,schema:schema3},operation3]of redirectTargets(api))isHostConstrained(schema3,options.hostKeys)||(yield{message:`${inputSubject(place)} decides where \`${operation3.label}\` redirects: limit it by \`enum\` or a \`pattern\` that names the host`,place})}};var writtenSchemas=perApi(api=>{let found2=new Set,open=[],add=schema3=>{schema3===void 0||found2.has(schema3)||!schema3.request||(found2.add(schema3),open.push(schema3))};for(let operation3 of api.operations)if(!(operation3.safe||operation3.origin!=="path")){for(let parameter4 of operation3.parameters)add(parameter4.schema);for(let media of operation3.body?.content??[])add(media.schema),add(media.itemSchema)}for(let schema3=open.pop();schema3!==void 0;schema3=open.pop()){for(let property of schema3.properties.values())property.readOnly||add(property.schema);for(let inner of[schema3.items,...schema3.prefixItems,...schema3.patternProperties,...schema3.alternatives,...schema3.extra])add(inner);typeof schema3.additional=="object"&&add(schema3.additional)}return found2});var input_sanitised_default={id:"input-sanitised",title:"Free text without sanitising evidence",severity:"off",owasp:"API8:2023",cwe:79,why:"Text that may hold anything, markup included, is stored by this operation and shown by another.",fix:"Add a `pattern` that leaves out `<`, or state how the text is cleaned: `x-sanitize: html`.",examples:{bad:`
paths:
  /comments:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                text: { type: string, maxLength: 500 }
      responses:
        '201': { description: Created }
`,good:`
paths:
  /comments:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                text: { type: string, maxLength: 500, x-sanitize: html }
      responses:
        '201': { description: Created }
`},options:{keys:["x-sanitize","x-sanitise","x-sanitized","x-sanitised","x-sanitizer"]},optionDocs:{keys:"Extensions that say how a text is cleaned or escaped."},visit:"schema",applies:(schema3,{api})=>isRequestValue(schema3,"string")&&!isBinary(schema3)&&schema3.format===void 0&&writtenSchemas(api).has(schema3),*check(schema3,{options}){schema3.patterns.some(pattern=>patternFacts(pattern)?.loose===!1)||schema3.parts.some(({raw})=>options.keys.some(key2=>isEvidence(get(raw,key2))))||(yield{message:`${inputSubject(schema3.place)} takes free text, markup included: add a restricting \`pattern\`, or say how it is cleaned with \`${options.keys[0]??"x-sanitize"}\``})},everywhere:count2=>`None of the ${count2} free-text inputs of unsafe operations says how it is cleaned: add \`pattern\` or \`x-sanitize\` to each`};function isEvidence(value){return value!==void 0&&value!==!1&&value!==null&&value!=="none"}var input_schema_default={id:"input-schema",title:"Input without a schema",severity:"error",owasp:"API8:2023",cwe:20,why:"Input that no schema describes cannot be validated by a gateway or framework, so anything reaches the code behind it.",fix:"Give the body, parameter, header or media type a `schema` (a header or parameter may use `content` instead).",examples:{bad:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json: {}
      responses:
        '201': { description: Created }
`,good:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string, maxLength: 80 } } }
      responses:
        '201': { description: Created }
`},visit:"api",*check(api){for(let{at,of,add}of bare2(api)){let what=of===void 0?"has no schema":`has no schema for \`${of}\``;yield{message:`${inputSubject(at)} ${what}, so nothing says which input is valid: add ${add}`,place:at}}}};function*bare2(api){for(let parameter4 of api.parameters){if(!isReceived(parameter4.usedBy))continue;(api.version==="2.0"?(parameter4.schema?.types.length??0)>0||has(parameter4.raw,"$ref","allOf"):has(parameter4.raw,"schema","content"))?yield*bareMediaTypes(parameter4.content,api):yield{at:parameter4.place,add:api.version==="2.0"?"`type` and its bounds":"`schema`"}}for(let body of receivedBodies(api)){if(api.version==="2.0"){get(body.raw,"in")==="body"&&!has(body.raw,"schema")&&(yield{at:body.place,add:"`schema`"});continue}let content=get(body.raw,"content");(content===void 0||isObject(content)&&Object.keys(content).length===0)&&(yield{at:body.place,add:"`content` with a media type and its `schema`"}),yield*bareMediaTypes(body.content,api)}let sent=new Set(api.responses.flatMap(response3=>[...response3.headers.values()]).map(header3=>header3.raw));for(let header3 of api.headers)sent.has(header3.raw)||isInResponse(header3.place)||api.version==="2.0"||has(header3.raw,"schema","content")||(yield{at:header3.place,add:"`schema`"})}function*bareMediaTypes(content,api){for(let media of content)has(media.raw,"schema","itemSchema")||api.version!=="3.0"&&isBytes(media.type)||(yield{at:media.place,of:media.type,add:"`schema`"})}function isBytes(type){return type==="application/octet-stream"||/^(?:image|audio|video|font)\//.test(type)||/^application\/(?:pdf|zip|gzip|x-tar)$/.test(type)}function isInResponse(place){return place.path.includes("responses")}function has(raw,...keys2){return keys2.some(key2=>get(raw,key2)!==void 0)}var input_shared_schema_default={id:"input-shared-schema",title:"One schema for request and response",severity:"info",owasp:"API3:2023",cwe:915,why:"Where one schema serves both ways and marks nothing, every field that the server shows is one that the caller may set.",fix:"Mark server-managed fields `readOnly` (and secrets `writeOnly`), or write a schema for each direction.",examples:{bad:`
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80 }
        createdAt: { type: string, format: date-time }
`,good:`
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80 }
        createdAt: { type: string, format: date-time, readOnly: true }
`},visit:"api",*check(api){for(let schema3 of new Set(writtenObjects(api).map(written=>written.schema))){if(schema3.name===void 0||!schema3.response)continue;let properties2=[...schema3.properties.values()];if(properties2.some(property=>property.readOnly||property.writeOnly||property.schema.readOnly||property.schema.writeOnly))continue;let context=splitWords(schema3.name),managed=properties2.filter(property=>managedKind(property,context)!==void 0),[first]=managed;if(first===void 0)continue;let names=managed.slice(0,3).map(({name})=>`\`${name}\``).join(", ");yield{message:`${inputSubject(schema3.place)} is both what callers send and what they get, ${names} included: mark what the server manages \`readOnly\`, or write two schemas`,place:schema3.place,related:[{place:first.place,message:`${label(first.place)} is managed by the server`}]}}}};var input_string_format_default={id:"input-string-format",title:"Request string of any content",severity:"info",owasp:"API8:2023",cwe:20,why:"A string with no stated form is passed on as it is, and the first code that gives it meaning (SQL, HTML, a shell) meets it raw.",fix:"Add `format`, `pattern`, `enum` or `const`.",examples:{bad:`
paths:
  /pets/{name}:
    get:
      parameters:
        - name: name
          in: path
          required: true
          schema: { type: string, maxLength: 80 }
      responses:
        '200': { description: A pet }
`,good:`
paths:
  /pets/{name}:
    get:
      parameters:
        - name: name
          in: path
          required: true
          schema: { type: string, maxLength: 80, pattern: '^[a-z-]+$' }
      responses:
        '200': { description: A pet }
`},visit:"schema",applies:schema3=>isRequestValue(schema3,"string"),*check(schema3){schema3.format!==void 0||schema3.pattern!==void 0||schema3.parts.some(({raw})=>get(raw,"contentMediaType")!==void 0||get(raw,"contentEncoding")!==void 0)||(yield{message:`${inputSubject(schema3.place)} may hold any text: add \`pattern\`, \`format\`, \`enum\` or \`const\``})},everywhere:count2=>`None of the ${count2} request strings says which text is valid: add \`pattern\`, \`format\`, \`enum\` or \`const\` to each`};var input_string_length_default={id:"input-string-length",title:"Request string without an upper length",severity:"warn",owasp:"API4:2023",cwe:770,why:"A string of any length costs the server memory, parsing and storage that the caller chooses.",fix:"Add `maxLength`, or `enum`, an anchored `pattern` with a bound, or a format of fixed length such as `uuid` or `date-time`.",examples:{bad:`
paths:
  /pets:
    get:
      parameters:
        - name: name
          in: query
          schema: { type: string }
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      parameters:
        - name: name
          in: query
          schema: { type: string, maxLength: 80 }
      responses:
        '200': { description: Pets }
`},options:{boundedFormats:[]},optionDocs:{boundedFormats:"More formats, in lower case, whose strings your validator bounds."},visit:"schema",applies:schema3=>isRequestValue(schema3,"string")&&!isBinary(schema3),*check(schema3,{options}){if(isBoundedString(schema3,options.boundedFormats))return;let pattern=schema3.pattern===void 0?"":" (its `pattern` sets none)";yield{message:`${inputSubject(schema3.place)} has no upper length${pattern}, so a caller can send megabytes: add \`maxLength\``}},everywhere:count2=>`None of the ${count2} request strings has an upper length, so a caller can send megabytes: add \`maxLength\` to each`};var input_type_default={id:"input-type",title:"Request schema without a type",severity:"warn",owasp:"API8:2023",cwe:20,why:"A schema without `type` accepts every JSON value: `properties` or `maxLength` say nothing of a value of another type.",fix:"Add `type` (3.1 and later: a list where several are meant), or `enum`/`const`.",examples:{bad:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`,good:`
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '201': { description: Created }
`},visit:"schema",applies:(schema3,{api})=>schema3.request&&!schema3.never&&!(api.version==="2.0"&&schema3.role==="parameter"),*check(schema3){if(schema3.typed||schema3.values!==void 0||schema3.alternatives.length>0||isBinary(schema3)||isUnreadable(schema3))return;let[implied]=schema3.types;yield{message:implied===void 0?`${inputSubject(schema3.place)} accepts any value: add \`type\` and its bounds`:`${inputSubject(schema3.place)} has no \`type\`, so values that are no ${implied} pass unchecked: add \`type: ${implied}\``}}};function isUnreadable(schema3){return schema3.parts.some(({raw})=>["$ref","$dynamicRef","if"].some(key2=>get(raw,key2)!==void 0))&&schema3.parts.length===1}function uploads(api){let found2=new Map;for(let body of receivedBodies(api))for(let media of body.content){let outer=[media.raw,body.raw,...body.usedBy.map(({raw})=>raw)];for(let{place,schema:schema3,field}of binaryParts(media)){let own=[...schema3?.parts??[],...schema3?.items?.parts??[]].map(({raw})=>raw),key2=`${place.document.file}#${place.pointer}`;found2.has(key2)||found2.set(key2,{place,media,schema:schema3,field,own,outer})}}return[...found2.values()]}function*binaryParts(media){let{schema:schema3}=media;if(schema3===void 0){/^(?:image|audio|video)\/|octet-stream$|^application\/(?:pdf|zip|gzip)$/.test(media.type)&&(yield{place:media.place,schema:schema3,field:void 0});return}for(let option of schema3.alternatives.length>0?schema3.alternatives:[schema3]){isBinary(option)&&(yield{place:option.place,schema:option,field:void 0});for(let{name,place,schema:part,readOnly}of option.properties.values())readOnly||(isBinary(part)?yield{place,schema:part,field:name}:part.items!==void 0&&isBinary(part.items)&&(yield{place:part.items.place,schema:part.items,field:name}))}}function carries(keys2){let known3=new Map,has2=holders=>holders.some(raw=>keys2.some(key2=>get(raw,key2)!==void 0));return({own,outer})=>{let around=known3.get(outer)??has2(outer);return known3.set(outer,around),around||has2(own)}}var input_upload_size_default={id:"input-upload-size",title:"Upload without a size bound",severity:"warn",owasp:"API4:2023",cwe:400,why:"An upload of any size fills memory or disk before a handler sees it.",fix:"Add `maxLength` (bytes, for a binary string) or `x-max-size` with the limit that the server enforces.",examples:{bad:`
paths:
  /photos:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: { type: string, format: binary }
      responses:
        '201': { description: Stored }
`,good:`
paths:
  /photos:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: { type: string, format: binary, maxLength: 5000000 }
      responses:
        '201': { description: Stored }
`},options:{keys:["x-max-size","x-maxSize","x-max-length","x-max-file-size","x-maxFileSize","x-max-bytes","x-max-content-length"]},optionDocs:{keys:"Extensions on the schema, media type, body or operation that state the largest size."},visit:"api",*check(api,{options}){let isLimited=carries(options.keys);for(let upload of uploads(api)){let{place,schema:schema3}=upload;isBound(schema3?.maxLength)||isLimited(upload)||(yield{message:`${inputSubject(place)} may be of any size: add \`maxLength\` in bytes, or \`x-max-size\` with the limit that the server enforces`,place})}}};var input_upload_type_default={id:"input-upload-type",title:"File upload of any content type",severity:"warn",owasp:"API8:2023",cwe:434,why:"A form field that takes any file takes HTML, scripts and executables, which are later served or run.",fix:"List the types in `encoding.<field>.contentType` (3.1 and later: or `contentMediaType`; 2.0: `x-content-types`).",examples:{bad:`
paths:
  /photos:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: { type: string, format: binary, maxLength: 5000000 }
      responses:
        '201': { description: Stored }
`,good:`
paths:
  /photos:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: { type: string, format: binary, maxLength: 5000000 }
            encoding:
              photo: { contentType: 'image/png, image/jpeg' }
      responses:
        '201': { description: Stored }
`},options:{keys:["x-content-types","x-content-type","x-allowed-content-types","x-allowed-types","x-mime-types","x-mimetype"]},optionDocs:{keys:"Extensions on the schema, media type, body or operation that list the allowed types."},visit:"api",*check(api,{options}){let isLimited=carries(options.keys);for(let upload of uploads(api)){if(upload.field===void 0||!upload.media.type.startsWith("multipart/")||namesTypes(upload)||isLimited(upload))continue;let edit=api.version==="2.0"?"`x-content-types`":`\`encoding.${upload.field}.contentType\``;yield{message:`${inputSubject(upload.place)} takes a file of any type, scripts and executables too: list the allowed types in ${edit}`,place:upload.place}}}};function namesTypes({media,schema:schema3,field=""}){let encoding2=getString(get(get(media.raw,"encoding"),field),"contentType"),own=schema3?.parts.map(({raw})=>getString(raw,"contentMediaType"))??[];return[encoding2,...own].some(types=>types?.split(",").every(type=>!/^(?:|\*\/\*|application\/(?:\*|octet-stream))$/.test(type.trim().toLowerCase())))}var input_url_default={id:"input-url",title:"URL input without a host constraint",severity:"warn",owasp:"API7:2023",cwe:918,why:"A server that fetches whatever URL it is given can be sent to metadata services and internal hosts.",fix:"Limit the host by `enum` or a `pattern` (`^https://images\\.example\\.com/`), or state the checks in `x-allowed-hosts`.",examples:{bad:`
paths:
  /previews:
    post:
      parameters:
        - { name: imageUrl, in: query, schema: { type: string, format: uri } }
      responses:
        '200': { description: A preview }
`,good:`
paths:
  /previews:
    post:
      parameters:
        - { name: imageUrl, in: query, schema: { type: string, pattern: '^https://images\\.example\\.com/' } }
      responses:
        '200': { description: A preview }
`},options:{hostKeys},optionDocs:{hostKeys:hostKeysDoc},visit:"api",*check(api,{options}){let redirects=redirectTargets(api);for(let input of urlInputs(api)){if(input.purpose==="callback"||redirects.has(input)||isHostConstrained(input.schema,options.hostKeys))continue;let harm2=input.purpose==="redirect"?"so users can be sent to a foreign site":"internal ones too";yield{message:`${inputSubject(input.place)} may name any host, ${harm2}: limit it by \`enum\`, a \`pattern\` that names the host, or \`x-allowed-hosts\``,place:input.place}}}};var input_xml_default={id:"input-xml",title:"XML accepted",severity:"info",owasp:"API8:2023",cwe:611,why:"XML parsers resolve external entities and expand internal ones by default in many libraries: files are read and memory filled.",fix:"Switch off DTDs and external entities in the parser; where no caller needs XML, drop the media type.",examples:{bad:`
paths:
  /orders:
    post:
      requestBody:
        content:
          application/xml:
            schema: { type: object }
      responses:
        '201': { description: Created }
`,good:`
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '201': { description: Created }
`},visit:"api",*check(api){let found2=[...writtenTypes(api)].filter(({type})=>/^(?:application|text)\/xml(?:-dtd|-external-parsed-entity)?$|\+xml$/.test(type)),places=new Set(found2.map(({place})=>place.pointer)).size;if(places>=10){yield{message:`XML is accepted in ${places} places: switch off DTDs and external entities in the parser, or drop the media type`};return}for(let{type,place}of found2)yield{message:`\`${type}\` is accepted: switch off DTDs and external entities in the parser, or drop the media type`,place}}};var transportPolicy={schemes:["https","wss"],loopback:"allow"},transportPolicyDocs={schemes:"URL schemes that count as TLS.",loopback:"`allow` lets servers on `localhost`, `127.0.0.0/8` and `[::1]` do without TLS, `deny` does not."},SPECIAL=new Set(["http","https","ws","wss","ftp","file"]);function urlScheme(url){let match=/^[\s\p{Cc}]*([a-z][a-z0-9+.-]*):(\/\/)?/iu.exec(url),scheme=match?.[1]?.toLowerCase();return scheme!==void 0&&(match?.[2]!==void 0||SPECIAL.has(scheme))?scheme:void 0}function urlHost(url){let start=url.indexOf("//");if(start<0)return"";let[authority=""]=url.slice(start+2).split(/[/?#\\]/,1),host=authority.slice(authority.lastIndexOf("@")+1).toLowerCase();return host.startsWith("[")?host.slice(0,host.indexOf("]")+1):host.split(":",1)[0]??""}function isLoopback(host){return/^(?:(?:[^.]+\.)*localhost\.?|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[(?:0*:)*0*1\]|\[::\])$/.test(host)}function isCleartext(url,policy){let scheme=urlScheme(url);return scheme===void 0||policy.schemes.includes(scheme)?!1:policy.loopback==="deny"||!isLoopback(urlHost(url))}function variableTransports(server2,policy){let{url}=server2,end2=url.indexOf("://"),first=url.indexOf("{");if(first<0||end2>=0&&first>end2)return[];let inScheme=end2>=0&&url.lastIndexOf("}",end2)>first;if(!inScheme&&first!==0)return[];let names=[...url.slice(0,inScheme?end2:url.indexOf("}")+1).matchAll(/\{([^{}]*)\}/g)].flatMap(([,name])=>name??[]).slice(0,4);return names.flatMap(name=>judge(server2,name,names,inScheme,policy)??[])}function judge(server2,name,names,inScheme,policy){let variable=server2.variables.get(name),filled2=names.filter(other=>other!==name).reduce((url,other)=>url.replace(`{${other}}`,()=>server2.variables.get(other)?.default??""),server2.url),clear=value=>isCleartext(filled2.replace(`{${name}}`,()=>value),policy);if(variable?.default!==void 0&&clear(variable.default))return{name,value:variable.default,place:variable.place.at("default")};let values3=getArray(getObject(getObject(server2.raw,"variables"),name),"enum"),index=values3?.findIndex(value=>typeof value=="string"&&clear(value))??-1;if(variable!==void 0&&index>=0)return{name,value:String(values3?.[index]),place:variable.place.at("enum",index)};if(variable?.enum!==void 0&&variable.enum.length>0)return;let holdsScheme=inScheme||(variable?.default===void 0?!/path|prefix|version|stage/i.test(name):urlScheme(variable.default)!==void 0),worst=inScheme?server2.url.slice(server2.url.indexOf("://")):"://";if(!(!holdsScheme||policy.loopback==="allow"&&isLoopback(urlHost(worst))))return{name,value:void 0,place:variable?.place??server2.urlPlace}}var inventory_external_ref_default={id:"inventory-external-ref",title:"Reference to a foreign host",severity:"error",essential:!0,owasp:"API8:2023",cwe:829,why:"Whoever runs the host of a remote `$ref` decides what this document says, security included, after it was reviewed.",fix:"Copy the file into the repository and refer to it by a relative path, or allow the host in the policy.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { $ref: 'https://schemas.acme.dev/pets.yaml#/Pets' }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pets' }
components:
  schemas:
    Pets: { type: array, maxItems: 10, items: { type: string } }
`},options:{allowedHosts:[]},optionDocs:{allowedHosts:"Hosts that references may lead to, such as `schemas.acme.io`; `*.acme.io` stands for those below."},visit:"api",*check({brokenRefs},{options}){for(let{place,ref,reason}of brokenRefs){let host=urlHost(ref);reason!=="remote"||options.allowedHosts.some(allowed=>matches2(host,allowed.toLowerCase()))||(yield{message:`\`${ref}\` lets ${host===""?"a remote file":`\`${host}\``} change this document after its review: copy the file into the repository, or allow the host in the policy`,place})}}};function matches2(host,allowed){return host===allowed||allowed.startsWith("*.")&&host.endsWith(allowed.slice(1))}var MAX_VALUES2=100;function serverHosts(server2,api){if(api.version==="2.0"){let host=urlHost(server2.url);return host===""?[]:[{host,place:api.place.at("host"),variable:void 0}]}let template=hostTemplate(server2.url),names=variableNames(template);if(names.length===0)return template===""?[]:[{host:hostOf(template),place:server2.urlPlace,variable:void 0}];let defaults=fill(template,names,server2),found2=[];for(let name of names){let variable=server2.variables.get(name);if(variable===void 0)continue;let others=names.filter(other=>other!==name),add=(value,place)=>{let host=hostOf(fill(template.replaceAll(`{${name}}`,()=>value),others,server2));host!==""&&!found2.some(known3=>known3.host===host)&&found2.push({host,place,variable:name})};variable.default!==void 0&&add(variable.default,variable.place.at("default"));for(let[index,value]of(variable.enum??[]).slice(0,MAX_VALUES2).entries())add(value,variable.place.at("enum",index))}return found2.length>0?found2:[{host:hostOf(defaults),place:server2.urlPlace,variable:void 0}]}function hostTemplate(url){let text3=url.trim(),start=text3.indexOf("//");return start>=0?`//${text3.slice(start+2).split(/[/?#]/,1)[0]}`:/^localhost(?:[:/]|$)/i.test(text3)?"//localhost":text3.startsWith("{")?text3.split(/[/?#]/,1)[0]??"":""}function hostVariables(url){let template=hostTemplate(url),port=/:(?:\{[^{}]*\}|\d*)$/.exec(template);return variableNames(port===null?template:template.slice(0,port.index))}function hostSuffix(url){let template=hostTemplate(url).toLowerCase();return template.slice(template.lastIndexOf("}")+1)}function variableNames(template){return[...new Set([...template.matchAll(/\{([^{}]{1,200})\}/g)].map(([,name])=>name??""))].slice(0,10)}function fill(template,names,server2){return names.reduce((text3,name)=>text3.replaceAll(`{${name}}`,()=>server2.variables.get(name)?.default??`{${name}}`),template)}function hostOf(filled2){return urlHost(filled2.includes("//")?filled2.slice(filled2.lastIndexOf("//")):filled2)}var inventory_host_variable_default={id:"inventory-host-variable",title:"Host variable without enum",severity:"warn",owasp:"API9:2023",cwe:918,why:"An open host variable lets whoever sets it choose where requests and their credentials go, and hides which hosts run the API.",fix:"List the hosts in the `enum` of the variable, or write each as a server of its own.",examples:{bad:`
servers:
  - url: https://{region}.acme.io/v1
    variables:
      region: { default: eu }
`,good:`
servers:
  - url: https://{region}.acme.io/v1
    variables:
      region: { default: eu, enum: [eu, us] }
`},options:{allowedSuffixes:[]},optionDocs:{allowedSuffixes:"Fixed ends behind the variable that keep requests at home, such as `.acme.io` where each tenant has its own subdomain."},visit:"server",applies:(_server,{api})=>api.version!=="2.0",*check({url,variables,urlPlace},{options}){let suffix=hostSuffix(url);if(!options.allowedSuffixes.some(allowed=>suffix===allowed.toLowerCase()))for(let name of hostVariables(url)){let variable=variables.get(name);(variable?.enum?.length??0)>0||url.trim().startsWith("{")&&!url.includes("//")&&!(variable?.default??"").includes("//")||(yield{message:`\`{${name}}\` lets any host stand in \`${url}\`, so credentials may be sent anywhere: list the hosts in its \`enum\``,place:variable?.place??urlPlace})}}};var STAGES=["staging","stage","stg","dev","develop","development","test","testing","qa","uat","sit","preprod","preproduction","internal","intranet","corp"],inventory_internal_host_default={id:"inventory-internal-host",title:"Internal host in a public document",severity:"warn",owasp:"API9:2023",cwe:200,why:"A public document that lists internal and staging hosts is a map of the less guarded machines.",fix:"Remove the server from the public document, or keep it in an internal one.",examples:{bad:`
info:
  title: Pets
  version: '1.0'
  x-audience: external-public
servers:
  - url: https://pets.staging.acme.io
`,good:`
info:
  title: Pets
  version: '1.0'
  x-audience: external-public
servers:
  - url: https://pets.acme.io
`},options:{public:!1,stages:STAGES},optionDocs:{public:"Set it for documents that are published (by path in `overrides`); `x-audience: external-public` or `x-visibility: public` in a document says the same.",stages:"Words in a host name that tell a stage before production."},visit:"server",applies:(_server,{api,options})=>options.public||saysPublic(api),*check(server2,{api,options}){for(let{host,place}of serverHosts(server2,api)){let kind=internal(host,options.stages);kind!==void 0&&(yield{message:`\`${host}\` is ${kind}, and this document is public: remove the server or keep it in an internal document`,place})}}};function saysPublic({raw}){return[raw,getObject(raw,"info")].some(holder=>{let audience=(getString(holder,"x-audience")??getString(holder,"x-visibility")??"").toLowerCase();return audience==="public"||audience.startsWith("external-")||get(holder,"x-public")===!0})}function internal(host,stages){if(isPrivateAddress(host))return"a private address (RFC 1918)";let labels=host.split(".").filter(label3=>label3!==""),top=labels.at(-1)??"";if(["local","internal","intranet","corp","lan","home","private","svc","consul"].includes(top)||labels.length===1&&host!=="localhost"&&!/[{}[\]]/.test(host))return"an internal name";let stage=labels.slice(0,-2).flatMap(label3=>label3.split(/[-_]/)).find(word=>stages.includes(word.replace(/\d+$/,"")));return stage===void 0?void 0:`a \`${stage}\` host`}function isPrivateAddress(host){return host.startsWith("[")?/^\[f[cd][\da-f]{2}:|^\[fe[89ab][\da-f]:/.test(host):/^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2})$/.test(host)}var inventory_operation_id_default={id:"inventory-operation-id",title:"Unique operation ids",severity:"info",owasp:"API9:2023",why:"Logs, policies and access reviews name an operation by its id; without one, or with one twice, they mean something else.",fix:"Give every operation an `operationId` of its own.",examples:{bad:`
paths:
  /pets:
    get:
      operationId: pets
      responses:
        '200': { description: Pets }
    post:
      operationId: pets
      responses:
        '201': { description: Created }
`,good:`
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': { description: Pets }
    post:
      operationId: createPet
      responses:
        '201': { description: Created }
`},visit:"operation",*check(operation3,{api}){let{operationId,origin,label:label3}=operation3;if(operationId===void 0||operationId.trim()===""){origin==="path"&&(yield{message:`\`${label3}\` has no \`operationId\`, so logs and policies cannot name it: add one`});return}let first=firstWith(api,operationId);first===operation3||first===void 0||(yield{message:`\`${operationId}\` is the id of \`${first.label}\` too, so logs and policies mix them up: give \`${label3}\` an \`operationId\` of its own`,at:["operationId"],related:[{place:first.place.at("operationId"),message:`\`${first.label}\` has the same id`}]})},everywhere:count2=>`None of the ${count2} operations has an \`operationId\`, so logs and policies cannot name them: add one to each`},firstById=new WeakMap;function firstWith(api,operationId){let known3=firstById.get(api);if(known3===void 0){let map2=new Map;for(let operation3 of api.operations){let{operationId:id}=operation3;id!==void 0&&!map2.has(id)&&map2.set(id,operation3)}known3=map2,firstById.set(api,map2)}return known3.get(operationId)}var STAND_IN=/^(?:(?:your|my|some)[-_]?(?:domain|company|host|server|api|site|org|organi[sz]ation|instance|app|tenant|url)(?:name)?|(?:host|domain)[-_]?name|change[-_]?me|placeholder|todo|tbd)$/,inventory_placeholder_host_default={id:"inventory-placeholder-host",title:"Placeholder host",severity:"warn",owasp:"API9:2023",why:"A document that points at `example.com` or `localhost` describes no deployment: scanners test nothing, and clients may send credentials to a stranger.",fix:"Name the API's own host, or use a relative server URL such as `/v1`.",examples:{bad:`
servers:
  - url: https://api.example.com/v1
`,good:`
servers:
  - url: https://api.acme.io/v1
`},options:{allowed:[]},optionDocs:{allowed:"Hosts that may stand in a document all the same, such as `localhost`."},visit:"server",*check(server2,{api,options}){for(let{host,place,variable}of serverHosts(server2,api)){if(options.allowed.includes(host))continue;let kind=placeholder(host,variable!==void 0);kind!==void 0&&(yield{message:`\`${host}\` is ${kind}: name the host that runs, or use a relative URL such as \`/v1\``,place})}}};function placeholder(host,fromVariable){if(isLoopback(host))return"the reader's own machine, no deployment";let labels=host.split(".").filter(label3=>label3!=="");if(labels.includes("example")||["test","invalid"].includes(labels.at(-1)??""))return"a placeholder (RFC 2606), which no API answers";if(!fromVariable)return/[<>[\]]/.test(host.replace(/^\[[\da-f:.]+\]$/,""))||labels.some(label3=>STAND_IN.test(label3))?"a placeholder":void 0}var inventory_query_in_path_default={id:"inventory-query-in-path",title:"Query string in a path",severity:"warn",owasp:"API9:2023",why:"A path has no query part: gateways and scanners that match on paths never see the operation, so its rules are not applied.",fix:"Cut the path before the `?` and declare what follows as query parameters.",examples:{bad:`
paths:
  /pets?kind=dog:
    get:
      responses:
        '200': { description: Dogs }
`,good:`
paths:
  /pets:
    get:
      parameters:
        - { name: kind, in: query, schema: { type: string } }
      responses:
        '200': { description: Pets }
`},visit:"pathItem",applies:({origin,path},{api})=>origin==="path"&&get(get(api.raw,"paths"),path)!==void 0,*check({path},{api}){let at=path.indexOf("?");at<0||(yield{message:`\`${path}\` holds a query string, so gateways never match it: use \`${path.slice(0,at).replace(/\{$/,"")}\` and declare the rest as \`in: query\` parameters`,place:api.place.at("paths",path)})}};var inventory_sunset_default={id:"inventory-sunset",title:"End of deprecated operations",severity:"info",owasp:"API9:2023",why:"A deprecated operation without an end stays reachable and unpatched for years.",fix:"Answer with the `Sunset` (RFC 8594) or `Deprecation` (RFC 9745) header and declare it, or state `x-sunset` with a date.",examples:{bad:`
paths:
  /pets:
    get:
      deprecated: true
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      deprecated: true
      x-sunset: '2027-06-30'
      responses:
        '200': { description: Pets }
`},options:{keys:["x-sunset","x-sunset-date","x-deprecation-date","x-deprecated-until","x-end-of-life"]},optionDocs:{keys:"Extension keys that state the end, on the operation or its path."},visit:"operation",applies:({origin,deprecated})=>origin==="path"&&deprecated,*check(operation3,{options}){let{label:label3,responses,pathItem:pathItem3}=operation3;responses.some(({response:response3})=>response3.headers.has("sunset")||response3.headers.has("deprecation"))||findEvidence([operation3,pathItem3],options)===void 0&&(yield{message:`\`${label3}\` is deprecated without an end, so it stays reachable for years: declare a \`Sunset\` header or add \`${options.keys[0]??"x-sunset"}\` with a date`,at:["deprecated"]})},everywhere:count2=>`None of the ${count2} deprecated operations has an end: declare a \`Sunset\` header or add \`x-sunset\` with a date to each`};var inventory_trace_method_default={id:"inventory-trace-method",title:"TRACE method",severity:"error",essential:!0,owasp:"API8:2023",cwe:489,why:"TRACE echoes the request with its cookies and authorization headers, which proxies add too, to whoever can read the answer.",fix:"Remove the `trace` operation and turn the method off in the server.",examples:{bad:`
paths:
  /pets:
    trace:
      responses:
        '200': { description: Echo }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`},visit:"operation",*check({method,path}){method.toUpperCase()==="TRACE"&&(yield{message:`\`${method} ${path}\` echoes the request with its credentials to the caller: remove the operation and turn TRACE off in the server`})}};var HANDLER=new RegExp(`^on(?:${["abort|afterprint|animation[a-z]+|auxclick|before[a-z]+|begin|blur|cancel|canplay|canplaythrough|change|click|close|contextmenu|copy|cuechange|cut","dblclick|drag[a-z]*|drop|durationchange|emptied|end|ended|error|finish|focus|focusin|focusout|formdata|fullscreenchange|gotpointercapture","hashchange|input|invalid|key(?:down|press|up)|load|loaded[a-z]+|loadstart|lostpointercapture|message|mouse[a-z]+|mousewheel|page(?:hide|show)","paste|pause|play|playing|pointer[a-z]+|popstate|progress|ratechange|repeat|reset|resize|scroll|scrollend|search|securitypolicyviolation|seeked","seeking|select|selectionchange|selectstart|show|slotchange|stalled|start|storage|submit|suspend|timeupdate|toggle|touch[a-z]+|transition[a-z]+","unhandledrejection|unload|volumechange|waiting|webkit[a-z]+|wheel"].join("|")})$`,"i"),URL_ATTRIBUTES=new Set(["href","src","action","formaction","xlink:href","data","poster","background"]),SUSPECT=/[<:]script|\bon[a-z]{3,30}[\s/]*=|s\s*c\s*r\s*i\s*p\s*t\s*:|&(?:#|tab;|newline;|colon;)|:\s*text\/html/i,SUSPECT_SOURCE=/[<:]script|on[a-z]{3,30}(?:[\s/]|\\[tnrf/])*=|s\s*c\s*r\s*i\s*p\s*t\s*:|\\[tnr]\s*(?:cript|ript|ipt|pt|t)?\s*:|&(?:#|tab;|newline;|colon;)|:(?:\s|\\[tnr])*text\\?\/html|\\[xuU]|\\\r?\n/i;function isSuspectSource(source){return SUSPECT_SOURCE.test(source)}function findUnsafe(text3){if(!SUSPECT.test(text3))return;let budget={left:text3.length*20+1e4};for(let block of blocks(text3)){let found2=inBlock(block,!1,budget)??inBlock(block,!0,budget);if(found2!==void 0)return found2}}var VERBATIM=/^ {0,3}<(script|pre|style|textarea)(?:[\s>]|$)/i,BLOCK_TAG=/^ {0,3}<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i,LONE_TAG=/^ {0,3}<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?>\s*$/i,FENCE=/^((?:\s|>){0,40})(`{3,}|~{3,})(.*)$/,LIST_ITEM=/^\s{0,40}(?:[-+*]|\d{1,9}[.)])\s/;function*blocks(text3){let lines=[],html=!1,verbatim,fence,inList=!1,block=()=>({text:lines.join(`
`),html});for(let line of text3.split(/\r\n|\r|\n/)){let marker=FENCE.exec(line);if(fence!==void 0){marker?.[2]?.startsWith(fence.char)&&marker[2].length>=fence.length&&(marker[3]??"").trim()===""&&(fence=void 0);continue}if(verbatim!==void 0){lines.push(line),line.toLowerCase().includes(`</${verbatim}>`)&&(verbatim=void 0);continue}inList||=LIST_ITEM.test(line);let opens=!html&&marker!==null&&opensFence(marker,inList),starts=!html&&!opens&&(VERBATIM.test(line)||BLOCK_TAG.test(line)||lines.length===0&&LONE_TAG.test(line));if((opens||starts||line.trim()==="")&&(lines.length>0&&(yield block()),lines=[],html=starts,opens&&(fence={char:(marker?.[2]??"`").charAt(0),length:marker?.[2]?.length??3})),opens||line.trim()==="")continue;lines.push(line);let tag3=starts?VERBATIM.exec(line)?.[1]?.toLowerCase():void 0;tag3!==void 0&&!line.toLowerCase().includes(`</${tag3}>`)&&(verbatim=tag3)}lines.length>0&&(yield block())}function opensFence([,indent="",run2="",rest=""],inList){return(inList||indent.replaceAll(">","").length<=3)&&!(run2.startsWith("`")&&rest.includes("`"))}function inBlock({text:text3,html},whole,budget){let spans=codeSpanEnds(text3);for(let index=0;index<text3.length;index++){if(budget.left--<=0)return"markup too tangled to judge";let char=text3[index];if(char==="\\"&&!html)index++;else if(char==="`"&&!html)index=spans(index)-1;else if(text3.startsWith("<!--",index)){let end2=text3.indexOf("-->",index+4);index=end2<0?text3.length:end2+2}else if(char==="<"){let tag3=readTag(text3,index,budget);if(tag3?.unsafe!==void 0)return tag3.unsafe;whole&&tag3!==void 0&&(index=tag3.end-1)}else if(char==="]"&&!html&&isScriptUrl(linkTarget(text3,index)))return"a script URL"}}function codeSpanEnds(block){let nextOf;return start=>{if(nextOf===void 0){let map2=new Map,last=new Map;for(let run2 of[...block.matchAll(/`+/g)].reverse()){let after=last.get(run2[0].length);after!==void 0&&map2.set(run2.index,after),last.set(run2[0].length,run2.index+run2[0].length)}nextOf=map2}let own=start;for(;block[own]==="`";)own++;return nextOf.get(start)??own}}function linkTarget(block,bracket){let next=block[bracket+1];return next==="("||next===":"?block.slice(bracket+2,bracket+202).replace(/^\s*<?/,""):""}var ATTRIBUTE=/[\s/]{0,20}([^\s=>"'/]{1,60})(\s{0,20}=\s{0,20})?/y,TAG_NAME=/<([a-z][a-z0-9:-]{0,40})/iy;function readTag(text3,start,budget){TAG_NAME.lastIndex=start;let name=TAG_NAME.exec(text3)?.[1];if(name===void 0)return;let index=start+1+name.length;if(/^(?:[a-z]+:)?script$/i.test(name)&&/^[\s/>]?$/.test(text3.charAt(index)))return{unsafe:"a script element",end:index};if(isScriptUrl(text3.slice(start+1,start+100)))return{unsafe:"a script URL",end:index};let limit=Math.min(text3.length,start+4e3);for(;index<limit&&text3[index]!==">";){if(budget.left--<=0)return{unsafe:"markup too tangled to judge",end:index};ATTRIBUTE.lastIndex=index;let attribute2=ATTRIBUTE.exec(text3);if(attribute2===null){index++;continue}if(index+=attribute2[0].length,attribute2[2]===void 0)continue;let quote=text3[index]==='"'||text3[index]==="'"?text3[index]:void 0,from=quote===void 0?index:index+1,to=from;for(;to<limit&&(quote===void 0?!/[\s>]/.test(text3.charAt(to)):text3[to]!==quote);)to++;budget.left-=to-from;let key2=(attribute2[1]??"").toLowerCase();if(HANDLER.test(key2))return{unsafe:"an event handler",end:to};if(URL_ATTRIBUTES.has(key2)&&isScriptUrl(text3.slice(from,Math.min(to,from+200))))return{unsafe:"a script URL",end:to};index=quote===void 0?to:to+1}return{end:index+1}}function isScriptUrl(text3){let plain=text3.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi,(_all,hex2,decimal)=>fromCode(hex2===void 0?Number(decimal):Number.parseInt(hex2,16))).replace(/&(?:tab|newline);/gi,"").replace(/&colon;/gi,":").replace(/[\s\p{Cc}]/gu,"");return/^(?:javascript:|vbscript:|data:text\/html)/i.test(plain)}function fromCode(code){return code>0&&code<=1114111?String.fromCodePoint(code):""}var TEXTS=new Set(["description","summary","title"]),DATA=new Set(["example","default","enum","const","value","dataValue","serializedValue"]),NAMED=new Set(["properties","patternProperties","definitions","$defs","dependentSchemas","schemas","parameters","responses","headers","callbacks","links","examples","securitySchemes","securityDefinitions","requestBodies","pathItems","variables","scopes","encoding","content","paths","webhooks","mediaTypes"]),EDITS={"a script element":"remove it, or show it as code between backticks","an event handler":"remove the attribute, or show it as code between backticks","a script URL":"link to an https URL","markup too tangled to judge":"write plain Markdown"},inventory_unsafe_markdown_default={id:"inventory-unsafe-markdown",title:"Script in a description",severity:"error",owasp:"API8:2023",cwe:79,why:"Documentation sites render descriptions as HTML, so script in one runs with the session of every developer who reads it.",fix:"Remove the script, or show it as code between backticks.",examples:{bad:`
info:
  title: Pets
  version: '1.0'
  description: 'Pets <img src=x onerror=alert(1)>'
`,good:`
info:
  title: Pets
  version: '1.0'
  description: 'Pets, never \`<img src=x onerror=alert(1)>\`'
`},visit:"api",*check({documents,version}){for(let document3 of documents)if(!(document3.text!==""&&!isSuspectSource(document3.text)))for(let{text:text3,place}of texts2(document3,version==="2.0")){let unsafe=findUnsafe(text3);unsafe!==void 0&&(yield{message:`The \`${place.key}\` holds ${unsafe}, which runs in the browser of whoever reads the documentation: ${EDITS[unsafe]}`,place})}}};function*texts2(document3,isSwagger){let seen=new Set,pending=[],push=(value,place,named2)=>{typeof value!="object"||value===null||seen.has(value)||(seen.add(value),pending.push({value,place,named:named2}))};push(document3.value,document3.root,!1);for(let next=pending.pop();next!==void 0;next=pending.pop()){let{value,place,named:named2}=next;if(Array.isArray(value)){for(let[index,item]of value.entries())push(item,place.at(index),!1);continue}for(let key2 of Object.keys(value)){let child=value[key2];typeof child=="string"&&(named2?place.key==="scopes":TEXTS.has(key2))&&(yield{text:child,place:place.at(key2)}),!(typeof child!="object"||child===null)&&(!named2&&(DATA.has(key2)||key2.startsWith("x-")||key2==="examples"&&(isSwagger||!isObject(child)))||push(child,place.at(key2),!named2&&NAMED.has(key2)&&isObject(child)))}}}var inventory_version_default={id:"inventory-version",title:"Version of the document",severity:"info",owasp:"API9:2023",why:"Without a version nobody can tell which of two documents describes what runs, and old deployments stay unnoticed.",fix:"Add `info.version`.",examples:{bad:`
info:
  title: Pets
`,good:`
info:
  title: Pets
  version: 1.4.0
`},visit:"api",*check({raw}){let version=get(getObject(raw,"info"),"version");typeof version=="number"||typeof version=="string"&&version.trim()!==""||(yield{message:"The document has no `info.version`, so nobody can tell which release it describes: add one",at:["info","version"]})}};var BUDGET=2e3;function sameValue(item){if(typeof item=="string")return`"${item}`;let budget={left:BUDGET},written=write(item,budget,0);return budget.left<0?void 0:written}function write(value,budget,depth){return--budget.left<0||depth>100?(budget.left=-1,""):Array.isArray(value)?`[${value.map(item=>write(item,budget,depth+1)).join()}]`:isObject(value)?`{${Object.keys(value).sort().map(key2=>`${JSON.stringify(key2)}:${write(value[key2],budget,depth+1)}`).join()}}`:JSON.stringify(value)??""}function sameParameter(item){let ref=getString(item,"$ref");if(ref!==void 0)return`\`${ref}\``;let name=getString(item,"name"),location=getString(item,"in");return name===void 0||location===void 0?void 0:`\`${name}\` in ${location}`}function sameName(item){let name=getString(item,"name");return name===void 0?void 0:`\`${name}\``}var any={kind:"any"},text={kind:"text"},flag={kind:"flag"},mustBeTrue={kind:"flag",only:!0},number={kind:"number",limit:"none"},positive={kind:"number",limit:"positive"},count={kind:"number",limit:"count"};function oneOf(...values3){return{kind:"text",values:values3}}function form(says,test){return{kind:"text",form:{says,test}}}function list2(items2,more={}){return{kind:"list",items:items2,nonEmpty:!1,...more}}function map(values3,more={}){return{kind:"map",values:values3,...more}}function either(says,pick){return{kind:"either",says,pick}}function object2(name,build2){let spec;return{kind:"object",name,get spec(){if(spec===void 0){let parts=build2();spec={required:[],extensions:!0,open:!1,rules:[],refersToOwnType:!1,misplaced:new Map,...parts,fields:new Map(Object.entries(parts.fields??{}))}}return spec}}}function discriminated(name,field,common2,variants){let built,build2=()=>{let entries=Object.entries(variants()),owners=new Map;for(let[value,variant]of entries)for(let key2 of Object.keys(variant.fields))owners.set(key2,[...owners.get(key2)??[],value]);let misplaced=new Map([...owners].map(([key2,values3])=>[key2,`goes only with \`${field}: ${values3.join("` or `")}\``])),shapes=entries.map(([value,variant])=>[value,object2(name,()=>({fields:{[field]:text,...common2.fields,...variant.fields},required:[...common2.required,...variant.required??[]],rules:[...common2.rules??[],...variant.rules??[]],misplaced}))]),anything=Object.fromEntries([...owners.keys()].map(key2=>[key2,any])),fallback=open=>object2(name,()=>({fields:{...anything,...common2.fields,[field]:oneOf(...entries.map(([value])=>value))},required:[field,...common2.required],rules:common2.rules??[],open}));return{shapes:new Map(shapes),missing:fallback(!1),unknown:fallback(!0)}};return{kind:"union",name,pick(raw){if(built??=build2(),!Object.hasOwn(raw,field))return built.missing;let value=raw[field];return(typeof value=="string"?built.shapes.get(value):void 0)??built.unknown}}}function exclusive(first,second){return raw=>Object.hasOwn(raw,first)&&Object.hasOwn(raw,second)?{key:second,message:`\`${first}\` and \`${second}\` exclude each other: keep one of them`}:void 0}function exactlyOne(first,second){let both=exclusive(first,second);return(raw,name)=>Object.hasOwn(raw,first)||Object.hasOwn(raw,second)?both(raw,name):{message:`${name} needs \`${first}\` or \`${second}\`: add one of them`}}function notBeside(other,keeper,...fields){return raw=>{let key2=Object.hasOwn(raw,other)&&!Object.hasOwn(raw,keeper)?fields.find(field=>Object.hasOwn(raw,field)):void 0;return key2===void 0?void 0:{key:key2,message:`\`${key2}\` goes only with \`${keeper}\`, not with \`${other}\`: remove it or put it into the media type`}}}var token=form("be a token (RFC 9110): letters, digits and `!#$%&'*+.^_|~-`",name=>/^[0-9A-Za-z!#$%&'*+.^_`|~-]+$/.test(name)),componentName=form("be made of letters, digits, `.`, `-` and `_`",name=>/^[a-zA-Z0-9._-]+$/.test(name)),schemaTypes=["array","boolean","integer","null","number","object","string"],texts3=list2(text),mapOfTexts=map(text),securityRequirement=map(texts3),contact=object2("Contact Object",()=>({fields:{name:text,url:text,email:text}})),externalDocs=object2("External Documentation Object",()=>({fields:{description:text,url:text},required:["url"]})),typeOrTypes=either("a type or a list of types",value=>Array.isArray(value)?manyTypes:oneType),oneType=oneOf(...schemaTypes),manyTypes=list2(oneType,{nonEmpty:!0,identity:sameValue});function isList(value){return Array.isArray(value)}function pathsOf(pathItem3){return object2("Paths Object",()=>({patterned:{test:key2=>key2.startsWith("/"),shape:pathItem3,says:key2=>`the path \`${key2}\` must begin with \`/\``}}))}function responsesOf(response3,pattern,ranges){return object2("Responses Object",()=>({fields:{default:response3},patterned:{test:key2=>pattern.test(key2),shape:response3,says:key2=>ranges&&/^[1-5]xx$/i.test(key2)?`\`${key2}\` is not a response code: write \`${key2.toUpperCase()}\``:`\`${key2}\` is not a response code: name ${ranges?"a code such as `200`, a range such as `2XX`":"a code such as `200`"} or \`default\``},rules:[(raw,name)=>Object.keys(raw).some(key2=>!key2.startsWith("x-"))?void 0:{message:`${name} needs at least one response: document the success response`}]}))}var styles={path:oneOf("matrix","label","simple"),query:oneOf("form","spaceDelimited","pipeDelimited","deepObject"),simple:oneOf("simple"),form:oneOf("form")},bearerOnly=raw=>{let scheme=getString(raw,"scheme");return Object.hasOwn(raw,"bearerFormat")&&scheme!==void 0&&scheme.toLowerCase()!=="bearer"?{key:"bearerFormat",message:"`bearerFormat` goes only with `scheme: bearer`: remove it"}:void 0};function flow2(...urls){let others=["authorizationUrl","tokenUrl","deviceAuthorizationUrl"].filter(url=>!urls.includes(url));return object2("OAuth Flow Object",()=>({fields:{...Object.fromEntries(urls.map(url=>[url,text])),refreshUrl:text,scopes:mapOfTexts},required:[...urls,"scopes"],misplaced:new Map(others.map(url=>[url,"is not used by this flow"]))}))}var info=object2("Info Object",()=>({fields:{title:text,version:text,description:text,termsOfService:text,contact,license},required:["title","version"]})),license=object2("License Object",()=>({fields:{name:text,url:text},required:["name"]})),tag=object2("Tag Object",()=>({fields:{name:text,description:text,externalDocs},required:["name"]})),reference=object2("Reference Object",()=>({fields:{$ref:text},required:["$ref"],open:!0,rules:[alone]})),alone=raw=>{let others=Object.keys(raw).filter(key3=>key3!=="$ref"),[key2]=others;if(key2!==void 0)return{key:key2,message:`a \`$ref\` stands alone in OpenAPI 2.0: remove ${others.slice(0,5).map(other=>`\`${other}\``).join(", ")} beside it`}},uniqueTexts=list2(text,{identity:sameValue}),schemes=list2(oneOf("http","https","ws","wss"),{identity:sameValue}),security=list2(map(uniqueTexts),{identity:sameValue}),values2=list2(any,{nonEmpty:!0,identity:sameValue}),requiredNames=list2(text,{nonEmpty:!0,identity:sameValue}),limits={default:any,maximum:number,exclusiveMaximum:flag,minimum:number,exclusiveMinimum:flag,maxLength:count,minLength:count,pattern:text,maxItems:count,minItems:count,uniqueItems:flag,enum:values2,multipleOf:positive},separators=["csv","ssv","tsv","pipes"],items=object2("Items Object",()=>({fields:{...limits,type:oneOf("string","number","integer","boolean","array"),format:text,items,collectionFormat:oneOf(...separators)}})),header=object2("Header Object",()=>({fields:{...limits,description:text,type:oneOf("string","number","integer","boolean","array"),format:text,items,collectionFormat:oneOf(...separators)},required:["type"]})),schema=object2("Schema Object",()=>({fields:{...limits,$ref:text,format:text,title:text,description:text,maxProperties:count,minProperties:count,required:requiredNames,additionalProperties:either("true, false or a Schema Object",value=>typeof value=="boolean"?flag:schema),type:typeOrTypes,items:either("a Schema Object or a list of them",value=>isList(value)?schemaList:schema),allOf:list2(schema,{nonEmpty:!0}),properties:map(schema),discriminator:text,readOnly:flag,xml,externalDocs,example:any},refersToOwnType:!0})),schemaList=list2(schema,{nonEmpty:!0}),fileSchema=object2("Schema Object of a file",()=>({fields:{type:oneOf("file"),format:text,title:text,description:text,default:any,required:requiredNames,readOnly:flag,externalDocs,example:any}})),xml=object2("XML Object",()=>({fields:{name:text,namespace:text,prefix:text,attribute:flag,wrapped:flag}})),parameter2=discriminated("Parameter Object","in",{fields:{name:text,description:text},required:["name"]},()=>{let plain=(types2,formats)=>({...limits,type:oneOf(...types2),format:text,items,collectionFormat:oneOf(...formats)}),types=["string","number","boolean","integer","array"];return{query:{fields:{...plain(types,[...separators,"multi"]),required:flag,allowEmptyValue:flag},required:["type"]},header:{fields:{...plain(types,separators),required:flag},required:["type"]},path:{fields:{...plain(types,separators),required:mustBeTrue},required:["type","required"]},formData:{fields:{...plain([...types,"file"],[...separators,"multi"]),required:flag,allowEmptyValue:flag},required:["type"]},body:{fields:{schema,required:flag},required:["schema"]}}}),response=object2("Response Object",()=>({fields:{description:text,schema:either("a Schema Object",value=>get(value,"type")==="file"?fileSchema:schema),headers:map(header),examples:map(any)},required:["description"]})),orReference=target=>({kind:"reference",target,reference}),parameters=list2(orReference(parameter2),{identity:sameParameter}),operation=object2("Operation Object",()=>({fields:{tags:uniqueTexts,summary:text,description:text,externalDocs,operationId:text,produces:uniqueTexts,consumes:uniqueTexts,parameters,responses:responsesOf(orReference(response),/^(?:[0-9]{3}|default)$/,!1),schemes,deprecated:flag,security},required:["responses"]})),pathItem=object2("Path Item Object",()=>({fields:{$ref:text,get:operation,put:operation,post:operation,delete:operation,options:operation,head:operation,patch:operation,parameters},refersToOwnType:!0})),oauthCommon={description:text,scopes:mapOfTexts,type:text},securityScheme=discriminated("Security Scheme Object","type",{fields:{description:text},required:[]},()=>({basic:{fields:{}},apiKey:{fields:{name:text,in:oneOf("header","query")},required:["name","in"]},oauth2:{fields:{flow:text,scopes:mapOfTexts,authorizationUrl:text,tokenUrl:text},required:["flow"]}})),oauth2Scheme=discriminated("Security Scheme Object","flow",{fields:oauthCommon,required:["type"]},()=>({implicit:{fields:{authorizationUrl:text},required:["authorizationUrl"]},password:{fields:{tokenUrl:text},required:["tokenUrl"]},application:{fields:{tokenUrl:text},required:["tokenUrl"]},accessCode:{fields:{authorizationUrl:text,tokenUrl:text},required:["authorizationUrl","tokenUrl"]}})),document=object2("OpenAPI Object",()=>({fields:{swagger:oneOf("2.0"),info,host:form("be a host name with an optional port, without scheme or path",host=>/^[^{}/ :\\]+(?::\d+)?$/.test(host)),basePath:form("begin with `/`",path=>path.startsWith("/")),schemes,consumes:uniqueTexts,produces:uniqueTexts,paths:pathsOf(pathItem),definitions:map(schema),parameters:map(parameter2),responses:map(response),security,securityDefinitions:map({kind:"union",name:"Security Scheme Object",pick:raw=>(get(raw,"type")==="oauth2"?oauth2Scheme:securityScheme).pick(raw)}),tags:list2(tag,{identity:sameName}),externalDocs},required:["swagger","info","paths"]})),oas2={document,shapes:{info,license,tag,items,header,schema,xml,parameter:parameter2,response,operation,pathItem},homes:{"#/definitions/":"Schema Object","#/parameters/":"Parameter Object","#/responses/":"Response Object"}};var orReference2=target=>({kind:"reference",target,reference:reference2}),reference2=object2("Reference Object",()=>({fields:{$ref:text},required:["$ref"],open:!0})),info2=object2("Info Object",()=>({fields:{title:text,description:text,termsOfService:text,contact,license:license2,version:text},required:["title","version"]})),license2=object2("License Object",()=>({fields:{name:text,url:text},required:["name"]})),server=object2("Server Object",()=>({fields:{url:text,description:text,variables:map(serverVariable)},required:["url"]})),serverVariable=object2("Server Variable Object",()=>({fields:{enum:texts3,default:text,description:text},required:["default"]})),tag2=object2("Tag Object",()=>({fields:{name:text,description:text,externalDocs},required:["name"]})),components=object2("Components Object",()=>({fields:{schemas:map(orReference2(schema2)),responses:map(orReference2(response2)),parameters:map(orReference2(parameter3)),examples:map(orReference2(example)),requestBodies:map(orReference2(requestBody)),headers:map(orReference2(header2)),securitySchemes:map(orReference2(securityScheme2)),links:map(orReference2(link)),callbacks:map(orReference2(callback))}})),schema2=object2("Schema Object",()=>{let schemas=list2(orReference2(schema2));return{fields:{title:text,multipleOf:positive,maximum:number,exclusiveMaximum:flag,minimum:number,exclusiveMinimum:flag,maxLength:count,minLength:count,pattern:text,maxItems:count,minItems:count,uniqueItems:flag,maxProperties:count,minProperties:count,required:list2(text,{nonEmpty:!0,identity:sameValue}),enum:list2(any,{nonEmpty:!0}),type:oneOf(...schemaTypes.filter(type=>type!=="null")),not:orReference2(schema2),allOf:schemas,oneOf:schemas,anyOf:schemas,items:orReference2(schema2),properties:map(orReference2(schema2)),additionalProperties:either("true, false or a Schema Object",value=>typeof value=="boolean"?flag:orReference2(schema2)),description:text,format:text,default:any,nullable:flag,discriminator,readOnly:flag,writeOnly:flag,example:any,externalDocs,deprecated:flag,xml:xml2}}}),discriminator=object2("Discriminator Object",()=>({fields:{propertyName:text,mapping:mapOfTexts},required:["propertyName"],open:!0})),xml2=object2("XML Object",()=>({fields:{name:text,namespace:text,prefix:text,attribute:flag,wrapped:flag}})),response2=object2("Response Object",()=>({fields:{description:text,headers:map(orReference2(header2)),content:map(mediaType),links:map(orReference2(link))},required:["description"]})),example=object2("Example Object",()=>({fields:{summary:text,description:text,value:any,externalValue:text}})),examples=map(orReference2(example)),mediaType=object2("Media Type Object",()=>({fields:{schema:orReference2(schema2),example:any,examples,encoding:map(encoding)},rules:[exclusive("example","examples")]})),described={description:text,deprecated:flag,allowEmptyValue:flag,explode:flag,allowReserved:flag,example:any,examples},describedRules=[exactlyOne("schema","content"),exclusive("example","examples"),notBeside("content","schema","style","explode","allowReserved","example","examples")],header2=object2("Header Object",()=>({fields:{...described,required:flag,style:styles.simple,schema:orReference2(schema2),content:map(mediaType,{single:!0})},rules:describedRules})),parameter3=discriminated("Parameter Object","in",{fields:{...described,name:text,required:flag},required:["name"],rules:describedRules},()=>{let value={schema:orReference2(schema2),content:map(mediaType,{single:!0})};return{query:{fields:{...value,style:styles.query}},header:{fields:{...value,style:styles.simple}},path:{fields:{...value,style:styles.path,required:mustBeTrue},required:["required"]},cookie:{fields:{...value,style:styles.form}}}}),parameters2=list2(orReference2(parameter3),{identity:sameParameter}),pathItem2=object2("Path Item Object",()=>({fields:{$ref:text,summary:text,description:text,servers:list2(server),parameters:parameters2,get:operation2,put:operation2,post:operation2,delete:operation2,options:operation2,head:operation2,patch:operation2,trace:operation2},refersToOwnType:!0})),operation2=object2("Operation Object",()=>({fields:{tags:texts3,summary:text,description:text,externalDocs,operationId:text,parameters:parameters2,requestBody:orReference2(requestBody),responses:responsesOf(orReference2(response2),/^[1-5](?:[0-9]{2}|XX)$/,!0),callbacks:map(orReference2(callback)),deprecated:flag,security:list2(securityRequirement),servers:list2(server)},required:["responses"]})),requestBody=object2("Request Body Object",()=>({fields:{description:text,content:map(mediaType),required:flag},required:["content"]})),callback=object2("Callback Object",()=>({patterned:{test:()=>!0,shape:pathItem2,says:key2=>`\`${key2}\` is not an expression`}})),link=object2("Link Object",()=>({fields:{operationId:text,operationRef:text,parameters:map(any),requestBody:any,description:text,server},rules:[exclusive("operationId","operationRef")]})),encoding=object2("Encoding Object",()=>({fields:{contentType:text,headers:map(orReference2(header2)),style:styles.query,explode:flag,allowReserved:flag},extensions:!1})),securityScheme2=discriminated("Security Scheme Object","type",{fields:{description:text},required:[]},()=>({apiKey:{fields:{name:text,in:oneOf("header","query","cookie")},required:["name","in"]},http:{fields:{scheme:text,bearerFormat:text},required:["scheme"],rules:[bearerOnly]},oauth2:{fields:{flows},required:["flows"]},openIdConnect:{fields:{openIdConnectUrl:text},required:["openIdConnectUrl"]}})),flows=object2("OAuth Flows Object",()=>({fields:{implicit:flow2("authorizationUrl"),password:flow2("tokenUrl"),clientCredentials:flow2("tokenUrl"),authorizationCode:flow2("authorizationUrl","tokenUrl")}})),document2=object2("OpenAPI Object",()=>({fields:{openapi:form("be a version such as `3.0.3`",version=>/^3\.0\.\d(?:-.+)?$/.test(version)),info:info2,externalDocs,servers:list2(server),security:list2(securityRequirement),tags:list2(tag2,{identity:sameName}),paths:pathsOf(pathItem2),components},required:["openapi","info","paths"]})),oas30={document:document2,shapes:{info:info2,license:license2,server,serverVariable,tag:tag2,components,schema:schema2,discriminator,xml:xml2,response:response2,mediaType,example,header:header2,pathItem:pathItem2,operation:operation2,parameter:parameter3,requestBody,callback,link,encoding,flows},homes:{"#/components/schemas/":"Schema Object","#/components/responses/":"Response Object","#/components/parameters/":"Parameter Object","#/components/examples/":"Example Object","#/components/requestBodies/":"Request Body Object","#/components/headers/":"Header Object","#/components/securitySchemes/":"Security Scheme Object","#/components/links/":"Link Object","#/components/callbacks/":"Callback Object"}};var anchor=form("begin with a letter or `_` and hold letters, digits, `-`, `_` and `.`",name=>/^[A-Za-z_][-A-Za-z0-9._]*$/.test(name)),identifier=form("be a URI without a fragment",uri=>!uri.slice(0,-1).includes("#")),uniqueTexts2=list2(text,{identity:sameValue});function schemaShapes(version){let schema3=object2("Schema Object",()=>({fields:{...keywords,discriminator:discriminator2,xml:xml3,externalDocs,example:any},open:!0,refersToOwnType:!0,foreign:isForeign})),anySchema=either("an object (Schema Object), true or false",value=>typeof value=="boolean"?flag:schema3),schemaMap=map(anySchema),schemaList2=list2(anySchema,{nonEmpty:!0}),all=(shape,...keywords2)=>Object.fromEntries(keywords2.map(keyword=>[keyword,shape])),keywords={...all(text,"$schema","$ref","$dynamicRef","$recursiveRef","$comment"),...all(anchor,"$anchor","$dynamicAnchor","$recursiveAnchor"),...all(schemaMap,"$defs","definitions"),$id:identifier,$vocabulary:map(flag),...all(anySchema,"items","contains","additionalProperties","propertyNames","if","then","else","not"),...all(anySchema,"unevaluatedItems","unevaluatedProperties","contentSchema"),...all(schemaList2,"prefixItems","allOf","anyOf","oneOf"),...all(schemaMap,"properties","patternProperties","dependentSchemas"),dependencies:map(either("a Schema Object or a list of names",value=>isList(value)?uniqueTexts2:anySchema)),type:typeOrTypes,const:any,enum:list2(any),multipleOf:positive,...all(number,"maximum","exclusiveMaximum","minimum","exclusiveMinimum"),...all(count,"maxLength","minLength","maxItems","minItems","maxContains","minContains","maxProperties","minProperties"),pattern:text,uniqueItems:flag,required:uniqueTexts2,dependentRequired:map(uniqueTexts2),...all(text,"title","description","format","contentEncoding","contentMediaType"),...all(flag,"deprecated","readOnly","writeOnly"),default:any,examples:list2(any)},is32=version==="3.2",discriminator2=object2("Discriminator Object",()=>({fields:{propertyName:text,mapping:mapOfTexts,...is32&&{defaultMapping:text}},required:is32?[]:["propertyName"]})),xml3=object2("XML Object",()=>({fields:{name:text,namespace:text,prefix:text,attribute:flag,wrapped:flag,...is32&&{nodeType:oneOf("element","attribute","text","cdata","none")}},rules:is32?[exclusive("nodeType","attribute"),exclusive("nodeType","wrapped")]:[]}));return{schema:schema3,anySchema,discriminator:discriminator2,xml:xml3}}function isForeign(schema3,document3){let dialect=getString(schema3,"$schema")??getString(document3,"jsonSchemaDialect");return dialect!==void 0&&!/^https?:\/\/(?:spec\.openapis\.org\/oas\/3\.[12]\/|json-schema\.org\/draft\/2020-12\/)/.test(dialect)}function build(version){let is32=version==="3.2",{schema:schema3,anySchema,discriminator:discriminator2,xml:xml3}=schemaShapes(version),reference3=object2("Reference Object",()=>({fields:{$ref:text,summary:text,description:text},required:["$ref"],open:!0})),orReference3=target=>({kind:"reference",target,reference:reference3}),info3=object2("Info Object",()=>({fields:{title:text,summary:text,description:text,termsOfService:text,contact,license:license3,version:text},required:["title","version"]})),license3=object2("License Object",()=>({fields:{name:text,identifier:text,url:text},required:["name"],rules:[exclusive("identifier","url")]})),server2=object2("Server Object",()=>({fields:{url:text,description:text,variables:map(serverVariable2),...is32&&{name:text}},required:["url"]})),serverVariable2=object2("Server Variable Object",()=>({fields:{enum:list2(text,{nonEmpty:!0}),default:text,description:text},required:["default"]})),tag3=object2("Tag Object",()=>({fields:{name:text,description:text,externalDocs,...is32&&{summary:text,parent:text,kind:text}},required:["name"]})),component=values3=>map(values3,{keys:componentName}),components2=object2("Components Object",()=>({fields:{schemas:component(anySchema),responses:component(orReference3(response3)),parameters:component(orReference3(parameter4)),examples:component(orReference3(example2)),requestBodies:component(orReference3(requestBody2)),headers:component(orReference3(header3)),securitySchemes:component(orReference3(securityScheme3)),links:component(orReference3(link2)),callbacks:component(orReference3(callback2)),pathItems:component(pathItem3),...is32&&{mediaTypes:component(orReference3(mediaType2))}}})),pathItem3=object2("Path Item Object",()=>({fields:{$ref:text,summary:text,description:text,servers:list2(server2),parameters:parameters3,get:operation3,put:operation3,post:operation3,delete:operation3,options:operation3,head:operation3,patch:operation3,trace:operation3,...is32&&{query:operation3,additionalOperations:map(operation3,{keys:furtherMethod})}},refersToOwnType:!0})),operation3=object2("Operation Object",()=>({fields:{tags:texts3,summary:text,description:text,externalDocs,operationId:text,parameters:parameters3,requestBody:orReference3(requestBody2),responses:responsesOf(orReference3(response3),/^[1-5](?:[0-9]{2}|XX)$/,!0),callbacks:map(orReference3(callback2)),deprecated:flag,security:list2(securityRequirement),servers:list2(server2)}})),example2=object2("Example Object",()=>({fields:{summary:text,description:text,value:any,externalValue:text,...is32&&{dataValue:any,serializedValue:text}},rules:[exclusive("value","externalValue"),...is32?[exclusive("value","dataValue"),exclusive("value","serializedValue"),exclusive("serializedValue","externalValue")]:[]]})),examples2=map(orReference3(example2)),content=map(is32?orReference3({kind:"union",name:"Media Type Object",pick:()=>mediaType2}):{kind:"union",name:"Media Type Object",pick:()=>mediaType2}),oneContent={...content,single:!0},headers=map(orReference3({kind:"union",name:"Header Object",pick:()=>header3}),is32?{keys:token}:{}),mediaType2=object2("Media Type Object",()=>({fields:{schema:anySchema,example:any,examples:examples2,encoding:map(encoding2),...is32&&{description:text,itemSchema:anySchema,prefixEncoding:list2(encoding2),itemEncoding:encoding2}},rules:[exclusive("example","examples"),...positional]})),encoding2=object2("Encoding Object",()=>({fields:{contentType:text,headers,style:styles.query,explode:flag,allowReserved:flag,...is32&&{encoding:map(encoding2),prefixEncoding:list2(encoding2),itemEncoding:encoding2}},rules:positional})),positional=is32?[exclusive("encoding","prefixEncoding"),exclusive("encoding","itemEncoding")]:[],besideSchema=["style","explode","allowReserved",...is32?[]:["example","examples"]],valueRules=[exactlyOne("schema","content"),exclusive("example","examples"),notBeside("content","schema",...besideSchema)],header3=object2("Header Object",()=>({fields:{description:text,required:flag,deprecated:flag,schema:anySchema,content:oneContent,style:styles.simple,explode:flag,example:any,examples:examples2},rules:valueRules})),parameter4=discriminated("Parameter Object","in",{fields:{name:text,description:text,required:flag,deprecated:flag,example:any,examples:examples2,explode:flag},required:["name"]},()=>{let value={schema:anySchema,content:oneContent},reserved=is32?{allowReserved:flag}:{};return{query:{fields:{...value,style:styles.query,allowReserved:flag,allowEmptyValue:flag},rules:valueRules},header:{fields:{...value,style:styles.simple,...is32&&{name:token}},rules:valueRules},path:{fields:{...value,...reserved,style:styles.path,name:form("hold no braces",name=>/^[^{}]+$/.test(name))},rules:[...valueRules,requiredInPath]},cookie:{fields:{...value,...reserved,style:is32?oneOf("form","cookie"):styles.form},rules:[...valueRules,...is32?[reservedInForm]:[]]},...is32&&{querystring:{fields:{...value,style:any,explode:any,allowReserved:any},rules:[contentInQuerystring,...valueRules.slice(1)]}}}}),parameters3=list2(orReference3(parameter4),{identity:sameParameter,...is32&&{rule:oneQuerystring}}),requestBody2=object2("Request Body Object",()=>({fields:{description:text,content,required:flag},required:["content"]})),response3=object2("Response Object",()=>({fields:{description:text,headers,content,links:map(orReference3(link2)),...is32&&{summary:text}},required:is32?[]:["description"]})),callback2=object2("Callback Object",()=>({patterned:{test:()=>!0,shape:pathItem3,says:key2=>`\`${key2}\` is not an expression`}})),link2=object2("Link Object",()=>({fields:{operationRef:text,operationId:text,parameters:mapOfTexts,requestBody:any,description:text,server:server2},rules:[exactlyOne("operationRef","operationId")]})),securityScheme3=discriminated("Security Scheme Object","type",{fields:{description:text,...is32&&{deprecated:flag}},required:[]},()=>({apiKey:{fields:{name:text,in:oneOf("query","header","cookie")},required:["name","in"]},http:{fields:{scheme:text,bearerFormat:text},required:["scheme"],rules:[bearerOnly]},mutualTLS:{fields:{}},oauth2:{fields:{flows:flows2,...is32&&{oauth2MetadataUrl:text}},required:["flows"]},openIdConnect:{fields:{openIdConnectUrl:text},required:["openIdConnectUrl"]}})),flows2=object2("OAuth Flows Object",()=>({fields:{implicit:flow2("authorizationUrl"),password:flow2("tokenUrl"),clientCredentials:flow2("tokenUrl"),authorizationCode:flow2("authorizationUrl","tokenUrl"),...is32&&{deviceAuthorization:flow2("deviceAuthorizationUrl","tokenUrl")}}}));return{document:object2("OpenAPI Object",()=>({fields:{openapi:is32?form("be a version such as `3.2.0`",text3=>/^3\.2\.\d+(?:-.+)?$/.test(text3)):form("be a version such as `3.1.1`",text3=>/^3\.1\.\d+(?:-.+)?$/.test(text3)),info:info3,jsonSchemaDialect:text,servers:list2(server2),paths:pathsOf(pathItem3),webhooks:map(pathItem3),components:components2,security:list2(securityRequirement),tags:list2(tag3,{identity:sameName}),externalDocs,...is32&&{$self:form("have no fragment",uri=>!uri.includes("#"))}},required:["openapi","info"],rules:[(raw,name)=>["paths","components","webhooks"].some(key2=>Object.hasOwn(raw,key2))?void 0:{message:`${name} needs \`paths\`, \`webhooks\` or \`components\`: add one of them`}]})),shapes:{info:info3,license:license3,server:server2,serverVariable:serverVariable2,tag:tag3,components:components2,schema:schema3,discriminator:discriminator2,xml:xml3,response:response3,mediaType:mediaType2,example:example2,header:header3,pathItem:pathItem3,operation:operation3,parameter:parameter4,requestBody:requestBody2,callback:callback2,link:link2,encoding:encoding2,flows:flows2},homes:{"#/components/schemas/":"Schema Object","#/components/responses/":"Response Object","#/components/parameters/":"Parameter Object","#/components/examples/":"Example Object","#/components/requestBodies/":"Request Body Object","#/components/headers/":"Header Object","#/components/securitySchemes/":"Security Scheme Object","#/components/links/":"Link Object","#/components/callbacks/":"Callback Object","#/components/pathItems/":"Path Item Object",...is32&&{"#/components/mediaTypes/":"Media Type Object"}}}}var requiredInPath=raw=>{if(Object.hasOwn(raw,"schema"))return Object.hasOwn(raw,"required")?raw.required===!1?{key:"required",message:"`required` must be `true` for a path parameter"}:void 0:{message:"a path parameter needs `required: true`: add it"}},reservedInForm=raw=>Object.hasOwn(raw,"allowReserved")&&getString(raw,"style")==="cookie"?{key:"allowReserved",message:"`allowReserved` goes only with `style: form`, not with `style: cookie`: remove it"}:void 0,contentInQuerystring=raw=>Object.hasOwn(raw,"content")?exclusive("content","schema")(raw,""):{...Object.hasOwn(raw,"schema")&&{key:"schema"},message:"a `querystring` parameter needs `content`, which says how the whole query is written"};function oneQuerystring(items2){let places=items2.map(item=>get(item,"in")),whole=places.indexOf("querystring");if(whole<0)return;let second=places.indexOf("querystring",whole+1);return second>=0?{index:second,message:"there can be only one `querystring` parameter: merge them"}:places.includes("query")?{index:whole,message:"a `querystring` parameter excludes `query` parameters: describe them in its `content`"}:void 0}var methods=new Set(["GET","PUT","POST","DELETE","OPTIONS","HEAD","PATCH","TRACE","QUERY"]),furtherMethod=form("be a method that has no field of its own, such as `LINK`",name=>token.form?.test(name)===!0&&!methods.has(name)),oas31=build("3.1"),oas32=build("3.2");var versions={"2.0":oas2,"3.0":oas30,"3.1":oas31,"3.2":oas32};function shapesOf(version){return versions[version]}function versionWithField(objectName,field,except){for(let[version,{document:document3,shapes}]of Object.entries(versions))if(version!==except){for(let shape of[document3,...Object.values(shapes)])if(shape.name===objectName&&(shape.kind==="union"?shape.pick({}):shape).spec.fields.has(field))return version}}function expectation(shape){switch(shape.kind){case"any":return"anything";case"text":return shape.values===void 0?"a string":choice(shape.values);case"flag":return shape.only?"`true`":"true or false";case"number":return{none:"a number",positive:"a number above zero",count:"a whole number, zero or more"}[shape.limit];case"list":return"a list";case"map":return"an object";case"object":case"union":return`an object (${shape.name})`;case"reference":return`an object (${shape.target.name})`;case"either":return shape.says}}function choice(values3){return values3.length===1?`\`${values3[0]}\``:`one of ${values3.map(value=>`\`${value}\``).join(", ")}`}function actual(value){return value===null?"empty (null)":Array.isArray(value)?"a list":typeof value=="object"?"an object":typeof value=="string"?`the string \`${cut(value)}\``:`\`${cut(String(value))}\``}function cut(text3,most=60){return text3.length>most?`${text3.slice(0,most-3)}...`:text3}function wrongValue(label3,shape,value){let near=shape.kind==="text"&&shape.values!==void 0&&typeof value=="string"?nearest(value,shape.values):void 0,remedy=near===void 0||shape.kind==="text"&&shape.values?.length===1?"":`: did you mean \`${near}\`?`;return`${label3} must be ${expectation(shape)}, not ${actual(value)}${value===null?": fill it or remove it":remedy}`}function unknownField(key2,shape,version){let{fields,patterned,extensions:extensions2,misplaced}=shape.spec;if(patterned!==void 0)return patterned.says(cut(key2));let belongs=misplaced.get(key2);if(belongs!==void 0)return`\`${key2}\` ${belongs}: remove it here`;let says=`\`${cut(key2)}\` is not a field of ${an(shape.name)}`;if(fields.has("schema")&&shapesOf(version).shapes.schema.spec.fields.has(key2))return`${says}: move it into \`schema\``;let other=versionWithField(shape.name,key2,version);if(other!==void 0)return`${says} in OpenAPI ${version}, though it is in ${other}: remove it or name it \`x-${key2}\``;let near=nearest(key2,fields.keys());return near!==void 0?`${says}: did you mean \`${near}\`?`:`${says}: remove it${extensions2?` or name it \`x-${cut(key2)}\``:""}`}function missingField(key2,shape,raw){let field=shape.spec.fields.get(key2),needed=field?.kind==="flag"&&field.only?`${key2}: true`:key2,name=getString(raw,"name");return`${shape.name}${name===void 0||name===""?"":` \`${cut(name)}\``} needs \`${needed}\`: add it`}function misplacedRef(shape){return`\`$ref\` cannot stand here: write the ${shape.name} itself`}function an(name){return`${/^[AEIOUX]/.test(name)?"an":"a"} ${name}`}function brokenRefMessage({place,ref,reason},bundle){let near=reason==="missing"&&ref.startsWith("#/")?corrected(ref,place.document.value):void 0;if(near!==void 0)return`\`${cut(ref,160)}\` leads nowhere: did you mean \`${near}\`?`;let found2=bundle.resolve(ref,place.parent??place);return found2.ok?`\`${cut(ref,160)}\` cannot be resolved`:found2.message.replace(/\.$/,"")}function corrected(ref,root){let steps=ref.slice(2).split("/").map(decode2),value=root;for(let index=0;index<steps.length;index++){let step=steps[index]??"";if(!isObject(value))return;if(!Object.hasOwn(value,step)){let near=nearest(step,Object.keys(value));return near===void 0||ref.length>70?near:`#${toPointer([...steps.slice(0,index),near,...steps.slice(index+1)])}`}value=value[step]}}function decode2(step){let unescaped2=step.replaceAll("~1","/").replaceAll("~0","~");try{return decodeURIComponent(unescaped2)}catch{return unescaped2}}var FaultList=class{#faults=[];#documents=new Map;add(place,sort,message3,span){let known3=this.#documents.get(place.document);known3===void 0&&(known3={listed:0,unlisted:0,sorts:new Map},this.#documents.set(place.document,known3));let same=known3.sorts.get(sort);if(same!==void 0&&same.count++,same!==void 0&&same.count>20)return;if(known3.listed>=200){known3.unlisted++;return}known3.listed++;let fault={place,message:message3(),...span!==void 0&&{span}};this.#faults.push(fault),same===void 0?known3.sorts.set(sort,{count:1,last:fault}):same.last=fault}finish(){for(let[document3,{unlisted,sorts}]of this.#documents){for(let{count:count2,last}of sorts.values()){let more=count2-20;last!==void 0&&more>0&&(last.message+=` (and ${more} more like it)`)}unlisted>0&&this.#faults.push({place:document3.root,message:`${unlisted} further mistakes are not listed: mend those that are, then check again`})}return this.#faults}};function validateStructure(bundle,version,faults){return new Walk(bundle,version,faults).run()}var Walk=class{#bundle;#version;#shapes;#rootValue;#faults;#brokenRefs=[];#stack=[];#seen=new Map;#followed=new Map;constructor(bundle,version,faults){this.#bundle=bundle,this.#faults=faults,this.#version=version,this.#shapes=shapesOf(version),this.#rootValue=bundle.root.value}run(){let{root}=this.#bundle;this.#check(this.#shapes.document,root.value,{parent:void 0,key:"",start:root.root},void 0);for(let next=this.#stack.pop();next!==void 0;next=this.#stack.pop()){let{shape,value,trail}=next,height=this.#stack.length;shape.kind==="list"?this.#list(shape,value,trail):shape.kind==="map"?this.#map(shape,value,trail):this.#object(shape.kind==="union"?shape.pick(value):shape,value,trail),this.#reverse(height)}return this.#brokenRefs}#reverse(from){let stack=this.#stack;for(let low=from,high=stack.length-1;low<high;low++,high--){let entry=stack[low];stack[low]=stack[high],stack[high]=entry}}#check(shape,value,trail,key2){switch(shape.kind){case"any":return;case"text":if(typeof value!="string"||shape.values!==void 0&&!shape.values.includes(value))break;if(shape.form!==void 0&&!shape.form.test(value)){let at2=this.#below(trail,key2),{says}=shape.form;this.#fault(at2,()=>`${label2(at2)} must ${says}, not \`${cut(value)}\``,"form")}return;case"flag":if(typeof value=="boolean"&&(value||!shape.only))return;break;case"number":if(typeof value!="number")break;if(shape.limit==="positive"?value>0:shape.limit==="none"||Number.isInteger(value)&&value>=0)return;break;case"list":if(Array.isArray(value)){this.#push(shape,value,this.#below(trail,key2));return}break;case"map":case"object":case"union":if(isObject(value)){this.#push(shape,value,this.#below(trail,key2));return}break;case"reference":if(isObject(value)){let at2=this.#below(trail,key2);Object.hasOwn(value,"$ref")?(this.#push(shape.reference,value,at2),this.#follow(value.$ref,shape.target,at2,value)):this.#push(shape.target,value,at2);return}break;case"either":{let picked=shape.pick(value);if(isObject(value)||picked.kind!=="object"&&picked.kind!=="reference"){this.#check(picked,value,trail,key2);return}break}}let at=this.#below(trail,key2);this.#fault(at,()=>wrongValue(label2(at),shape,value),`value ${shape.kind}`)}#below(trail,key2){return key2===void 0?trail:{parent:trail,key:key2,start:trail.start}}#push(shape,value,trail){let{document:document3}=trail.start;if(document3.format==="yaml"||document3!==this.#bundle.root){let seen=this.#seen.get(shape);if(seen===void 0)this.#seen.set(shape,new Set([value]));else{if(seen.has(value))return;seen.add(value)}}this.#stack.push({shape,value,trail})}#list(shape,items2,trail){shape.nonEmpty&&items2.length===0&&this.#fault(trail,()=>`${label2(trail)} must not be empty: fill it or remove it`,"empty");let first=shape.identity!==void 0&&items2.length>1?new Map:void 0;for(let index=0;index<items2.length;index++){let item=items2[index],identity=first===void 0?void 0:shape.identity?.(item),before=identity===void 0?void 0:first?.get(identity);if(before!==void 0){let name=typeof item=="string"?`\`${cut(item)}\``:identity?.startsWith("`")?cut(identity):`item ${before+1}`,at=this.#below(trail,index);this.#fault(at,()=>`${label2(at)} repeats ${name}: remove one of the two`,"repeat");continue}identity!==void 0&&first?.set(identity,index),this.#check(shape.items,item,trail,index)}let wrong=shape.rule?.(items2);wrong!==void 0&&this.#fault(this.#below(trail,wrong.index),()=>wrong.message,"rule")}#map(shape,raw,trail){let keys2=Object.keys(raw);shape.single&&keys2.length!==1&&this.#fault(trail,()=>`${label2(trail)} must have exactly one entry, not ${keys2.length}`,"single");for(let key2 of keys2){if(shape.extensions&&key2.startsWith("x-"))continue;let form2=shape.keys?.form;form2?.test(key2)===!1&&this.#fault(this.#below(trail,key2),()=>`the name \`${cut(key2)}\` must ${form2.says}`,"name",!0),this.#check(shape.values,raw[key2],trail,key2)}}#object(shape,raw,trail){let{spec}=shape;if(spec.foreign?.(raw,this.#rootValue))return;if(spec.refersToOwnType&&Object.hasOwn(raw,"$ref")&&this.#follow(raw.$ref,shape,trail,raw),!spec.open&&Object.hasOwn(raw,"$ref")&&!spec.fields.has("$ref")){this.#fault(this.#below(trail,"$ref"),()=>misplacedRef(shape),`misplaced ${shape.name}`);return}let unknown=[];for(let key2 of Object.keys(raw)){let field=spec.fields.get(key2);if(field!==void 0)this.#check(field,raw[key2],trail,key2);else{if(spec.open||spec.extensions&&key2.startsWith("x-"))continue;spec.patterned?.test(key2)?this.#check(spec.patterned.shape,raw[key2],trail,key2):(unknown.push(key2),this.#fault(this.#below(trail,key2),()=>unknownField(key2,shape,this.#version),`unknown ${shape.name}`))}}for(let key2 of spec.required)Object.hasOwn(raw,key2)||isMisspelt(key2,unknown)||this.#fault(trail,()=>missingField(key2,shape,raw),`missing ${shape.name} ${key2}`,!0);for(let rule of spec.rules){let wrong=rule(raw,shape.name);if(wrong===void 0||wrong.key===void 0&&unknown.length>0)continue;let at=wrong.key===void 0?trail:this.#below(trail,wrong.key);this.#fault(at,()=>wrong.message,`rule ${shape.name} ${wrong.key??""}`,!0)}}#follow(ref,target,trail,site){if(typeof ref!="string")return;let{document:document3}=trail.start;if(document3===this.#bundle.root&&ref.startsWith("#")&&this.#isOfOtherType(ref,target.name,trail))return;let followed=this.#followed.get(document3);if(followed===void 0&&(followed=new Map,this.#followed.set(document3,followed)),followed.has(ref)){let reason=followed.get(ref);reason!==void 0&&this.#brokenRefs.push({place:toPlace(trail).at("$ref"),ref,reason});return}let place=toPlace(trail),keepSiblings=target.kind==="object"&&target.spec.refersToOwnType&&target.spec.open,found2=this.#bundle.resolve(ref,place,keepSiblings);if(followed.set(ref,found2.ok?void 0:found2.reason),!found2.ok){this.#brokenRefs.push({place:place.at("$ref"),ref,reason:found2.reason});return}found2.value===site||this.#isWalkedAnyway(found2.place)||this.#check(target,found2.value,{parent:void 0,key:found2.place.key,start:found2.place},void 0)}#isWalkedAnyway(place){let[first=""]=place.path;return place.document===this.#bundle.root&&(first===""||this.#shapes.document.spec.fields.has(String(first)))}#isOfOtherType(ref,wanted,trail){let end2=ref.lastIndexOf("/")+1,type=this.#shapes.homes[ref.slice(0,end2)];if(type===void 0||type===wanted)return!1;let at=this.#below(trail,"$ref");return this.#fault(at,()=>`\`$ref\` leads to \`${cut(ref,120)}\`, ${an(type)}, where ${an(wanted)} belongs`,`type ${type} ${wanted}`),!0}#fault(trail,message3,what,whole=!1){this.#faults.add(toPlace(trail),whole?what:`${what} ${lastName(trail)}`,message3)}};function toPlace(trail){let keys2=[];for(let link2=trail;link2.parent!==void 0;link2=link2.parent)keys2.push(link2.key);return trail.start.at(...keys2.reverse())}function isMisspelt(field,unknown){return unknown.slice(0,20).some(key2=>nearest(key2,[field])!==void 0)}function lastName(trail){for(let link2=trail;link2!==void 0;link2=link2.parent)if(typeof link2.key=="string")return link2.key;return""}function label2(trail){let indexes="";for(let link2=trail;link2!==void 0;link2=link2.parent){if(typeof link2.key=="string")return link2.key===""?"the document":`\`${cut(link2.key)}${indexes}\``;indexes=`[${link2.key}]${indexes}`}return"the document"}function*pathParameterFaults(api){let broken=new Set(api.brokenRefs.map(({ref})=>ref));for(let item of api.pathItems){if(item.origin!=="path"||get(get(api.raw,"paths"),item.path)===void 0)continue;let site=api.place.at("paths",item.path),operations=item.operations.filter(operation3=>isWhole(operation3,item,broken)),template=templateOf(item.path),undeclared2=new Map,extra=new Map;for(let operation3 of operations){let found2=compare2(template,operation3);for(let name of found2.undeclared){let lacking=undeclared2.get(name);lacking===void 0?undeclared2.set(name,[operation3]):lacking.push(operation3)}for(let[parameter4,near]of found2.extra){let known3=extra.get(parameter4);known3===void 0?extra.set(parameter4,{near,uses:[operation3]}):known3.uses.push(operation3)}}for(let[name,lacking]of undeclared2)yield*undeclaredFaults(name,lacking,item,site);for(let[parameter4,{near,uses}]of extra){let remedy=near===void 0?"remove it or put it into the path":`did you mean \`${near}\`?`,isWrittenHere=parameter4.usedBy.every(({pathItem:pathItem3})=>pathItem3===item),use=uses[0]?.place.at("parameters")??site;yield{place:isWrittenHere?parameter4.place.at("name"):use,message:`path parameter \`${parameter4.name}\` is not in the path \`${item.path}\`: ${remedy}`}}}}function*undeclaredFaults(name,lacking,item,site){if(lacking.length>1&&lacking.length===item.operations.length){yield{place:site,message:`\`{${name}}\` is not declared by any operation of \`${item.path}\`: add a parameter \`${name}\` with \`in: path\` to the path`};return}for(let{label:label3,parameters:parameters3,place}of lacking){let elsewhere=parameters3.find(parameter4=>parameter4.name===name),remedy=elsewhere===void 0?`add a parameter \`${name}\` with \`in: path\``:`parameter \`${name}\` has \`in: ${elsewhere.location}\`, set \`in: path\``;yield{place,message:`\`{${name}}\` of the path is not declared by \`${label3}\`: ${remedy}`}}}function templateOf(path){let query=path.search(/[?#]/),expressions=expressionsOf(path);return{required:[...new Set(expressions.filter(({name,at})=>name!==""&&(query<0||at<query)).map(({name})=>name))],allowed:new Set(expressions.flatMap(({name,text:text3})=>[name,text3]))}}function compare2({required,allowed},operation3){let declared=operation3.parameters.filter(({location})=>location==="path"),misspelt=operation3.parameters.filter(({location})=>!LOCATIONS.has(location)),known3=new Set([...declared,...misspelt].flatMap(({name})=>[name,bareName(name)])),undeclared2=required.filter(name=>!known3.has(name)),extra=[];for(let parameter4 of declared){if(parameter4.name===""||allowed.has(parameter4.name)||allowed.has(bareName(parameter4.name)))continue;let near=undeclared2.length>20?void 0:nearest(parameter4.name,undeclared2);near!==void 0&&undeclared2.splice(undeclared2.indexOf(near),1),extra.push([parameter4,near])}return{undeclared:undeclared2.length>0&&[operation3.raw,operation3.pathItem.raw].some(misspellsParameters)?[]:undeclared2,extra}}function misspellsParameters(holder){return Object.keys(holder).some(key2=>key2!=="parameters"&&nearest(key2,["parameters"])!==void 0)}var LOCATIONS=new Set(["path","query","querystring","header","cookie","body","formData"]);function expressionsOf(path){let found2=[],depth=0,start=0;for(let index=0;index<path.length;index++)if(path[index]==="{"&&depth++===0)start=index+1;else if(path[index]==="}"&&depth>0&&--depth===0){let text3=path.slice(start,index);found2.push({name:bareName(text3),text:text3,at:start})}return found2}function bareName(text3){return(/^[+#./;?&*]?([^:=]*)/.exec(text3)?.[1]??"").replace(/[+*]$/,"").trim()}function isWhole(operation3,item,broken){return[operation3.raw,item.raw].every(holder=>{let list3=getArray(holder,"parameters");return list3===void 0?get(holder,"parameters")===void 0:list3.every(parameter4=>{let ref=getString(parameter4,"$ref");return ref===void 0?get(parameter4,"name")!==void 0:!broken.has(ref)})})}var structure_valid_default={id:"structure-valid",title:"Document that breaks its OpenAPI version",severity:"error",essential:!0,owasp:"API8:2023",cwe:1286,why:"Gateways, generators and scanners skip what they do not understand, so a misspelt field or a dead reference is a rule that nobody enforces.",fix:"Write the field as the OpenAPI version of the document defines it, or prefix a field of your own with `x-`.",examples:{bad:`
paths:
  /pets/{petId}:
    get:
      parametrs:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses:
        '200': { $ref: '#/components/responses/Pet' }
`,good:`
paths:
  /pets/{petId}:
    get:
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: A pet }
`},options:{harmless:!0},essentialOptions:{harmless:!1},optionDocs:{harmless:"`false` reports only what keeps a part of the API from being read: dead references, repeated keys, misplaced parts."},visit:"api",check(api,{options}){let faults=new StructureFaults(options.harmless);addReferences(api,validateStructure(api.bundle,api.version,faults),faults);for(let{place,message:message3}of pathParameterFaults(api))faults.add(place,"path parameter",()=>message3);for(let{problems,root}of api.documents)for(let{kind,message:message3,at}of problems)kind==="duplicate-key"&&faults.add(root,"duplicate key",()=>message3.replace(/\.$/,""),at);return faults.finish()}},StructureFaults=class extends FaultList{#harmless;constructor(harmless){super(),this.#harmless=harmless}add(place,sort,message3,span){isOfSchemeRule(place.path,sort)||!this.#harmless&&!hides(sort)||super.add(place,sort,message3,span)}};function hides(sort){return/^(?:ref |duplicate key|type |misplaced )/.test(sort)||/^unknown (?:OpenAPI|Swagger|Components|Path Item|Operation|Parameter|Responses?|Media Type|Request Body) Object/.test(sort)||/^value (?:list|map|object) (?!examples?$|tags$)/.test(sort)}function addReferences(api,met,faults){let told=new Set(api.brokenRefs.map(({place})=>siteOf(place))),broken=[...api.brokenRefs.filter(({reason})=>reason!=="remote"),...met.filter(({place})=>!told.has(siteOf(place)))];for(let one of broken)faults.add(one.place,`ref ${one.ref}`,()=>brokenRefMessage(one,api.bundle))}function siteOf({document:document3,pointer}){return`${document3.index} ${document3.file} ${pointer}`}function isOfSchemeRule(path,sort){let depth=path[0]==="components"&&path[1]==="securitySchemes"?3:path[0]==="securityDefinitions"?2:0;if(depth===0)return!1;let last=path.at(-1);return path.length===depth?sort.startsWith("missing ")||sort.startsWith("value "):last==="$ref"?path.length===depth+1:sort.startsWith("missing OAuth Flow Object")||sort.startsWith("unknown OAuth Flows Object")?!0:sort.startsWith("value ")&&SCHEME_FIELDS.has(String(last))}var SCHEME_FIELDS=new Set(["type","name","in","scheme","flow","flows","scopes","authorizationUrl","tokenUrl","deviceAuthorizationUrl","openIdConnectUrl"]);var SENSITIVE=["admin","audit","credential","export","impersonate","password","payment","payout","permission","role","secret","token"],log_audit_default={id:"log-audit",title:"Audit trail of sensitive operations",severity:"off",owasp:"API8:2023",cwe:778,why:"A change that leaves no audit entry can neither be noticed nor proved afterwards.",fix:"Log the operation and say so with `x-audit: true`.",examples:{bad:`
paths:
  /pets:
    post:
      responses:
        '201': { description: Created }
`,good:`
paths:
  /pets:
    post:
      x-audit: true
      responses:
        '201': { description: Created }
`},options:{keys:["x-audit","x-audit-event","x-audit-log"],sensitive:SENSITIVE},optionDocs:{keys:"Extension keys that prove an audit entry, on the operation, its path or the document.",sensitive:"Words of a path, operation id or tag that ask for an audit entry of safe methods too."},visit:"operation",applies:({origin,safe,words:words2},{options})=>origin==="path"&&(!safe||words2.some(word=>options.sensitive.includes(word))),*check(operation3,{api,options}){if(isAudited(operation3,api,options.keys))return;let cause=operation3.safe?"reads sensitive data":"changes data";yield{message:`\`${operation3.label}\` ${cause} without audit evidence: log it and add \`${options.keys[0]??"x-audit"}: true\``}},everywhere:(count2,{options})=>`None of the ${count2} operations that change or read sensitive data has audit evidence: log them and add \`${options.keys[0]??"x-audit"}: true\``};function isAudited(operation3,api,keys2){return findEvidence([operation3,operation3.pathItem,api],{keys:keys2})!==void 0}var SUBJECTS3=new Set(["request","correlation","trace","transaction","debug","operation","activity","conversation","span"]),KNOWN=new Set(["traceparent","tracestate","b3","x-amzn-requestid","x-amzn-trace-id","x-cloud-trace-context","cf-ray"]),log_correlation_id_default={id:"log-correlation-id",title:"Request id on responses",severity:"info",owasp:"API8:2023",cwe:778,why:"Without an id that client and server both know, a report of an incident cannot be found in the logs.",fix:"Declare a response header such as `X-Request-Id` or `traceparent`, best as one shared component.",examples:{bad:`
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,good:`
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          headers:
            X-Request-Id: { schema: { type: string } }
`},options:{headers:[]},optionDocs:{headers:"More response headers that hold a request id."},visit:"operation",applies:({origin,responses})=>origin==="path"&&responses.length>0,*check({label:label3,responses},{options}){let own=new Set(options.headers.map(name=>name.toLowerCase()));responses.some(({response:response3})=>hasRequestId(response3,own))||(yield{message:`No response of \`${label3}\` carries a request id, so an incident cannot be found in the logs: declare an \`X-Request-Id\` or \`traceparent\` header`,at:["responses"]})},everywhere:count2=>`None of the ${count2} operations declares a request id on its responses, so incidents cannot be found in the logs: add an \`X-Request-Id\` or \`traceparent\` header as a shared component`};function hasRequestId({headers},own){for(let name of headers.keys()){if(KNOWN.has(name)||own.has(name))return!0;let words2=splitWords(name);if(words2.at(-1)==="id"&&SUBJECTS3.has(words2.at(-2)??""))return!0}return!1}var POLICY=/secur|vulnerab|disclos|bug.?bounty|psirt|incident/i,log_security_contact_default={id:"log-security-contact",title:"Security contact",severity:"info",owasp:"API9:2023",why:"Who finds a hole needs somebody to tell, else the first to hear of it are strangers.",fix:"Add `info.contact` with an `email` or `url`, or `x-security-contact`.",examples:{bad:`
info:
  title: Pets
  version: '1.0'
`,good:`
info:
  title: Pets
  version: '1.0'
  contact: { email: security@acme.io }
`},visit:"api",*check(api){hasContact(api)||(yield{message:"The document names nobody to tell about a security problem: add `info.contact` with an `email` or `url`, or `x-security-contact`",at:["info"]})}};function hasContact({raw}){let info3=getObject(raw,"info"),contact2=getObject(info3,"contact");if(isText(get(contact2,"email"))||isText(get(contact2,"url"))||[raw,info3].some(holder=>isNamed(get(holder,"x-security-contact"))))return!0;let docs=getObject(raw,"externalDocs");return POLICY.test(`${getString(docs,"url")??""} ${getString(docs,"description")??""}`)}function isText(value){return typeof value=="string"&&value.trim()!==""}function isNamed(value){return isText(value)||typeof value=="object"&&value!==null&&Object.values(value).some(isText)}var oauth_implicit_flow_default={id:"oauth-implicit-flow",title:"OAuth 2 implicit flow",severity:"error",owasp:"API2:2023",cwe:522,why:"The implicit flow hands the access token over in a URL, where history, logs and injected scripts find it (RFC 9700 section 2.1.2).",fix:"Replace `implicit` with `authorizationCode` (2.0: `accessCode`) and PKCE.",examples:{bad:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        implicit: { authorizationUrl: 'https://id.acme.com/authorize', scopes: {} }
`,good:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: 'https://id.acme.com/authorize', tokenUrl: 'https://id.acme.com/token', scopes: {} }
`},visit:"oauthFlow",*check({flow:flow3,scheme},{api}){if(flow3!=="implicit")return;let[at,instead]=api.version==="2.0"?[["flow"],"accessCode"]:[[],"authorizationCode"];yield{message:`\`${scheme.name}\` offers the implicit flow, which puts access tokens into URLs: use \`${instead}\` with PKCE`,at}}};function filled(url){return url.replaceAll(/\{[^{}]*\}/g,"x")}function absoluteUrl(value){if(!(urlScheme(value)===void 0||!/^[^\s:]+:\/\/[^/?#\s]/.test(value)||!isUrlText(value)))return parse(filled(value))}function resolvedUrl(value,{servers}){if(value===""||!isUrlText(value))return;let[server2]=servers,base=server2?.url.replaceAll(/\{([^{}]*)\}/g,(_,name)=>server2.variables.get(name)?.default??"x")??"/",host=parse(base,"https://document.invalid");return host===void 0?void 0:parse(filled(value),host.href)}function isUrlText(value){return!/[\s<>"\\^`|]/.test(value)}function parse(value,base){try{return new URL(value,base)}catch{return}}function looksLikeHost(value){let[first=""]=value.split(/[/?#]/,1);return/^(?:[\w{}-]+\.)+[a-z{}]{2,}(?::\d+)?$/i.test(first)||/^[\w.{}-]+:\d+$/.test(first)}var WELL_KNOWN="/.well-known/openid-configuration",oauth_oidc_discovery_default={id:"oauth-oidc-discovery",title:"OpenID Connect discovery URL",severity:"warn",owasp:"API2:2023",cwe:346,why:"Clients take keys and endpoints from the discovery document, so it must be the issuer's own (OpenID Connect Discovery 1.0 section 4).",fix:"Write the issuer followed by `/.well-known/openid-configuration`, on the host of the other OAuth URLs.",examples:{bad:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/oauth/authorize' }
`,good:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`},visit:"securityScheme",*check(scheme){let discovery=scheme.urls.find(({field})=>field==="openIdConnectUrl");if(discovery===void 0||discovery.value==="")return;let{value,place}=discovery,problem=message3=>({message:`\`openIdConnectUrl\` of \`${scheme.name}\` ${message3}`,place}),[path=""]=value.trim().split(/[?#]/,1);path.endsWith(WELL_KNOWN)||(yield problem(`does not end in \`${WELL_KNOWN}\`, so clients find no keys to check tokens by: add it to the issuer`));let host=absoluteUrl(value)===void 0?"":urlHost(value),foreign2=host===""?void 0:otherHosts(scheme).find(other=>other!==host);foreign2!==void 0&&(yield problem(`is on \`${host}\` and its other URLs on \`${foreign2}\`, so one of them is not the issuer's: use one host`))}};function otherHosts({raw}){let flows2=Object.values(getObject(raw,"flows")??{});return[get(raw,"oauth2MetadataUrl"),...[...flows2,raw].flatMap(flow3=>["authorizationUrl","deviceAuthorizationUrl","tokenUrl","refreshUrl"].map(field=>getString(flow3,field)))].flatMap(value=>typeof value=="string"&&absoluteUrl(value)!==void 0?[urlHost(value)]:[])}var oauth_password_flow_default={id:"oauth-password-flow",title:"OAuth 2 password flow",severity:"error",owasp:"API2:2023",cwe:522,why:"Every client program gets to see the user's password, and a second factor is impossible (RFC 9700 section 2.4: must not be used).",fix:"Replace `password` with `authorizationCode` (2.0: `accessCode`) and PKCE, or `clientCredentials` between services.",examples:{bad:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        password: { tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,good:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: {} }
`},visit:"oauthFlow",*check({flow:flow3,scheme},{api}){if(flow3!=="password")return;let[at,instead]=api.version==="2.0"?[["flow"],"accessCode"]:[[],"authorizationCode"];yield{message:`\`${scheme.name}\` offers the password flow, which shows users' passwords to every client: use \`${instead}\` with PKCE`,at}}};var oauth_pkce_default={id:"oauth-pkce",title:"Authorization code flow without word of PKCE",severity:"info",owasp:"API2:2023",cwe:1390,why:"Without PKCE a stolen authorization code can be redeemed by whoever has it (RFC 9700 section 2.1.1 asks for it from all clients).",fix:"Require PKCE and say so: `x-pkce: S256` on the flow, or the word PKCE in a description.",examples:{bad:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: 'https://id.acme.com/authorize', tokenUrl: 'https://id.acme.com/token', scopes: {} }
`,good:`
components:
  securitySchemes:
    login:
      type: oauth2
      description: Clients must use PKCE with S256.
      flows:
        authorizationCode: { authorizationUrl: 'https://id.acme.com/authorize', tokenUrl: 'https://id.acme.com/token', scopes: {} }
`},options:{evidence:["x-pkce","x-pkce-required","x-requires-pkce","x-usePkce","x-code-challenge-method"]},optionDocs:{evidence:"Extension keys on the flow, the scheme or the document that prove PKCE when present and not false."},visit:"oauthFlow",applies:({flow:flow3})=>flow3==="authorizationCode",*check(flow3,{api,options}){let words2=/\bPKCE\b|\bRFC[\s-]?7636\b|proof key for code exchange|\bcode_challenge|\bS256\b/i;if(findEvidence([flow3,flow3.scheme,api],{keys:options.evidence,words:words2})!==void 0)return;let at=api.version==="2.0"?["flow"]:[];yield{message:`\`${flow3.scheme.name}\` does not say that its authorization codes need PKCE, so stolen ones may work: require it and add \`x-pkce: S256\``,at}}};var oauth_refresh_protected_default={id:"oauth-refresh-protected",title:"Refresh tokens without word of rotation or binding",severity:"info",owasp:"API2:2023",cwe:613,why:"A stolen refresh token is lasting access unless it is replaced at every use or bound to its client (RFC 9700 section 4.14).",fix:"Rotate refresh tokens or bind them (DPoP, mutual TLS) and say so: `x-refresh-token-rotation: true` on the flow, or in a description.",examples:{bad:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', refreshUrl: 'https://id.acme.com/refresh', scopes: {} }
`,good:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.acme.com/token
          refreshUrl: https://id.acme.com/refresh
          x-refresh-token-rotation: true
          scopes: {}
`},options:{evidence:["x-refresh-token-rotation","x-refresh-rotation","x-sender-constrained","x-dpop","x-mtls","x-token-binding"]},optionDocs:{evidence:"Extension keys on the flow, the scheme or the document that prove rotation or binding when present and not false."},visit:"oauthFlow",applies:({urls})=>urls.some(({field})=>field==="refreshUrl"),*check(flow3,{api,options}){let words2=/\brotat|\bone-time\b|\bsingle[- ]use\b|\bsender[- ]constrain|\bDPoP\b|\bRFC[\s-]?(?:9449|8705)\b|\bmutual[- ]TLS\b|\bmTLS\b|\bcertificate[- ]bound\b/i;findEvidence([flow3,flow3.scheme,{raw:api.raw,place:api.place,keysOnly:!0}],{keys:options.evidence,words:words2})===void 0&&(yield{message:`\`${flow3.scheme.name}\` does not say that refresh tokens are rotated or bound to their client, so a stolen one lasts: do it and add \`x-refresh-token-rotation: true\``,at:["refreshUrl"]})}};var oauth_scope_required_default={id:"oauth-scope-required",title:"OAuth 2 requirement without a scope",severity:"warn",owasp:"API5:2023",cwe:862,why:"Any token of the authorization server then opens the operation, whatever its owner gave it out for.",fix:"Name the scope that the operation needs, and declare it in the flow.",examples:{bad:`
paths:
  /orders:
    get:
      security:
        - login: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:read': Read orders } }
`,good:`
paths:
  /orders:
    get:
      security:
        - login: ['orders:read']
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:read': Read orders } }
`},visit:"api",check:api=>problemsOf(securityLists(api,({origin})=>origin==="path"),({security:security2})=>security2.alternatives.flatMap(({requirements})=>requirements.flatMap(({name,scopes,scheme,place})=>scheme?.type==="oauth2"&&scopes.length===0?[{message:`\`${name}\` is required without a scope, so any token of its authorization server passes: name the scope that is needed`,place}]:[])),count2=>`All ${count2} operations with a \`security\` of their own require OAuth 2 without a scope, so any token passes: name the scopes that are needed`)};var oauth_scope_undefined_default={id:"oauth-scope-undefined",title:"Required scope that no flow declares",severity:"error",owasp:"API5:2023",cwe:863,why:"No client can ask for a scope that the scheme does not have, so the check is either dead or different from what the document says.",fix:"Write the scope as the flow declares it, or add it to `scopes` of the flow.",examples:{bad:`
security:
  - login: ['order:write']
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:write': Change orders } }
`,good:`
security:
  - login: ['orders:write']
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:write': Change orders } }
`},visit:"api",*check(api){let hints=0;for(let[scheme,scopes]of undeclared(api)){let declared=scopesOf(scheme);for(let[scope,[first,...rest]]of scopes){if(first===void 0)continue;let near=++hints>HINT_LIMIT?void 0:nearest(scope,declared),edit=near===void 0?"add it to `scopes` of the flow":`did you mean \`${near}\`?`;yield{message:`${rest.length===0?`${first.owner} requires`:`${first.owner} and ${rest.length} more require`} scope \`${scope}\`, which no flow of \`${scheme.name}\` declares, so no token has it: ${edit}`,place:first.place,related:rest.slice(0,RELATED_LIMIT).map(({place,owner})=>({place,message:`${owner} requires it too`}))}}}}};function undeclared(api){let known3=new Map,found2=new Map;for(let{requirement,owner}of requirementUses(api)){let{scheme,scopes}=requirement;if(scheme?.type!=="oauth2"||scheme.flows.length===0)continue;let declared=known3.get(scheme)??scopesOf(scheme);known3.set(scheme,declared);for(let[index,scope]of scopes.entries()){if(declared.has(scope))continue;let ofScheme=found2.get(scheme)??new Map;found2.set(scheme,ofScheme);let use={place:requirement.place.at(index),owner},same=ofScheme.get(scope);same===void 0?ofScheme.set(scope,[use]):same.push(use)}}return found2}function scopesOf({flows:flows2}){return new Set(flows2.flatMap(({scopes})=>[...scopes.keys()]))}var oauth_scope_unused_default={id:"oauth-scope-unused",title:"Declared scope that nothing requires",severity:"info",owasp:"API9:2023",why:"A scope that no operation asks for is given out for nothing, or was forgotten on the operation that it should guard.",fix:"Require the scope on the operation that it guards, or delete it.",examples:{bad:`
security:
  - login: [read]
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { read: Read orders, write: Change orders } }
`,good:`
security:
  - login: [read]
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { read: Read orders } }
`},visit:"api",*check(api){let required=new Map;for(let{requirement}of requirementUses(api)){let{scheme,scopes}=requirement;if(scheme?.type!=="oauth2")continue;let scopesOf2=required.get(scheme)??new Set;required.set(scheme,scopesOf2);for(let scope of scopes)scopesOf2.add(scope)}for(let scheme of api.schemes.values()){let used=required.get(scheme);if(!(used===void 0||used.size===0))for(let[scope,[place,...others]]of declaredScopes(scheme)){if(place===void 0||used.has(scope))continue;let related=others.slice(0,RELATED_LIMIT).map(other=>({place:other,message:"declared here too"}));yield{message:`no operation requires scope \`${scope}\` of \`${scheme.name}\`: require it where it guards something or delete it`,place,related}}}}};function declaredScopes({flows:flows2}){let declared=new Map;for(let{scopes}of flows2)for(let[scope,place]of scopes){let places=declared.get(scope);places===void 0?declared.set(scope,[place]):places.push(place)}return declared}var oauth_url_https_default={id:"oauth-url-https",title:"OAuth 2 or OpenID Connect URL without https",severity:"error",essential:!0,owasp:"API2:2023",cwe:319,why:"Codes, tokens, client secrets and signing keys pass through these URLs; without TLS anybody on the way reads or replaces them.",fix:"Write the URL with `https://`. (A relative URL takes its transport from the server, which the tls rules judge.)",examples:{bad:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'http://id.acme.com/.well-known/openid-configuration' }
`,good:`
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`},options:{loopback:"allow"},optionDocs:{loopback:"`allow` lets URLs on `localhost`, `127.0.0.0/8` and `[::1]` do without TLS, `deny` does not."},visit:"securityScheme",*check(scheme,{options:{loopback}}){for(let{field,value,place}of scheme.urls)isCleartext(value,{schemes:["https"],loopback})&&(yield{message:`\`${field}\` of \`${scheme.name}\` is \`${urlScheme(value)}\`, so tokens and secrets can be read on the way: use \`https://\``,place})}};var oauth_url_valid_default={id:"oauth-url-valid",title:"OAuth 2 or OpenID Connect URL that is no URL",severity:"warn",owasp:"API8:2023",why:"A client that cannot tell where to sign in is pointed elsewhere by hand, and that place nobody has checked.",fix:"Write the whole URL, `https://` included. OpenAPI 3 also allows one relative to the server, such as `/oauth/token`.",examples:{bad:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: id.acme.com/token, scopes: {} }
`,good:`
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: {} }
`},visit:"securityScheme",*check(scheme,{api}){for(let{field,value,place}of scheme.urls){let problem=urlProblem(value,api);problem!==void 0&&(yield{message:`\`${field}\` of \`${scheme.name}\` ${problem}`,place})}}};function urlProblem(value,api){if(value==="")return;let shown2=`\`${value.slice(0,80)}\``;return urlScheme(value)!==void 0?absoluteUrl(value)===void 0?`is ${shown2}, which is no valid URL, so clients cannot sign in: correct it`:void 0:looksLikeHost(value)?`is ${shown2}, a host without a scheme, which reads as a path of the API: write \`https://\` before it`:api.version==="2.0"?`is ${shown2}, which is relative, and OpenAPI 2.0 has nothing to resolve it against: write the whole URL`:resolvedUrl(value,api)===void 0?`is ${shown2}, which gives no URL with the server either: write the whole URL`:void 0}var oauth_version_1_default={id:"oauth-version-1",title:"OAuth 1.0",severity:"error",owasp:"API2:2023",cwe:327,why:"OAuth 1.0 signs with SHA-1, has neither scopes nor expiry and was replaced in 2012 (RFC 6749 obsoletes RFC 5849).",fix:"Use `type: oauth2` or `openIdConnect`.",examples:{bad:`
components:
  securitySchemes:
    login: { type: http, scheme: OAuth }
`,good:`
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
`},visit:"securityScheme",*check({type,httpScheme:httpScheme2,name}){type==="http"&&httpScheme2==="oauth"&&(yield{message:`\`${name}\` is OAuth 1.0, which signs with SHA-1 and knows no scopes: use \`type: oauth2\``,at:["scheme"]})}};var trio=(title,prefix2)=>({title,members:["limit","remaining","reset"].map(part=>`${prefix2}-${part}`),isMember:name=>name.startsWith(`${prefix2}-`)&&name!=="ratelimit-policy"}),FAMILIES=[{title:"`RateLimit` + `RateLimit-Policy`",members:["ratelimit","ratelimit-policy"],isMember:name=>name==="ratelimit"||name==="ratelimit-policy"},trio("`RateLimit-Limit/Remaining/Reset`","ratelimit"),trio("`X-RateLimit-*`","x-ratelimit"),trio("`X-Rate-Limit-*`","x-rate-limit")],headerOptions={headers:[]},headerOptionDocs={headers:"Further header names that state a rate limit, such as `X-App-Rate-Limit`; case does not matter."};function headerNames(response3){return Object.keys(getObject(response3.raw,"headers")??{}).map(name=>name.toLowerCase())}function familiesOf(response3){let names=headerNames(response3);return FAMILIES.filter(({isMember})=>names.some(isMember))}function missingMembers(family,response3){let names=headerNames(response3).filter(family.isMember);return family.members.filter(member=>!names.some(name=>name===member||/-(?:limit|remaining|reset)$/.test(member)&&name.startsWith(`${member}-`)))}function statesLimit(response3,options){if(familiesOf(response3).length>0)return!0;let own=options.headers.map(name=>name.toLowerCase());return own.length>0&&headerNames(response3).some(name=>own.includes(name))}function hasRetryAfter(response3){return headerNames(response3).includes("retry-after")}function has429(operation3){let responses=getObject(operation3.raw,"responses");return responses!==void 0&&Object.hasOwn(responses,"429")}function documents429(operation3,options){return has429(operation3)?!0:operation3.responses.some(({status,response:response3})=>(status==="4XX"||status==="default")&&(hasRetryAfter(response3)||statesLimit(response3,options)))}var ratelimit_429_default={id:"ratelimit-429",title:"Operation without 429",severity:"warn",owasp:"API4:2023",cwe:770,why:"An operation that never answers 429 Too Many Requests has no limit, or clients are not told how it shows.",fix:"Add a `'429'` response with `Retry-After`, best a shared one: `$ref: '#/components/responses/TooManyRequests'`.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`,good:`paths:
  /pets:
    get:
      responses:
        '200': {description: ok}
        '429':
          description: Too many requests
          headers: {Retry-After: {schema: {type: integer}}}
`},options:headerOptions,optionDocs:headerOptionDocs,visit:"operation",applies:operation3=>operation3.origin==="path",*check(operation3,{options}){if(documents429(operation3,options))return;yield{message:operation3.responses.some(({status})=>status==="4XX")?`\`${operation3.label}\` hides throttling in \`4XX\` without \`Retry-After\` or rate-limit headers: add a \`429\` response`:`\`${operation3.label}\` has no \`429\` response, so clients cannot tell that they are throttled: add one with \`Retry-After\``,at:["responses"]}},everywhere:count2=>`none of the ${count2} operations documents \`429\`, so clients cannot tell that they are throttled: add a shared response with \`Retry-After\` to them`};var NAMES=[["login",["login","log in","logon","log on","signin","sign in","authenticate"]],["one-time code",["otp","totp","mfa","2fa","two factor","one time code","one time password","magic link","verification code"]],["password reset",["forgot password","forgot","forgotten password","reset password","password reset","recover password","password recovery"]],["sign-up",["signup","sign up","register user","user register","register account","account register","user registration"]]],BESIDE=new Set("account admin begin check complete confirm customer do email finish init member phone post public request resend send sms start submit user verify with".split(" ")),COMPANY=new Set("account auth authentication authorization customer identity login member sso user".split(" ")),SETTINGS=/^(?:configs?|configuration|polic(?:y|ies)|settings?|preferences?)$/i,CREDENTIAL_FIELDS=["password","passcode","grant type","refresh token","otp"];function authEndpoint(operation3){if(!(operation3.origin!=="path"||operation3.method==="DELETE"))return operation3.safe?triedByGet(operation3):named(operation3)}function triedByGet(operation3){let taken=operation3.parameters.filter(({location})=>location==="query").map(({words:words2})=>words2),names=new Set(taken.map(words2=>words2.join(" ")));return names.has("client secret")&&(names.has("code")||names.has("grant type"))?"token":taken.some(words2=>words2.length<=3&&CREDENTIAL_FIELDS.some(field=>hasWords(words2,field)))?named(operation3):void 0}function named(operation3){let[path=""]=operation3.path.split(/[#?]/,1),segments2=path.split("/").filter(segment=>segment!==""&&!segment.startsWith("{")),last=splitWords(segments2.at(-1)??""),names=[last,splitWords(segments2.slice(-2).join(" ")),splitWords(operation3.operationId??"")];if(segments2.some(segment=>SETTINGS.test(segment)))return;let forAnother=isForAnother(operation3);for(let[kind,phrases5]of NAMES)if(phrases5.some(phrase=>names.some(name=>isAbout(name,phrase))))return forAnother&&(kind==="password reset"||kind==="sign-up")?void 0:kind;if(/\}\/*$/.test(path))return;let around=segments2.slice(0,-1).flatMap(segment=>splitWords(segment)),protocol=around.some(word=>/^(?:oauth2?|oidc|openid|connect)$/.test(word)),company=protocol||around.some(word=>COMPANY.has(word))&&!path.includes("{");if(!(/(?:token|registration|auth)s$/i.test(segments2.at(-1)??"")&&!takesCredential(operation3)))switch(last.join(" ")){case"token":return company||takesCredential(operation3)?"token":void 0;case"access token":case"auth token":case"refresh token":return protocol||!path.includes("{")?"token":void 0;case"auth":case"session":return takesCredential(operation3)?"login":void 0;case"register":case"registration":return company||takesCredential(operation3)||around.every(isVersion2)?"sign-up":void 0;default:return}}function isForAnother({path,security:security2}){if(!/\}.*\/[^{}/]+\/*$/.test(path))return!1;let owner=splitWords(path.slice(0,path.indexOf("{")).split("/").at(-2)??"");return!security2.isPublic&&!security2.isOptional||!(owner.length===0||owner.some(word=>COMPANY.has(word)||isVersion2(word)))}function isAbout(name,phrase){let wanted=splitWords(phrase);return name.length>wanted.length+2||!hasWords(name,phrase)?!1:name.every(word=>wanted.includes(word)||BESIDE.has(word))}function isVersion2(word){return/^(?:api|rest|public|v\d+|\d+)$/.test(word)}function takesCredential({body}){return body?.content.some(({schema:schema3})=>[schema3,...schema3?.alternatives??[]].some(part=>[...part?.properties.values()??[]].some(({words:words2})=>CREDENTIAL_FIELDS.some(field=>hasWords(words2,field)&&words2.length<=3))))??!1}var ratelimit_auth_endpoint_default={id:"ratelimit-auth-endpoint",title:"Authentication endpoint without throttling",severity:"error",owasp:"API2:2023",cwe:307,why:"Logins, tokens, one-time codes and resets are guessed by machines: without a limit a short code falls in minutes.",fix:"Limit attempts by account and address, and document it: a `'429'` response with `Retry-After`.",examples:{bad:`paths:
  /login:
    post:
      responses: {'200': {description: ok}, '401': {description: Wrong}}
`,good:`paths:
  /login:
    post:
      responses:
        '200': {description: ok}
        '429':
          description: Too many attempts
          headers: {Retry-After: {schema: {type: integer}}}
`},visit:"operation",applies:operation3=>authEndpoint(operation3)!==void 0,*check(operation3){let covering=operation3.responses.filter(({status})=>status==="429"||status==="4XX"||status==="default");if(covering.some(({response:response3})=>hasRetryAfter(response3)))return;let exact=covering.find(({status})=>status==="429"),kind=authEndpoint(operation3);exact===void 0?yield{message:`\`${operation3.label}\` (${kind}) has no \`429\`, so guessing seems unlimited: limit attempts and add a \`429\` response with \`Retry-After\``,at:["responses"]}:yield{message:`the \`429\` of \`${operation3.label}\` (${kind}) has no \`Retry-After\`, so clients and lockouts cannot agree on a pause: add the header`,place:exact.place}}};function hasGatewayLimit(operation3,api){return[operation3.raw,operation3.pathItem.raw,api.raw].some(holdsLimit)||inContainer(operation3,api)}var known2=new WeakMap;function holdsLimit(raw){let holds=known2.get(raw);return holds===void 0&&(holds=Object.keys(raw).some(key2=>isLimitKey(key2)&&states(get(raw,key2)))||azure(raw),known2.set(raw,holds)),holds}function isLimitKey(key2){if(!key2.startsWith("x-")||key2.startsWith("x-google-management"))return!1;let words2=splitWords(key2);return words2.some(word=>NEGATIONS.has(word))||/-rate-?limits$/.test(key2)&&key2.includes("apigateway")?!1:words2.some(word=>LIMIT_WORDS.has(word))||hasWords(words2,"rate limit")||hasWords(words2,"rate limiting")||words2.at(-1)==="quota"}var LIMIT_WORDS=new Set(["ratelimit","ratelimiting","throttle","throttling","throttled"]),NEGATIONS=new Set(["no","not","without","disable","disabled","exempt","exempted","skip","bypass","ignore","unlimited"]);function states(value,depth=0){return typeof value=="number"?value>0:typeof value=="string"?!/^\s*(?:|0|-1|none|no|off|false|disabled|unlimited)\s*$/i.test(value):depth>4?!1:Array.isArray(value)?value.some(item=>states(item,depth+1)):!isObject(value)||get(value,"enabled")===!1||get(value,"disabled")===!0?!1:Object.values(value).some(item=>states(item,depth+1))}function inContainer(operation3,api){return zuplo(operation3)||tyk(operation3,api)||yandex(api)||amazon(operation3,api)}function zuplo(operation3){let inbound=get(getObject(getObject(operation3.raw,"x-zuplo-route"),"policies"),"inbound");return Array.isArray(inbound)&&inbound.some(name=>typeof name=="string"&&isLimitKey(`x-${name}`))}function tyk(operation3,api){let tyk2=getObject(api.raw,"x-tyk-api-gateway");return[get(getObject(tyk2,"upstream"),"rateLimit"),get(getObject(getObject(getObject(tyk2,"middleware"),"operations"),operation3.operationId??""),"rateLimit")].some(limit=>get(limit,"enabled")===!0&&states(get(limit,"rate")))}function yandex(api){return states(get(getObject(api.raw,"x-yc-apigateway"),"rateLimit"))}function amazon(operation3,api){if(getString(api.raw,"x-amazon-apigateway-api-key-source")===void 0)return!1;let{alternatives}=operation3.security;return alternatives.length>0&&alternatives.every(({requirements})=>requirements.some(({scheme})=>scheme?.type==="apiKey"&&scheme.parameterName?.toLowerCase()==="x-api-key"))}function azure(raw){let policy=getString(getObject(raw,"x-azure-api-management"),"policy");return policy!==void 0&&/<(?:rate-limit|quota)(?:-by-key)?\s/.test(policy)}function successes(operation3){return operation3.responses.filter(({status})=>/^2/.test(status)||status==="default"&&!isErrorStatus(status,operation3))}function judgedAt(response3){let operations=response3.usedBy.filter(({operation:operation3})=>operation3.origin==="path").map(({operation:operation3})=>operation3);return[...new Set(operations)].filter(operation3=>successes(operation3)[0]?.response===response3)}var ratelimit_headers_default={id:"ratelimit-headers",title:"Success response without rate-limit headers",severity:"error",owasp:"API4:2023",cwe:770,why:"An API that states no limit mostly has none, and then one client can exhaust it, guess passwords or copy all its data.",fix:"Document `RateLimit` and `RateLimit-Policy` (or `X-RateLimit-Limit`, `-Remaining`, `-Reset`) on success responses, best as shared header components.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`,good:`paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            RateLimit: {schema: {type: string}}
            RateLimit-Policy: {schema: {type: string}}
`},options:headerOptions,optionDocs:headerOptionDocs,visit:"response",applies:response3=>judgedAt(response3).length>0,*check(response3,{api,options}){let limited=uses=>uses.some(use=>statesLimit(use.response,options)),operations=judgedAt(response3).filter(operation3=>!limited(successes(operation3))&&!hasGatewayLimit(operation3,api)),[first]=operations;if(first===void 0)return;let more=operations.length>1?` and ${operations.length-1} more`:"";yield{message:`\`${first.label}\`${more} ${more===""?"succeeds":"succeed"} without rate-limit headers, so no limit is promised: add \`RateLimit\` and \`RateLimit-Policy\``,at:getObject(response3.raw,"headers")===void 0?[]:["headers"],related:operations.slice(1,6).map(({place,label:label3})=>({place,message:`\`${label3}\` answers with it`}))}},everywhere:(_count,{api})=>`none of the ${api.operations.filter(operation3=>operation3.origin==="path"&&successes(operation3).length>0).length} operations documents rate-limit headers, so no limit is promised anywhere: add \`RateLimit\` and \`RateLimit-Policy\` to their success responses`};var ratelimit_inconsistent_default={id:"ratelimit-inconsistent",title:"429 on some operations only",severity:"info",owasp:"API4:2023",cwe:770,why:"Limits that hold for some operations only are found and walked around through the others.",fix:"Add the 429 response that the other operations have, or say in a waiver why these need none.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}, '429': {description: Too many requests}}
    post:
      responses: {'201': {description: ok}}
`,good:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}, '429': {description: Too many requests}}
    post:
      responses: {'201': {description: ok}, '429': {description: Too many requests}}
`},options:headerOptions,optionDocs:headerOptionDocs,visit:"api",*check(api,{options}){let operations=api.operations.filter(({origin})=>origin==="path"),without=operations.filter(operation3=>!documents429(operation3,options));without.length===0||!operations.some(has429)||(yield{message:`${operations.length-without.length} of ${operations.length} operations document throttling (\`429\`) and ${without.length} do not, \`${without[0]?.label}\` for one: add it there`,at:["paths"],related:without.slice(0,5).map(({place,label:label3})=>({place,message:`\`${label3}\` has no \`429\``}))})}};var ratelimit_mixed_default={id:"ratelimit-mixed",title:"Incomplete or mixed rate-limit headers",severity:"info",owasp:"API4:2023",cwe:770,why:"A client can only slow down in time when it finds the same, complete headers on every response.",fix:"Use one family in the whole document and all of its headers; two families side by side are fine when both are complete.",examples:{bad:`paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-RateLimit-Limit: {schema: {type: integer}}
`,good:`paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-RateLimit-Limit: {schema: {type: integer}}
            X-RateLimit-Remaining: {schema: {type: integer}}
            X-RateLimit-Reset: {schema: {type: integer}}
`},visit:"response",applies:response3=>familiesOf(response3).length>0,*check(response3,{api}){let families=familiesOf(response3),at=getObject(response3.raw,"headers")===void 0?[]:["headers"],complete=families.some(family=>missingMembers(family,response3).length===0);for(let family of families){let missing2=missingMembers(family,response3);if(missing2.length===0)continue;let list3=missing2.map(name=>`\`${name}\``).join(", "),edit=complete&&families.length>1?"complete it or drop it":"add what is missing";yield{message:`the rate-limit headers ${family.title} are incomplete without ${list3}: ${edit}`,at};return}let main=mainFamily(api);main===void 0||families.includes(main)||(yield{message:`this response speaks of limits by ${families[0]?.title}, and most others by ${main.title}: use one family throughout`,at})}},cache2=new WeakMap;function mainFamily(api){if(cache2.has(api))return cache2.get(api);let counts=new Map;for(let response3 of api.responses)for(let family of familiesOf(response3))counts.set(family,(counts.get(family)??0)+1);let most=FAMILIES.reduce((best,family)=>(counts.get(family)??0)>(best===void 0?0:counts.get(best)??0)?family:best,void 0);return cache2.set(api,most),most}var ratelimit_retry_after_default={id:"ratelimit-retry-after",title:"429 without Retry-After",severity:"warn",owasp:"API4:2023",cwe:770,why:"A throttled client that is not told when to come back tries again at once and adds to the load.",fix:"Add `headers: {Retry-After: {schema: {type: integer}}}` (seconds) to the 429 response.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'429': {description: Too many requests}}
`,good:`paths:
  /pets:
    get:
      responses:
        '429':
          description: Too many requests
          headers: {retry-after: {schema: {type: integer}}}
`},visit:"response",applies:({usedBy})=>usedBy.some(({status,operation:operation3})=>status==="429"&&operation3.origin==="path"),*check(response3){if(hasRetryAfter(response3))return;let uses=response3.usedBy.filter(({status,operation:operation3})=>status==="429"&&operation3.origin==="path");yield{message:`the \`429\` ${uses.length===1?`of \`${uses[0]?.operation.label}\``:`of ${uses.length} operations`} does not say when to come back, so clients retry at once: add a \`Retry-After\` header`,at:getObject(response3.raw,"headers")===void 0?[]:["headers"]}},everywhere:count2=>`none of the ${count2} \`429\` responses says when to come back, so clients retry at once: add a \`Retry-After\` header to them`};var ITEM=String.raw`(?:"(?:[ !#-\[\]-~]|\\["\\])*"|-?\d{1,15}(?:\.\d{1,3})?|\?[01]|:[A-Za-z0-9+/=]*:|[A-Za-z*][\w!#$%&'*+.^\x60|~:/-]*)`,KEY="[a-z*][a-z0-9_.*-]*",PARAMETER=`[ ]*;[ ]*${KEY}(?:=${ITEM})?`,MEMBER=new RegExp(`^(?:${KEY}(?:=${ITEM})?|${ITEM})(?:${PARAMETER}){0,40}$`);function isLimitField(text3){return text3.length>2e3?!0:splitMembers(text3.trim()).every(member=>MEMBER.test(member)&&!/^-?[\d.]+$/.test(member))}function splitMembers(text3){let members=[],start=0,quoted3=!1;for(let at=0;at<text3.length;at++){let character=text3[at];quoted3&&character==="\\"?at++:character==='"'?quoted3=!quoted3:character===","&&!quoted3&&(members.push(text3.slice(start,at).trim()),start=at+1)}return members.push(text3.slice(start).trim()),members}var ratelimit_syntax_default={id:"ratelimit-syntax",title:"RateLimit header that is no structured field",severity:"info",owasp:"API4:2023",cwe:770,why:"`RateLimit` and `RateLimit-Policy` are structured fields (draft-ietf-httpapi-ratelimit-headers): clients cannot read a bare number.",fix:'Declare `type: string` and show a value such as `"default";r=50;t=30` (or `"default";q=100;w=60` for the policy).',examples:{bad:`paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            RateLimit: {schema: {type: integer}}
`,good:`paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            RateLimit: {schema: {type: string}, example: '"default";r=50;t=30'}
`},visit:"header",applies:({name})=>/^ratelimit(?:-policy)?$/i.test(name),*check(header3){let shape=header3.name.toLowerCase()==="ratelimit"?'`"default";r=50;t=30`':'`"default";q=100;w=60`',{schema:schema3}=header3,wrong=schema3?.types.find(type=>type!=="string");if(schema3!==void 0&&wrong!==void 0){let part=schema3.parts.find(({raw})=>get(raw,"type")!==void 0);yield{message:`\`${header3.name}\` is a structured field and not of type \`${wrong}\`, so clients cannot read it: use \`type: string\` with values like ${shape}`,place:part?.place.at("type")??schema3.place};return}for(let{value,place}of exampleValues2(header3))typeof value=="string"&&isLimitField(value)||(yield{message:`this example of \`${header3.name}\` is no structured field, so clients that follow it fail: show one like ${shape}`,place})}};function exampleValues2(header3){let found2=[],take=(value,place,at)=>{(typeof value=="string"||typeof value=="number"||typeof value=="boolean")&&found2.push({value,place:place.at(...at)})},holders=[{raw:header3.raw,place:header3.place},...header3.schema?.parts??[]];for(let{raw,place}of new Map(holders.map(holder=>[holder.raw,holder])).values()){for(let key2 of["example","x-example","default"])take(get(raw,key2),place,[key2]);let examples2=get(raw,"examples");for(let[index,value]of(Array.isArray(examples2)?examples2.slice(0,20):[]).entries())take(value,place,["examples",index]);for(let name of Object.keys(getObject(raw,"examples")??{}).slice(0,20))take(get(getObject(getObject(raw,"examples"),name),"value"),place,["examples",name,"value"])}return found2}var throttle_503_default={id:"throttle-503",title:"503 without Retry-After",severity:"info",owasp:"API4:2023",cwe:770,why:"Clients that do not know how long an overload lasts come back all at once and keep the service down (RFC 9110 section 15.6.4).",fix:"Add `headers: {Retry-After: {schema: {type: integer}}}` (seconds) to the 503 response.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'503': {description: Overloaded}}
`,good:`paths:
  /pets:
    get:
      responses:
        '503':
          description: Overloaded
          headers: {Retry-After: {schema: {type: integer}}}
`},visit:"response",applies:({usedBy})=>usedBy.some(({status,operation:operation3})=>status==="503"&&operation3.origin==="path"),*check(response3){if(hasRetryAfter(response3))return;let uses=response3.usedBy.filter(({status,operation:operation3})=>status==="503"&&operation3.origin==="path");yield{message:`the \`503\` ${uses.length===1?`of \`${uses[0]?.operation.label}\``:`of ${uses.length} operations`} does not say how long the overload lasts, so clients come back all at once: add a \`Retry-After\` header`,at:getObject(response3.raw,"headers")===void 0?[]:["headers"]}},everywhere:count2=>`none of the ${count2} \`503\` responses says how long the overload lasts, so clients come back all at once: add a \`Retry-After\` header to them`};var throttle_policy_default={id:"throttle-policy",title:"No throttling statement",severity:"off",owasp:"API4:2023",cwe:770,why:"A limit that is written down can be reviewed and tested; one that is not is forgotten when the gateway changes.",fix:"State the limit beside the operation, its path or the document, for example `x-concurrency-limit: 20`, or in the gateway extension.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`,good:`x-concurrency-limit: 20
paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`},options:{keys:["x-concurrency-limit","x-concurrency","x-max-concurrency","x-throttle"]},optionDocs:{keys:"Extension keys on an operation, its path or the document that state concurrency or throttling, beside those of known gateways."},visit:"operation",applies:operation3=>operation3.origin==="path",*check(operation3,{api,options}){if(findEvidence([operation3,operation3.pathItem,rootSource(api,options)],options)!==void 0||hasGatewayLimit(operation3,api))return;let key2=options.keys[0]??"x-concurrency-limit";yield{message:`\`${operation3.label}\` states no throttling, which policy asks for, so nobody can check it: add \`${key2}\``}},everywhere:(count2,{options})=>`none of the ${count2} operations states throttling, which policy asks for: add \`${options.keys[0]??"x-concurrency-limit"}\` to the document or to each`},cache3=new WeakMap;function rootSource(api,options){let known3=cache3.get(api);if(known3?.options===options)return known3.source;let wanted=new Set(options.keys.map(key2=>key2.toLowerCase())),source={raw:Object.fromEntries(Object.entries(api.raw).filter(([key2])=>wanted.has(key2.toLowerCase()))),place:api.place};return cache3.set(api,{options,source}),source}function expressionSchemas(expression,owners){let[,side,part,rest=""]=/^\$(request|response)\.(body|query|path|header)(?:[.#](.*))?$/s.exec(expression)??[];return side===void 0?[void 0]:owners.map(operation3=>{if(part==="body")return inBody(rest,side==="request"?operation3.body?.content:operation3.responses[0]?.response.content);if(side==="response")return operation3.responses.map(({response:response3})=>response3.headers.get(rest.toLowerCase())?.schema).find(schema3=>schema3!==void 0);let same=name=>part==="header"?name.toLowerCase()===rest.toLowerCase():name===rest;return operation3.parameters.find(({name,location})=>location===part&&same(name))?.schema})}function inBody(pointer,content=[]){let steps=pointer.split("/").slice(1,20);for(let{schema:schema3}of content){let found2=schema3;for(let step of steps){let name=step.replaceAll("~1","/").replaceAll("~0","~");found2=found2?.properties.get(name)?.schema??(/^\d+$/.test(name)?found2?.items:void 0)}if(found2!==void 0)return found2}}var cache4=new WeakMap;function callbackOwners(item,api){let owners=cache4.get(api);owners===void 0&&(owners=findOwners(api),cache4.set(api,owners));let owner=owners.byItem.get(item.raw);return owner===void 0?owners.all:[owner]}function findOwners(api){let byItem=new Map,all=api.operations.filter(({raw})=>getObject(raw,"callbacks")!==void 0);for(let operation3 of all)for(let callback2 of Object.values(getObject(operation3.raw,"callbacks")??{}))for(let item of isObject(callback2)?Object.values(callback2):[])isObject(item)&&byItem.set(item,operation3);return{byItem,all:all.slice(0,50)}}var tls_callback_default={id:"tls-callback",title:"Callback that may go out without TLS",severity:"warn",owasp:"API10:2023",cwe:319,why:"A callback carries data out of the API to an address that somebody else chose; without TLS anyone on the way reads or forges it.",fix:"Write `https://` in the expression, or let the schema of the address demand it: `pattern: '^https://'`.",examples:{bad:`paths:
  /subscriptions:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string, format: uri}}}}}}
      responses: {'201': {description: ok}}
      callbacks:
        event:
          '{$request.body#/url}':
            post: {responses: {'204': {description: ok}}}
`,good:`paths:
  /subscriptions:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string, pattern: '^https://[^/]+'}}}}}}
      responses: {'201': {description: ok}}
      callbacks:
        event:
          '{$request.body#/url}':
            post: {responses: {'204': {description: ok}}}
`},options:transportPolicy,optionDocs:transportPolicyDocs,visit:"pathItem",applies:item=>item.origin==="callback",*check(item,{api,options}){let expression=item.path.trim();if(isCleartext(expression,options)){yield{message:`the callback \`${expression}\` goes out over \`${urlScheme(expression)}\`, open to anyone on the way: use \`https://\``};return}let[,source]=/^\{([^}]*)\}/.exec(expression)??[];if(source===void 0||source==="$url")return;let schemas=expressionSchemas(source,callbackOwners(item,api));if(schemas.length>0&&schemas.every(schema3=>schema3!==void 0&&demandsTls(schema3)))return;let open=schemas.find(schema3=>schema3===void 0||!demandsTls(schema3));yield{message:`callbacks go to whatever \`${source}\` holds, plain http included: let its schema demand \`pattern: '^https://'\``,...open!==void 0&&{place:open.place,related:[{place:item.place,message:"the callback that goes there"}]}}}};function demandsTls(schema3,depth=0){if(schema3.patterns.some(pattern=>/^\^(?:\((?:\?:)?)?(?:https|wss)(?![?*{])/.test(pattern)&&!/http(?!s)/i.test(pattern))||schema3.format!==void 0&&/^https/.test(schema3.format))return!0;let{values:values3,alternatives}=schema3;return values3!==void 0&&values3.length>0?values3.every(value=>typeof value=="string"&&/^(?:https|wss)(?:$|:)/i.test(value)):depth<8&&alternatives.length>0&&alternatives.every(alternative=>demandsTls(alternative,depth+1))}var tls_hsts_default={id:"tls-hsts",title:"No Strict-Transport-Security documented",severity:"off",owasp:"API8:2023",cwe:319,why:"Without Strict-Transport-Security (RFC 6797) a browser that is once sent to the plain address keeps using it.",fix:"Document `Strict-Transport-Security` on the responses, for example by a shared header component.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`,good:`paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            Strict-Transport-Security: {schema: {type: string}}
`},visit:"api",*check(api){let responses=api.responses.filter(({usedBy})=>usedBy.some(({operation:operation3})=>operation3.origin==="path"));responses.length===0||responses.some(({headers})=>headers.has("strict-transport-security"))||(yield{message:`none of the ${responses.length} responses documents \`Strict-Transport-Security\`, so browsers may fall back to http: add the header`,at:["paths"]})}};var tls_nested_server_default={id:"tls-nested-server",title:"Path, operation or link server without TLS",severity:"error",essential:!0,owasp:"API8:2023",cwe:319,why:"A server on a path, operation or link replaces the root ones, so one left without TLS undoes their protection.",fix:"Write its URL with `https://`, or remove it so that the root servers hold; in 2.0 take `http` out of the operation `schemes`.",examples:{bad:`paths:
  /files:
    servers:
      - url: http://files.acme.com
    get:
      responses: {'200': {description: ok}}
`,good:`paths:
  /files:
    servers:
      - url: https://files.acme.com
    get:
      responses: {'200': {description: ok}}
`},options:transportPolicy,optionDocs:transportPolicyDocs,visit:"server",applies:server2=>server2.level!=="root",*check(server2,{options}){isCleartext(server2.url,options)&&(yield{message:`this ${server2.level} is served over \`${urlScheme(server2.url)}\` (\`${server2.url}\`) whatever the root servers say: use \`https\``,place:server2.urlPlace})}};var tls_server_missing_default={id:"tls-server-missing",title:"No server, so the transport is unknown",severity:"warn",owasp:"API8:2023",cwe:319,why:"Where a document names no server, clients take the transport that they fetched the document with, and nobody can check that it is TLS.",fix:"Add `servers` with an `https://` URL, or a relative one on purpose (`url: /v1`); in 2.0 add `schemes: [https]`.",examples:{bad:`paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`,good:`servers:
  - url: /v1
paths:
  /pets:
    get:
      responses: {'200': {description: ok}}
`},visit:"api",*check(api){let operations=api.operations.filter(operation3=>operation3.origin==="path");if(operations.length===0)return;let named2=holder=>(getArray(holder,"schemes")??[]).some(scheme=>typeof scheme=="string");if(api.version==="2.0"&&!named2(api.raw)&&!operations.every(({raw})=>named2(raw))){let message3="no `schemes` are named, so calls use whatever the document was fetched with: add `schemes: [https]`";yield getString(api.raw,"host")===void 0?{message:message3}:{message:message3,at:["host"]}}else api.version!=="2.0"&&operations.some(({servers})=>servers.length===0)?yield{message:"no server is named, so nothing says that calls travel over TLS: add `servers` with an `https://` or a relative URL"}:operations.every(({servers})=>servers.every(({url})=>isLoopback(urlHost(url))))&&(yield{message:"only servers on this machine are named, so nothing says how the deployed API travels: add its `https://` URL or a relative one",at:[api.version==="2.0"?"host":"servers"]})}};var tls_server_variable_default={id:"tls-server-variable",title:"Server variable that lets TLS be left out",severity:"error",essential:!0,owasp:"API8:2023",cwe:319,why:"A client fills in server variables, so a scheme that is a variable is only as safe as the worst value it may take.",fix:"Write `https://` in the URL, or give the variable `default: https` and `enum: [https]`.",examples:{bad:`servers:
  - url: '{scheme}://api.acme.com'
    variables:
      scheme: {default: https, enum: [https, http]}
`,good:`servers:
  - url: '{scheme}://{region}.acme.com'
    variables:
      scheme: {default: https, enum: [https, wss]}
      region: {default: eu}
`},options:{...transportPolicy,unlimited:"deny"},essentialOptions:{unlimited:"allow"},optionDocs:{...transportPolicyDocs,unlimited:"`allow` lets a variable without `enum` pass when its default keeps to TLS, `deny` does not."},visit:"server",*check(server2,{options}){for(let{name,value,place}of variableTransports(server2,options)){if(value===void 0&&options.unlimited==="allow")continue;yield{message:value===void 0?`nothing limits the variable \`${name}\`, so \`${server2.url}\` may be reached without TLS: write \`https://\` or give it an \`enum\` of https values`:`the variable \`${name}\` may be \`${value}\`, so \`${server2.url}\` is offered without TLS: allow only https values`,place}}}};var tls_server_default={id:"tls-server",title:"Server without TLS",severity:"error",essential:!0,owasp:"API8:2023",cwe:319,why:"Everything sent to a server without TLS, credentials included, can be read and changed by anyone on the way.",fix:"Write the URL with `https://` (or `wss://`); in 2.0 leave only `https` in `schemes`.",examples:{bad:`servers:
  - url: http://api.acme.com/v1
`,good:`servers:
  - url: https://api.acme.com/v1
  - url: /v1
  - url: http://localhost:8080
`},options:transportPolicy,optionDocs:transportPolicyDocs,visit:"server",applies:server2=>server2.level==="root",*check(server2,{options}){isCleartext(server2.url,options)&&(yield{message:`\`${server2.url}\` is served over \`${urlScheme(server2.url)}\`, which anyone on the way can read and change: use \`https\``,place:server2.urlPlace})}};var tls_twin_server_default={id:"tls-twin-server",title:"One host with and without TLS",severity:"warn",owasp:"API8:2023",cwe:319,why:"A host that answers with and without TLS is called without it sooner or later: by an old client, a typing error or a downgrade attack.",fix:"Drop the `http` entry; let the plain port redirect to https or stay closed.",examples:{bad:`servers:
  - url: https://api.acme.com
  - url: http://api.acme.com
`,good:`servers:
  - url: https://api.acme.com
  - url: https://eu.acme.com
`},options:transportPolicy,optionDocs:transportPolicyDocs,visit:"api",*check(api,{options}){let safe=new Map,clear=new Map;for(let server2 of api.allServers){let scheme=urlScheme(server2.url);if(scheme===void 0)continue;let host=urlHost(server2.url),side=isCleartext(server2.url,options)?clear:options.schemes.includes(scheme)?safe:void 0;side!==void 0&&!side.has(host)&&side.set(host,server2)}for(let[host,server2]of clear){let twin=safe.get(host);if(twin===void 0)continue;yield{message:`${host===""?"this API":`\`${host}\``} is offered over both \`${urlScheme(twin.url)}\` and \`${urlScheme(server2.url)}\`, so clients may pick the one without TLS: drop this entry`,place:server2.urlPlace,related:[{place:twin.urlPlace,message:"the same host with TLS"}]}}}};var token_basic_default={id:"token-basic",title:"HTTP Basic authentication",severity:"error",owasp:"API2:2023",cwe:522,why:"Basic sends the password itself with every request, so one logged header is a stolen account.",fix:"Declare `oauth2` or `openIdConnect`, or `scheme: bearer` with short-lived tokens.",examples:{bad:`components:
  securitySchemes:
    password: {type: http, scheme: Basic}
`,good:`components:
  securitySchemes:
    token: {type: http, scheme: bearer, bearerFormat: JWT}
`},visit:"securityScheme",*check(scheme){let disguised=isDisguised(scheme);!disguised&&(scheme.type!=="http"||scheme.httpScheme!=="basic")||(yield{message:`\`${scheme.name}\` sends the password itself with every request: use \`oauth2\`, \`openIdConnect\` or short-lived \`bearer\` tokens`,at:[disguised||get(scheme.raw,"scheme")===void 0?"type":"scheme"]})}};function isDisguised({type,parameterName,description}){return type!=="apiKey"||parameterName?.toLowerCase()!=="authorization"?!1:/\bBasic\b/i.test(description)&&/\bbase-?64\b/i.test(description)}var token_bearer_format_default={id:"token-bearer-format",title:"Bearer token of unknown format",severity:"info",owasp:"API2:2023",cwe:287,why:"Whether a bearer token is a JWT or an opaque string decides how it must be validated, stored and revoked.",fix:"Add `bearerFormat: JWT`, or `bearerFormat: opaque`.",examples:{bad:`components:
  securitySchemes:
    token: {type: http, scheme: bearer}
`,good:`components:
  securitySchemes:
    token: {type: http, scheme: bearer, bearerFormat: JWT}
`},visit:"securityScheme",*check(scheme){scheme.type!=="http"||scheme.httpScheme!=="bearer"||(scheme.bearerFormat??"").trim()!==""||(yield{message:`\`${scheme.name}\` does not say what its tokens are, so nobody can tell how to validate them: add \`bearerFormat\` (\`JWT\`, \`opaque\`)`})}};var token_cleartext_default={id:"token-cleartext",title:"Credential accepted without TLS",severity:"error",owasp:"API2:2023",cwe:319,why:"A password, key or token that once crosses the network in clear text can be copied and used by anyone who saw it.",fix:"Serve the operations that take credentials over `https://` only.",examples:{bad:`servers:
  - url: http://api.acme.com
security: [{token: []}]
paths:
  /pets: {get: {responses: {'200': {description: ok}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
`,good:`servers:
  - url: https://api.acme.com
security: [{token: []}]
paths:
  /pets: {get: {responses: {'200': {description: ok}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
`},options:transportPolicy,optionDocs:transportPolicyDocs,visit:"server",*check(server2,{api,options}){let clear=isCleartext(server2.url,options),variable=clear?void 0:variableTransports(server2,options)[0];if(!clear&&variable===void 0)return;let credentials=credentialsOf(api).get(server2)??[];if(credentials.length===0)return;let shown2=credentials.slice(0,MAX_SHOWN).map(name=>`\`${name}\``),more=credentials.length>shown2.length?" and others":"",one=credentials.length===1;yield{message:`${shown2.join(", ")}${more} ${one?"is":"are"} accepted over \`${server2.url}\`, which ${clear?"has":"may have"} no TLS, so anyone on the way can copy ${one?"it":"them"}: offer https only`,place:variable?.place??server2.urlPlace}}},MAX_SHOWN=3,cache5=new WeakMap;function credentialsOf(api){let known3=cache5.get(api);if(known3!==void 0)return known3;let named2=new Map,paired=new Map,found2=new Map;for(let{origin,servers,security:security2}of api.operations){if(origin!=="path"||security2.isPublic)continue;let pairs=paired.get(servers)??new Set;if(pairs.has(security2))continue;paired.set(servers,pairs.add(security2));let names=named2.get(security2)??schemeNames(security2);named2.set(security2,names);for(let server2 of servers){let all=found2.get(server2)??[];found2.set(server2,all);for(let name of names)all.length<=MAX_SHOWN&&!all.includes(name)&&all.push(name)}}return cache5.set(api,found2),found2}function schemeNames({alternatives}){let names=new Set;for(let{requirements}of alternatives)for(let{name,scheme}of requirements)scheme?.type!=="mutualTLS"&&names.size<=MAX_SHOWN&&names.add(name);return[...names]}var token_cookie_csrf_default={id:"token-cookie-csrf",title:"Cookie on an unsafe operation without a CSRF token",severity:"warn",owasp:"API2:2023",cwe:352,why:"Browsers send cookies along with requests that other sites start, so a cookie alone lets any page act as the user.",fix:"Declare a CSRF token parameter (a header such as `X-CSRF-Token`), or take the credential from the `Authorization` header.",examples:{bad:`paths:
  /orders:
    post:
      security: [{session: []}]
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    session: {type: apiKey, in: cookie, name: sid}
`,good:`paths:
  /orders:
    post:
      security: [{session: []}]
      parameters:
        - {name: X-CSRF-Token, in: header, required: true, schema: {type: string, maxLength: 64}}
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    session: {type: apiKey, in: cookie, name: sid}
`},options:{names:["X-Requested-With","authenticity_token","__RequestVerificationToken","RequestVerificationToken"]},optionDocs:{names:"Parameter, header or body field names that count as a CSRF token, beside all names with the word csrf or xsrf."},visit:"operation",applies:operation3=>!operation3.safe&&operation3.origin==="path"&&cookieAlone(operation3.security)!==void 0,*check(operation3,{options}){let names=new Set(options.names.map(name2=>name2.toLowerCase()));if(hasToken(operation3,names))return;let name=cookieAlone(operation3.security)?.requirements[0]?.name??"cookie";yield{message:`\`${operation3.label}\` accepts the cookie \`${name}\` and no CSRF token, so any web page can act as the user: add an \`X-CSRF-Token\` header parameter`}},everywhere:count2=>`all ${count2} unsafe operations accept a cookie and none has a CSRF token, so any web page can act as the user: add an \`X-CSRF-Token\` header parameter`},cache6=new WeakMap;function cookieAlone(security2){let known3=cache6.get(security2);if(known3===void 0){let isCookie=({scheme})=>scheme?.type==="apiKey"&&scheme.location==="cookie";known3={found:security2.alternatives.find(({requirements})=>requirements.length>0&&requirements.every(isCookie))},cache6.set(security2,known3)}return known3.found}function hasToken(operation3,names){let{parameters:parameters3,body}=operation3;return parameters3.some(({name,location})=>location!=="cookie"&&isToken(name,names))?!0:body?.content.some(({schema:schema3})=>[...schema3?.properties.keys()??[]].some(name=>isToken(name,names)))??!1}function isToken(name,names){return names.has(name.toLowerCase())||isCsrf(splitWords(name))}function isCsrf(words2){return words2.some(word=>/csrf|xsrf/.test(word))}var OLD=new Map([["digest","rests on MD5-era password hashes that the server must store"],["negotiate","lets clients fall back to NTLM and binds login to the connection"],["ntlm","can be relayed and cracked, and Microsoft has deprecated it"]]),token_digest_negotiate_default={id:"token-digest-negotiate",title:"Digest, Negotiate or NTLM authentication",severity:"warn",owasp:"API2:2023",cwe:287,why:"These schemes derive from the password, can be relayed or cracked offline, and none of them knows expiry or scopes.",fix:"Declare `oauth2` or `openIdConnect`, or `scheme: bearer` with short-lived tokens.",examples:{bad:`components:
  securitySchemes:
    windows: {type: http, scheme: negotiate}
`,good:`components:
  securitySchemes:
    token: {type: http, scheme: bearer, bearerFormat: JWT}
`},visit:"securityScheme",*check(scheme){let wrong=scheme.type==="http"?OLD.get(scheme.httpScheme??""):void 0;wrong!==void 0&&(yield{message:`\`${scheme.name}\` uses \`${scheme.httpScheme}\`, which ${wrong}: use \`oauth2\`, \`openIdConnect\` or short-lived \`bearer\` tokens`,at:["scheme"]})}};function isCredential({name,words:words2,schema:schema3,description}){let text3=description.slice(0,500);if(words2.length===1&&words2[0]==="key")return/\bapi[ _-]?key\b/i.test(text3);if(hasWords(words2,"reset token")&&words2.at(-1)==="token")return!0;if(name==="_token")return!1;let found2=sensitivity(words2,schema3);return found2!==void 0&&SECRETS.has(found2.class)?!0:found2?.class==="token"&&!/^tokens$/i.test(name)&&!NO_TOKEN.test(text3)}var SECRETS=new Set(["password","secret"]),NO_TOKEN=/idempoten|\b(?:erc|trc|bep)-?\d+|\bcontract\b|\bcoins?\b|\bcrypto(?:currency)?\b|\bnext (?:page|set)\b|\b(?:page|paging|pagination) token\b|\b(?:pages? of|more|further|next) results\b|\bcontinu(?:e|ation)\b/i;var token_in_url_parameter_default={id:"token-in-url-parameter",title:"Credential in a path or query parameter",severity:"error",owasp:"API2:2023",cwe:598,why:"URLs end up in access logs, browser history, referrers and monitoring, so a credential in one is soon known to others.",fix:"Take it from a header or from the request body; keep only identifiers in the URL.",examples:{bad:`paths:
  /reports:
    get:
      parameters:
        - {name: access_token, in: query, schema: {type: string}}
      responses: {'200': {description: ok}}
`,good:`paths:
  /tokens/{token_id}:
    get:
      parameters:
        - {name: token_id, in: path, required: true, schema: {type: string}}
        - {name: page_token, in: query, schema: {type: string}}
        - {name: sort_key, in: query, schema: {type: string}}
      responses: {'200': {description: ok}}
`},options:{allowed:[]},optionDocs:{allowed:"Parameter names that are no credential here, exactly as written."},visit:"api",*check(api,{options}){let found2=[];for(let parameter4 of api.parameters){let{name,location,place,usedBy}=parameter4;if(location!=="query"&&location!=="path"||options.allowed.includes(name)||!isCredential(parameter4))continue;let part=location==="path"?"the path":"the query string";found2.push({name,part,cause:`${location} ${name}`,problem:{message:`\`${name}\` is a credential in ${part}, where logs and browser history keep it: take it from a header or the request body`,place:place.at("name")},where:usedBy[0]===void 0?"here":`of \`${usedBy[0].label}\``})}yield*gathered(found2,({name,part},count2)=>`${count2} parameters \`${name}\` take a credential from ${part}, where logs and browser history keep it: take it from a header or the request body`)}};function jwtAlgorithm(text3){for(let[,header3]of text3.matchAll(/(?<![\w-])(eyJ[\w-]{1,2000})\.[\w-]+\.(?:[\w-]*)/g)){let algorithm=get(decode3(header3??""),"alg");if(typeof algorithm=="string")return algorithm.toUpperCase()}}function decode3(part){try{return JSON.parse(atob(part.replaceAll("-","+").replaceAll("_","/")))}catch{return}}var FORBIDS=/\b(?:reject\w*|refus\w*|never|not|cannot|can't|won't|don't|doesn't|without|forbid\w*|disallow\w*|prohibit\w*|den(?:y|ied|ies)|invalid|unsupported|ignor\w*|block\w*|except|avoid\w*|prevent\w*|vulnerab\w*|attack\w*)\b/i;function saysAlgNone(text3){for(let match of text3.matchAll(/\balg(?:orithms?)?["'`]{0,2}\s{0,4}(?:[:=]|is|of|set to)?\s{0,4}["'`[]{0,3}none\b/gi))if(!FORBIDS.test(sentence(text3,match.index)))return!0;return!1}function saysSharedKeyForPublicClient(text3){for(let match of text3.matchAll(/\bHS(?:256|384|512)\b/gi)){let around=sentence(text3,match.index);if(/\b(?:public client|single[- ]page|spa|browser|mobile app\w*|native app\w*|javascript client)s?\b/i.test(around)&&!FORBIDS.test(around))return!0}return!1}function sentence(text3,offset){let before=text3.slice(Math.max(0,offset-200),offset),after=text3.slice(offset,offset+200),start=Math.max(before.lastIndexOf(". "),before.lastIndexOf(`
`),before.lastIndexOf("; "))+1,end2=after.search(/\.\s|\n|;\s/);return before.slice(start)+(end2<0?after:after.slice(0,end2))}var cache7=new WeakMap;function texts4(api){let known3=cache7.get(api);if(known3!==void 0)return known3;let algorithms=[],userinfo2=[],seen=new Set,pending=[],take=(value,holder,key2)=>{if(typeof value=="string"){mentionsAlgorithm(value,key2)&&algorithms.push({text:value,holder,key:key2});let slashes2=value.indexOf("://");slashes2>=0&&value.indexOf("@",slashes2)>=0&&userinfo2.push({text:value,holder,key:key2})}else typeof value=="object"&&value!==null&&!seen.has(value)&&(seen.add(value),pending.push({value,place:holder.at(key2)}))},read=(value,place)=>{if(Array.isArray(value))for(let[index,item]of value.entries())take(item,place,index);else for(let key2 of Object.keys(value))take(value[key2],place,key2)};for(let document3 of api.documents)isObject(document3.value)&&read(document3.value,document3.root);for(let next=pending.pop();next!==void 0;next=pending.pop())read(next.value,next.place);let found2={algorithms,userinfo:userinfo2};return cache7.set(api,found2),found2}function mentionsAlgorithm(value,key2){return value.length===4&&value.toLowerCase()==="none"||value.includes("eyJ")?!0:typeof key2=="string"&&value.length>4&&(/\bHS(?:256|384|512)\b/i.test(value)||/\balg/i.test(value)&&/\bnone\b/i.test(value))}var token_jwt_none_default={id:"token-jwt-none",title:"JWT without a real signature",severity:"error",essential:!0,owasp:"API2:2023",cwe:347,why:"Anyone can write a token with `alg: none`, and anyone who holds a public client holds its HMAC key: both make forged tokens valid.",fix:"Sign with an asymmetric algorithm (`RS256`, `PS256`, `ES256`, `EdDSA`), accept nothing else, and say so.",examples:{bad:`components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
      bearerFormat: JWT
      description: 'JWT, in test environments with alg: none.'
`,good:`components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
      bearerFormat: JWT
      description: 'JWT signed with ES256; tokens with alg: none are rejected.'
`},visit:"api",*check(api){let publicFlows=implicitSchemes(api);for(let found2 of texts4(api).algorithms){let message3=judge2(found2,publicFlows);message3!==void 0&&(yield{message:message3,place:found2.holder.at(found2.key)})}}};function judge2(found2,publicFlows){let{text:text3,holder,key:key2}=found2;return text3.toLowerCase()==="none"?isAlgorithm(found2)?"`none` as a JWT algorithm accepts tokens that anyone can write: use `RS256`, `ES256` or `EdDSA`":void 0:text3.includes("eyJ")&&jwtAlgorithm(text3)==="NONE"?"this JWT has `alg: none`, so it carries no signature and anyone can write one: show a signed token and accept no other":saysAlgNone(text3)?"this says that tokens with `alg: none` are accepted, and anyone can write those: accept only `RS256`, `ES256` or `EdDSA`, and say so":saysSharedKeyForPublicClient(text3)||/\bHS(?:256|384|512)\b/.test(text3)&&publicFlows.has(holder.pointer)&&typeof key2=="string"?"HMAC-signed JWTs for a public client give every user the key that signs them: use `RS256`, `ES256` or `EdDSA`":void 0}function isAlgorithm({holder,key:key2}){let path=[...holder.path,key2].map(String),inList=typeof key2=="number",name=(path[path.length-(inList?2:1)]??"").toLowerCase(),extension=path.findIndex(segment=>segment.startsWith("x-"));return name==="alg"?!inList||extension>=0:extension<0||!/(?:^|[-_.])(?:jwt[-_]?)?alg(?:orithm)?s?$/.test(name)?!1:/jwt|jws|jose|token|sign|auth|^x-alg/i.test(path.slice(extension).join("/"))}function implicitSchemes(api){let found2=[...api.schemes.values()].filter(({flows:flows2})=>flows2.some(({flow:flow3})=>flow3==="implicit"));return new Set(found2.map(({place})=>place.pointer))}var token_key_in_url_default={id:"token-key-in-url",title:"API key in the URL",severity:"error",owasp:"API2:2023",cwe:598,why:"URLs end up in access logs, browser history, referrers and monitoring, so a key in the URL is soon known to others.",fix:"Set `in: header` (and a header name such as `X-API-Key`).",examples:{bad:`components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
`,good:`components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
`},visit:"securityScheme",*check(scheme){let{location}=scheme;scheme.type!=="apiKey"||location!=="query"&&location!=="path"||(yield{message:`\`${scheme.name}\` sends its key in the ${location==="query"?"query string":"path"}, where logs and browser history keep it: set \`in: header\``,at:["in"]})}};var TOKEN_WORDS=new Set(["authorization","bearer","jwt","session","token"]);function isApiKey(scheme){if(scheme.type!=="apiKey"||scheme.location==="cookie")return!1;let words2=splitWords(scheme.parameterName??"");return words2.includes("api")||words2.includes("key")||!words2.some(word=>TOKEN_WORDS.has(word))}var token_key_only_write_default={id:"token-key-only-write",title:"Change of data protected by an API key alone",severity:"warn",owasp:"API2:2023",cwe:287,why:"An API key names a client program, never expires and is shared by all its users, so nobody can tell who made a change or stop only them.",fix:"Ask for a user or service token (`oauth2`, `openIdConnect`, `bearer`) on operations that change data; keep the key beside it for quotas.",examples:{bad:`paths:
  /orders:
    post:
      security: [{key: []}]
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
`,good:`paths:
  /orders:
    get:
      security: [{key: []}]
      responses: {'200': {description: ok}}
    post:
      security: [{key: [], token: []}]
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
    token: {type: http, scheme: bearer}
`},visit:"operation",applies:operation3=>!operation3.safe&&operation3.origin==="path"&&!operation3.security.isPublic,*check(operation3){for(let{place,requirements}of keyOnly(operation3.security)){let names=requirements.slice(0,3).map(({name})=>`\`${name}\``),what=operation3.security.origin==="root"?"operations that change data and inherit this":`\`${operation3.label}\``;yield{message:`${names.join(" and ")} alone ${names.length>1?"open":"opens"} ${what}, and a key says nothing of who acts: ask for a bearer, OAuth 2 or OpenID token as well`,place}}},everywhere:count2=>`all ${count2} operations that change data ask for nothing but API keys, which say nothing of who acts: ask for a bearer, OAuth 2 or OpenID token`},MAX_SHOWN2=5,cache8=new WeakMap;function keyOnly(security2){let found2=cache8.get(security2);return found2===void 0&&(found2=security2.alternatives.filter(({requirements})=>requirements.length>0&&requirements.every(({scheme})=>scheme!==void 0&&isApiKey(scheme))).slice(0,MAX_SHOWN2),cache8.set(security2,found2)),found2}var token_lifetime_default={id:"token-lifetime",title:"Token response without a lifetime",severity:"warn",owasp:"API2:2023",cwe:613,why:"A client that is not told when a token ends keeps using and storing it, and a token without an end is a password (RFC 6749 section 5.1).",fix:"Add `expires_in` (an integer, in seconds) beside `access_token`.",examples:{bad:`paths:
  /token:
    post:
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {access_token: {type: string}}}}}
`,good:`paths:
  /token:
    post:
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {access_token: {type: string}, expires_in: {type: integer}}}}}
`},visit:"operation",applies:operation3=>operation3.origin==="path",*check(operation3){for(let{status,response:response3}of operation3.responses)if(/^2/.test(status))for(let{schema:schema3}of response3.content){let property=schema3===void 0?void 0:unlimited(schema3);property!==void 0&&(yield{message:`\`${property.name}\` comes without a lifetime, so clients keep and reuse the token: add \`expires_in\` beside it`,place:property.place})}}};function unlimited(schema3){let bodies=[schema3,...schema3.alternatives];for(let name of WRAPPERS){let inner=schema3.properties.get(name)?.schema;inner!==void 0&&bodies.push(inner)}for(let{properties:properties2}of bodies){let token2=[...properties2.values()].find(({words:words2})=>isAccessToken(words2));if(token2!==void 0&&![...properties2.keys(),...schema3.properties.keys()].some(name=>isLifetime(splitWords(name))))return token2}}var WRAPPERS=["data","result","response","token","tokens"];function isAccessToken(words2){return words2.length===2&&words2[0]==="access"&&words2[1]==="token"}function isLifetime(words2){return words2.some(word=>LIFETIME.has(word))}var LIFETIME=new Set(["exp","expire","expired","expires","expiration","expiresin","expiry","lifetime","ttl","until","validity"]);var token_rotation_default={id:"token-rotation",title:"Key or signing key without rotation",severity:"info",owasp:"API2:2023",cwe:324,why:"A key that is never replaced stays useful to whoever once got hold of it.",fix:"State the rotation: `x-key-rotation-days: 90` on an API key, `x-jwks-uri: https://...` on a JWT scheme.",examples:{bad:`components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key}
`,good:`components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key, x-key-rotation-days: 90}
    token: {type: http, scheme: bearer, bearerFormat: JWT, x-jwks-uri: 'https://id.acme.com/jwks.json'}
`},options:{maxDays:90,keys:[]},optionDocs:{maxDays:"Longest life of a key in days.",keys:"Further extension keys that prove rotation when present and not empty, such as `x-key-vault`."},visit:"securityScheme",applies:scheme=>isApiKey(scheme)||scheme.type==="http"&&scheme.httpScheme==="bearer"&&/jwt/i.test(scheme.bearerFormat??""),*check(scheme,{options}){if(findEvidence([scheme],options)!==void 0)return;let days=get(scheme.raw,"x-key-rotation-days"),jwks=get(scheme.raw,"x-jwks-uri"),problem=(message3,at)=>({message:`\`${scheme.name}\` ${message3}`,at});if(days!==void 0){let number2=Number(days);typeof days=="boolean"||!(number2>0)?yield problem(`states no number of days: set \`x-key-rotation-days\` to at most ${options.maxDays}`,["x-key-rotation-days"]):number2>options.maxDays&&(yield problem(`rotates every ${number2} days, and policy asks for at most ${options.maxDays}: lower \`x-key-rotation-days\``,["x-key-rotation-days"]))}else if(jwks!==void 0&&scheme.type==="http"){if(typeof jwks=="string"&&/^https:\/\/[^/]/i.test(jwks.trim()))return;yield problem("takes its signing keys from an address that is not https, so they can be replaced on the way: use `https://`",["x-jwks-uri"])}else{let edit=scheme.type==="http"?"add `x-jwks-uri: https://...` or `x-key-rotation-days`":"add `x-key-rotation-days`";yield problem(`does not say how its keys are replaced, so a leaked one may work for ever: ${edit}`,[])}}};var REGISTERED=new Set(["basic","bearer","concealed","digest","dpop","gnap","hoba","mutual","negotiate","oauth","privatetoken","scram-sha-1","scram-sha-256","vapid"]),token_scheme_unregistered_default={id:"token-scheme-unregistered",title:"HTTP authentication scheme that IANA does not know",severity:"warn",owasp:"API2:2023",cwe:1390,why:"A home-made authentication scheme has had no review, and gateways, scanners and client generators do not protect what they do not know.",fix:"Use a registered scheme, mostly `bearer`; a key in a header of its own is `type: apiKey`.",examples:{bad:`components:
  securitySchemes:
    key: {type: http, scheme: ApiToken}
`,good:`components:
  securitySchemes:
    key: {type: http, scheme: Bearer}
    proof: {type: http, scheme: DPoP}
`},options:{allowed:[]},optionDocs:{allowed:"Further scheme names to accept, such as `AWS4-HMAC-SHA256`."},visit:"securityScheme",*check(scheme,{options}){let name=scheme.httpScheme;scheme.type!=="http"||name===void 0||name===""||name==="ntlm"||REGISTERED.has(name)||options.allowed.some(allowed=>allowed.toLowerCase()===name)||(yield{message:`\`${scheme.name}\` uses the scheme \`${name}\`, which is not in the IANA registry, so tools cannot protect it: use \`bearer\` or \`type: apiKey\``,at:["scheme"]})}};var token_url_userinfo_default={id:"token-url-userinfo",title:"User and password in a URL",severity:"error",owasp:"API2:2023",cwe:522,why:"A password before the host travels through logs, proxies and browser history, and in a document everyone who reads it has it (RFC 3986 section 3.2.1).",fix:"Remove `user:password@` from the URL, send credentials in the `Authorization` header, and change the password if it was real.",examples:{bad:`servers:
  - url: https://admin:s3cr3t@api.acme.com
`,good:`servers:
  - url: https://api.acme.com/~admin:1@2
`},visit:"api",*check(api){for(let found2 of texts4(api).userinfo){let user=userinfo(found2);user!==void 0&&(yield{message:`the URL carries a password for \`${user}\` before its host, where logs and every reader see it: remove \`user:password@\``,place:found2.holder.at(found2.key)})}}},URL_KEYS2=new Set(["url","default","authorizationUrl","deviceAuthorizationUrl","tokenUrl","refreshUrl","openIdConnectUrl","oauth2MetadataUrl","termsOfService","operationRef","host"]),PLACEHOLDER=/^(?:[<{[($%*:.].*|x+|\*+|\.+|(?:your|my|the|some)?[-_ ]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|api[-_ ]?key|key|auth\w*)\d?)$/i;function userinfo({text:text3,key:key2}){for(let at=text3.indexOf("://");at>=0;at=text3.indexOf("://",at+3)){let[authority=""]=text3.slice(at+3,at+503).split(/[\s/?#"'`<>\\)]/,1),end2=authority.lastIndexOf("@"),colon=authority.indexOf(":");if(end2<0||colon<1||colon>end2-2)continue;let password=authority.slice(colon+1,end2);if(typeof key2=="string"&&URL_KEYS2.has(key2)&&text3.trimStart().search(/\s/)<0||!PLACEHOLDER.test(password))return authority.slice(0,colon).slice(0,60)}}var PROOF=new Set(["signature","sig","sign","hmac","digest","jws","verification","mac"]),CREDENTIAL=new Set(["authorization","token","secret","apikey","password","jwt"]);function sentFields(operation3){let names=operation3.parameters.map(({words:words2})=>words2),parameters3=operation3.parameters.filter(({location})=>location!=="path").map(({name,words:words2,place,description})=>({name,words:words2,place,description,siblings:names})),bodies=(operation3.body?.content??[]).flatMap(({schema:schema3})=>[...schema3?.properties.values()??[]]),top=bodies.map(({words:words2})=>words2),fields=bodies.map(({name,words:words2,place,schema:schema3})=>{let inner=[...schema3.properties.values()].map(property=>property.words);return{name,words:words2,place,description:"",siblings:[...names,...top,...inner]}});return[...parameters3,...fields]}function signatureOf(operation3){return sentFields(operation3).find(({words:words2})=>words2.some(word=>PROOF.has(word)||word.startsWith("hmac")))}function credentialOf({parameters:parameters3}){return parameters3.some(({words:words2,location})=>location!=="path"&&(words2.some(word=>CREDENTIAL.has(word))||words2.join(" ").includes("api key")))}var webhook_auth_default={id:"webhook-auth",title:"Unsigned webhook",severity:"warn",owasp:"API10:2023",cwe:345,why:"A receiver that cannot check the sender acts on what anybody posts to its URL: payments that were never made, accounts that were never confirmed.",fix:"Sign the request and declare the header (`webhook-signature`), or give the operation `security` of its own.",examples:{bad:`
webhooks:
  payment:
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '204': { description: Taken }
`,good:`
webhooks:
  payment:
    post:
      parameters:
        - { name: webhook-signature, in: header, required: true, schema: { type: string } }
        - { name: webhook-timestamp, in: header, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '204': { description: Taken }
`},options:{keys:["x-signature","x-webhook-signature","x-signature-header"]},optionDocs:{keys:"Extension keys that prove a signature, on the operation, its path item or the document."},visit:"operation",applies:({origin})=>origin!=="path",*check(operation3,{api,options}){let{security:security2,pathItem:pathItem3,label:label3,origin}=operation3;security2.origin==="operation"&&!security2.isPublic&&!security2.isOptional||signatureOf(operation3)!==void 0||credentialOf(operation3)||findEvidence([operation3,pathItem3,api],options)===void 0&&(yield{message:`The receiver of ${origin} \`${label3}\` cannot tell who sent it: declare a signature header such as \`webhook-signature\`, or \`security\` on the operation`})},everywhere:count2=>`No receiver of the ${count2} webhooks and callbacks can tell who sent them: declare a signature header such as \`webhook-signature\` on each, or \`security\``};var TIMES=new Set(["timestamp","time","date","nonce"]),SUBJECTS4=new Set(["webhook","event","message","delivery","request","idempotency","notification","transmission","hook","transaction"]),OWN_TIME=/\btimestamps?\b|\bt=|\biat\b|\bJWT\b|\bJWS\b|replay/i,webhook_replay_default={id:"webhook-replay",title:"Webhook open to replay",severity:"info",owasp:"API10:2023",cwe:294,why:"A signature alone stays valid for ever, so whoever recorded one delivery can send it again.",fix:"Send and sign a timestamp and an id (`webhook-timestamp`, `webhook-id`), and declare both.",examples:{bad:`
webhooks:
  payment:
    post:
      parameters:
        - { name: X-Signature, in: header, schema: { type: string } }
      responses:
        '204': { description: Taken }
`,good:`
webhooks:
  payment:
    post:
      parameters:
        - { name: X-Signature, in: header, schema: { type: string } }
        - { name: X-Timestamp, in: header, schema: { type: string } }
      responses:
        '204': { description: Taken }
`},visit:"operation",applies:operation3=>operation3.origin!=="path"&&signatureOf(operation3)!==void 0,*check(operation3){let signature=signatureOf(operation3);signature===void 0||holdsTime(signature)||signature.siblings.some(isFresh)||(yield{message:`\`${signature.name}\` of ${operation3.origin} \`${operation3.label}\` comes without a timestamp or id, so a recorded delivery can be sent again: declare a \`webhook-timestamp\` or \`webhook-id\` header`,place:signature.place})},everywhere:count2=>`None of the ${count2} signed webhooks and callbacks carries a timestamp or id, so recorded deliveries can be sent again: declare a \`webhook-timestamp\` or \`webhook-id\` header`};function holdsTime({words:words2,description}){return words2.some(word=>word==="jwt"||word==="jws")||OWN_TIME.test(description)}function isFresh(words2){let last=words2.at(-1)??"";return words2.some(word=>TIMES.has(word))||last==="delivery"?!0:(last==="id"||last==="key")&&words2.some(word=>SUBJECTS4.has(word))}var rulesByConcern={auth:[auth_admin_shared_default,auth_allowed_types_default,auth_debug_public_default,auth_header_parameter_default,auth_optional_read_default,auth_optional_write_default,auth_read_secured_default,auth_root_empty_default,auth_scheme_undefined_default,auth_scheme_unused_default,auth_scheme_valid_default,auth_schemes_defined_default,auth_scopes_misplaced_default,auth_weak_alternative_default,auth_write_read_scope_default,auth_write_secured_default,auth_write_weaker_than_read_default],data:[data_no_store_default,data_password_format_default,data_password_write_only_default,data_pii_in_url_default,data_read_write_only_default,data_response_bounds_default,data_response_open_default,data_response_schema_default,data_secret_in_text_default,data_sensitive_response_default,data_top_level_array_default],error:[error_401_default,error_403_404_default,error_403_default,error_4xx_default,error_500_default,error_enumeration_default,error_example_leak_default,error_internals_default,error_media_type_default,error_schema_default,error_status_default,error_www_authenticate_default],header:[header_cookie_flags_default,header_cors_wildcard_default,header_security_default],input:[input_archive_default,input_array_items_default,input_array_length_default,input_batch_default,input_callback_url_default,input_consumes_default,input_get_body_default,input_idempotency_default,input_list_paging_default,input_mass_assignment_default,input_media_type_default,input_number_format_default,input_number_range_default,input_numeric_id_default,input_object_open_default,input_object_size_default,input_page_size_default,input_patch_open_default,input_pattern_loose_default,input_pattern_redos_default,input_pattern_unanchored_default,input_recursive_default,input_redirect_default,input_sanitised_default,input_schema_default,input_shared_schema_default,input_string_format_default,input_string_length_default,input_type_default,input_upload_size_default,input_upload_type_default,input_url_default,input_xml_default],inventory:[inventory_external_ref_default,inventory_host_variable_default,inventory_internal_host_default,inventory_operation_id_default,inventory_placeholder_host_default,inventory_query_in_path_default,inventory_sunset_default,inventory_trace_method_default,inventory_unsafe_markdown_default,inventory_version_default,structure_valid_default],log:[log_audit_default,log_correlation_id_default,log_security_contact_default],oauth:[oauth_implicit_flow_default,oauth_oidc_discovery_default,oauth_password_flow_default,oauth_pkce_default,oauth_refresh_protected_default,oauth_scope_required_default,oauth_scope_undefined_default,oauth_scope_unused_default,oauth_url_https_default,oauth_url_valid_default,oauth_version_1_default],ratelimit:[ratelimit_429_default,ratelimit_auth_endpoint_default,ratelimit_headers_default,ratelimit_inconsistent_default,ratelimit_mixed_default,ratelimit_retry_after_default,ratelimit_syntax_default,throttle_503_default,throttle_policy_default],tls:[tls_callback_default,tls_hsts_default,tls_nested_server_default,tls_server_missing_default,tls_server_variable_default,tls_server_default,tls_twin_server_default],token:[token_basic_default,token_bearer_format_default,token_cleartext_default,token_cookie_csrf_default,token_digest_negotiate_default,token_in_url_parameter_default,token_jwt_none_default,token_key_in_url_default,token_key_only_write_default,token_lifetime_default,token_rotation_default,token_scheme_unregistered_default,token_url_userinfo_default],webhook:[webhook_auth_default,webhook_replay_default]},allRules=Object.values(rulesByConcern).flat();async function run(request){let{workspace,patterns,failOn,preset}=request,ruleset=await selectRules(request),{files,passedOver}=await discover(workspace,{patterns});if(files.length===0)throw new UserError("no OpenAPI document found: name one (`apiward openapi.yaml`) or run in a folder that holds one",3);let result=new Collector;for(let[done,file]of files.entries()){request.onProgress?.(done,files.length,file);for(let bundle of await loadBundles(file,workspace))await judge3(bundle,ruleset,result,request.onRule)}let findings=createFindings(result.drafts),code=exitCode(findings,result.diagnostics,failOn),count2=severity=>findings.filter(finding=>finding.severity===severity).length,rules=ruleInfo(result.rulesets.size>0?result.rulesets:[ruleset.forFile("","")],ruleset.rules);return{tool:TOOL,verdict:code===0?"pass":"fail",exitCode:code,summary:{error:count2("error"),warn:count2("warn"),info:count2("info"),documents:result.documents.length,rules:rules.length},documents:result.documents,...passedOver.size>0&&{passedOver:Object.fromEntries(passedOver)},findings,diagnostics:result.diagnostics,failOn,preset,rules}}async function selectRules(request){let{workspace,preset,rulesetFile,severities}=request;if(rulesetFile!==void 0){let{loadCustomRuleset}=await import("./custom-rulesets-VA5NWGIY.js");return loadCustomRuleset(rulesetFile,{workspace,rules:allRules,preset,severities})}let active=allRules.flatMap(rule=>{let chosen=inPreset(rule,preset),severity=severities[rule.id]??chosen.severity;return severity==="off"?[]:[{rule,severity,options:chosen.options}]});return trustedRuleset(active)}async function judge3(bundle,ruleset,result,onRule){let{root}=bundle;if(!result.refuse(bundle))try{let api=buildApi(bundle);if(api===void 0){let{message:message3,at}=foreign(root),[found2]=root.locate([at]),range=rangeOf(root,at.length===0?{start:found2?.value.start??0,end:found2?.value.start??0}:found2?.key??{start:0,end:0});result.diagnostics.push({kind:"not-openapi",file:root.file,message:message3,range});return}let parts=bundle.documents.map(({file})=>file).filter(file=>file!==root.file);result.documents.push({file:root.file,version:api.versionText,operations:api.operations.length,...parts.length>0&&{parts}});for(let{place,message:message3}of api.limits)result.unread(place,message3);result.addLint(root,await lint(bundle,api,ruleset,onRule))}catch(error){if(error instanceof UserError)throw error;let message3=`apiward failed on this document (${text2(error)}): please report this bug`;result.diagnostics.push({kind:"engine-error",file:root.file,message:message3})}}var Collector=class{drafts=[];diagnostics=[];documents=[];rulesets=new Set;#seen=new Set;refuse(bundle){for(let document3 of bundle.documents)for(let problem of document3.problems)problem.kind!=="duplicate-key"&&this.#once(`${document3.file}#${document3.index} ${problem.message} ${problem.at.start}`,()=>this.diagnostics.push({kind:"unreadable",file:document3.file,message:problem.message,range:rangeOf(document3,problem.at)}));let{value,problems}=bundle.root;return value!==void 0&&typeof value=="object"&&value!==null?!1:(problems.length>0&&this.documents.push({file:bundle.root.file,version:void 0,operations:0}),problems.length>0)}unread({document:document3,path,pointer},message3){let[at]=document3.locate([path]),range=rangeOf(document3,at?.key??at?.value??{start:0,end:0});this.#once(`${document3.file}#${document3.index}${pointer} ${message3}`,()=>this.diagnostics.push({kind:"unreadable",file:document3.file,message:message3,range}))}addLint({file},{findings,failures,rulesets}){for(let ruleset of rulesets)this.rulesets.add(ruleset);for(let finding of findings)this.#add(finding);for(let{ruleId,error,by}of failures){let ours=by==="apiward",advice2=ours?"please report this bug":"mend the rule, or turn it off for this file with `overrides`",message3=`rule ${ruleId}${ours?"":" of your ruleset"} failed on this document (${text2(error)}): ${advice2}`;this.diagnostics.push({kind:ours?"engine-error":"ruleset-error",file,message:message3,ruleId})}}#add({ruleId,rule,description="",severity,message:message3,place,span,related}){let key2=`${ruleId} ${place.document.file}#${place.document.index}${place.pointer} ${span?.start??""} ${message3}`,{why,fix,owasp,cwe}=rule??{why:description,fix:"",owasp:void 0,cwe:void 0};this.#once(key2,()=>this.drafts.push({ruleId,severity,message:message3,place,span,related,why,fix,owasp,cwe}))}#once(key2,add){this.#seen.has(key2)||(this.#seen.add(key2),add())}};function ruleInfo(rulesets,ours){let own=new Map(ours.map(rule=>[rule.id,rule])),concerns=new Map(Object.entries(rulesByConcern).flatMap(([concern,list3])=>list3.map(({id})=>[id,concern]))),levels=["error","warn","info","info"],active=new Map;for(let rule of[...rulesets].flatMap(ruleset=>Object.values(ruleset.rules)))rule.enabled&&Number(rule.severity)!==-1&&!active.has(rule.name)&&active.set(rule.name,rule);return[...active.values()].map(({name,severity,description,documentationUrl})=>{let rule=own.get(name),level=levels[severity]??"info";if(rule===void 0)return{id:name,title:description??name,why:description??"",fix:"",concern:"custom",severity:level,...documentationUrl===null?{}:{docs:documentationUrl}};let{id,title,why,fix,owasp,cwe}=rule,risk={...owasp===void 0?{}:{owasp},...cwe===void 0?{}:{cwe}};return{id,title,why,fix,concern:concerns.get(id)??"custom",severity:level,docs:docsUrl(id),...risk}}).sort((a,b)=>a.id<b.id?-1:1)}function rangeOf(document3,span){let lines=lineIndex(document3.text);return{start:lines.position(span.start),end:lines.position(span.end)}}function text2(error){let inner=get(error,"errors");return Array.isArray(inner)&&inner.length>0?text2(inner[0]):error instanceof Error?error.message:String(error)}export{allRules,DiskWorkspace,fails,isGlob,run};
