/** Parts of a structured field (RFC 9651 section 4.2): a bare item, a parameter, a list or dictionary member. */
const ITEM = String.raw`(?:"(?:[ !#-\[\]-~]|\\["\\])*"|-?\d{1,15}(?:\.\d{1,3})?|\?[01]|:[A-Za-z0-9+/=]*:|[A-Za-z*][\w!#$%&'*+.^\x60|~:/-]*)`;
const KEY = `[a-z*][a-z0-9_.*-]*`;
const PARAMETER = `[ ]*;[ ]*${KEY}(?:=${ITEM})?`;
const MEMBER = new RegExp(`^(?:${KEY}(?:=${ITEM})?|${ITEM})(?:${PARAMETER}){0,40}$`);

/**
 * Whether a text is a list or dictionary whose members carry names or parameters, as `RateLimit` and `RateLimit-Policy` must be
 * (`"default";q=100;w=60`, and `limit=100, remaining=5` or `100;w=60` of earlier drafts). A lone number is none of these.
 */
export function isLimitField(text: string): boolean {
  if (text.length > 2000) return true;
  const members = splitMembers(text.trim());
  return members.every((member) => MEMBER.test(member) && !/^-?[\d.]+$/.test(member));
}

/** Splits at commas outside of quotes. */
function splitMembers(text: string): string[] {
  const members: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      members.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  members.push(text.slice(start).trim());
  return members;
}
