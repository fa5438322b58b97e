/** What gives the inside of a server away in the text of an example. Every pattern has bounded repetitions, so that time is linear. */
interface Leak {
  readonly what: string;
  readonly pattern: RegExp;
}

const SOURCE_FILE =
  '(?:java|kt|scala|py|rb|go|cs|vb|cpp|rs|php|jsp|aspx?|js|mjs|ts|jar|war|so|dll|exe|sh|conf|cfg|ini|env|log|sql|sqlite|db)';
/** Where a path begins: not behind a host name, nor inside a longer path. */
const BEGIN = '(?:^|[\\s"\'`(=,:[])';

const STACK_FRAMES: readonly RegExp[] = [
  // Java, Kotlin, Scala: `at com.acme.Pets.find(Pets.java:42)`
  /\bat [\w$.<>/@-]{3,200}\((?:[\w$]{1,100}\.(?:java|kt|scala|groovy|clj)(?::\d+)?|Native Method|Unknown Source)\)/,
  // Python
  /Traceback \(most recent call last\)|\bFile "[^"\n]{1,300}", line \d+/,
  // .NET: `at Acme.Pets.Controllers.PetController.Get(Int32 id)`
  /(?:^|\s)at (?:[A-Z]\w{0,80}\.){2,15}[\w<>`.]{1,100}\([^()\n]{0,300}/,
  // Node.js: `at find (/srv/app/pets.js:4:2)`
  /\bat (?:[\w$.<> ]{1,150} )?\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s():]{1,300}:\d+:\d+/,
  // PHP
  /#\d+ [^\s(]{1,300}\.php\(\d+\)|\bin \/[^\s:]{1,300}\.php(?: on line |:)\d+/,
  // Go
  /\bgoroutine \d+ \[|(?:^|[\s"'])\/[\w./@-]{1,300}\.go:\d+/,
  // Ruby
  /[\w-]\.rb:\d+:in /,
];

const EXCEPTION =
  /\b(?:java|javax|jakarta|org\.springframework|org\.hibernate|com\.fasterxml|System)\.(?:\w{1,60}\.){0,10}\w{0,80}(?:Exception|Error)\b/;

const SQL_ERROR =
  /\bSQLSTATE\b|\bORA-\d{5}\b|error in your SQL syntax|violates (?:unique|foreign key|not-null|check) constraint|\bSQLITE_[A-Z]{4,}|Duplicate entry '[^'\n]{0,100}' for key/i;

/** Directories that only a server's disk has. */
const SERVER_PATH = new RegExp(
  `${BEGIN}/(?:var/(?:www|log|lib|run|task|opt|tmp)|usr/(?:src|local|lib|share|s?bin)|home/[\\w.-]{1,60}|opt/[\\w.-]{1,60}|etc|go/src|root)/[\\w.-]{2,}`,
);
const SOURCE_PATH = new RegExp(
  `${BEGIN}/(?:var|usr|home|opt|srv|etc|tmp|mnt|root|app|data|go|build|builds|workspace|Users|code)/(?:[\\w.@+-]{1,80}/){0,15}[\\w@+-][\\w.@+-]{0,79}\\.${SOURCE_FILE}(?![\\w.])`,
);
const WINDOWS_PATH = new RegExp(`${BEGIN}[A-Za-z]:\\\\[\\w$.() -]{1,100}\\\\[\\w$.-]`);

/** RFC 1918, which names a server only beside a port or words of a connection. */
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const PRIVATE_IP = new RegExp(
  `(?<![\\d.])(?:10(?:\\.${OCTET}){3}|192\\.168(?:\\.${OCTET}){2}|172\\.(?:1[6-9]|2\\d|3[01])(?:\\.${OCTET}){2})(?![\\d.]*\\d)(:\\d{2,5}(?!\\d))?`,
);
const CONNECTION = /\b(?:connect|connection|refused|timed? ?out|unreachable|upstream|backend|server|host|node|dial|ECONN[A-Z]+|socket)\b/i;

const LEAKS: readonly Leak[] = [
  ...STACK_FRAMES.map((pattern) => ({ what: 'a stack frame', pattern })),
  { what: 'an exception class', pattern: EXCEPTION },
  { what: 'a database error', pattern: SQL_ERROR },
  { what: 'a path of the server', pattern: SOURCE_PATH },
  { what: 'a path of the server', pattern: WINDOWS_PATH },
];

/** Keys that hold a URL path or a pointer, where `/home/feed` is a resource. */
const URL_KEYS = new Set(['instance', 'path', 'url', 'uri', 'href', 'type', 'pointer', 'resource', 'request', 'link']);
/** Keys whose whole value names a machine of ours. */
const HOST_KEYS = new Set(['host', 'hostname', 'server', 'servername', 'node', 'upstream', 'backend', 'instance']);

/** What a text of an error example leaks and where it says so; undefined for a clean one. */
export function findLeak(text: string, key = ''): { what: string; text: string } | undefined {
  for (const { what, pattern } of LEAKS) {
    const found = pattern.exec(text);
    if (found !== null) return { what, text: shorten(found[0]) };
  }
  const name = key.toLowerCase();
  const path = URL_KEYS.has(name) ? null : SERVER_PATH.exec(text);
  if (path !== null) return { what: 'a path of the server', text: shorten(path[0]) };
  const address = PRIVATE_IP.exec(text);
  if (address === null || !(address[1] !== undefined || HOST_KEYS.has(name) || CONNECTION.test(text))) return undefined;
  return { what: 'a private address', text: address[0] };
}

function shorten(text: string): string {
  const line = text
    .trim()
    .replace(/^["'`(=,:[]/, '')
    .replaceAll('`', "'");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
