const integer = /^[-+]?[0-9]+$/;
const float = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;

/** Value of a plain scalar under the core schema of YAML 1.2 section 10.3.2: `yes`, `on` and dates stay strings. */
export function plainValue(text: string): unknown {
  switch (text.charCodeAt(0)) {
    case 110: // n
    case 78: // N
      return text === 'null' || text === 'Null' || text === 'NULL' ? null : text;
    case 116: // t
    case 84: // T
      return text === 'true' || text === 'True' || text === 'TRUE' ? true : text;
    case 102: // f
    case 70: // F
      return text === 'false' || text === 'False' || text === 'FALSE' ? false : text;
    case 126: // ~
      return text === '~' ? null : text;
    case 43: // +
    case 45: // -
    case 46: // .
    case 48: // 0
    case 49:
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57: // 9
      return numeric(text) ?? text;
    default:
      return text === '' ? null : text;
  }
}

function numeric(text: string): number | undefined {
  if (integer.test(text) || float.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : undefined;
}

/**
 * Value of a scalar with a tag. A tag that does not fit the text, and any tag that JSON has no kind for, leaves the value that the
 * scalar would have without it.
 */
export function taggedValue(tag: string, text: string, plain: boolean): unknown {
  switch (tag) {
    case '!':
    case '!!str':
    case '!<tag:yaml.org,2002:str>':
      return text;
    case '!!int':
    case '!!float':
    case '!!bool':
    case '!!null':
    case '!<tag:yaml.org,2002:int>':
    case '!<tag:yaml.org,2002:float>':
    case '!<tag:yaml.org,2002:bool>':
    case '!<tag:yaml.org,2002:null>':
      return plainValue(text);
    default:
      return plain ? plainValue(text) : text;
  }
}
