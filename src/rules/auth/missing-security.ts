import type { Problem } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { isOpenEndpoint, isOpenOnPurpose } from '../../model/open-endpoints.ts';
import { isListedPublic, type PublicOptions } from './public-operations.ts';
import { isCalled } from './securities.ts';

/** Whether a rule about missing security judges an operation: clients call it, and nothing declares it public on purpose. */
export function mustBeSecured(operation: Operation, options: PublicOptions): boolean {
  return isCalled(operation) && !isListedPublic(operation, options) && !isOpenOnPurpose(operation);
}

/** What is said of a public operation; `does` completes "`GET /pets` ...". */
export function publicProblem(operation: Operation, does: string): Problem {
  const { security, label } = operation;
  const what = `\`${label}\` ${does} and asks for no credential`;
  if (security.origin === 'operation') {
    return { message: `${what}: require a scheme here, or list the operation as public in the policy`, at: ['security'] };
  }
  if (security.origin === 'root') {
    const related = [{ place: security.place, message: 'the root `security` in force' }];
    return { message: `${what}, as the root \`security\` is empty: require a scheme there or by a \`security\` of its own`, related };
  }
  const edit = isOpenEndpoint(operation) ? 'if anybody may call it, say so by `security: []`' : 'add `security` to it or to the root';
  return { message: `${what}, as neither it nor the root says \`security\`: ${edit}` };
}
