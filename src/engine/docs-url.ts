const BASE = 'https://github.com/apiward/apiward/blob/main/docs/rules';

/** The page of a rule. */
export function docsUrl(ruleId: string): string {
  return `${BASE}/${ruleId}.md`;
}
