import type { Property } from '../../model/api.ts';
import { splitWords, type Words } from '../../model/words.ts';

const phrases = (list: string): ReadonlySet<string> => new Set(list.split(',').map((phrase) => splitWords(phrase).join(' ')));

/** Facts that only the server knows. */
const auditNames = phrases(
  'createdAt,created at,created on,createdOn,date created,created date,creation date,creation time,created by,createdBy,updatedAt,updated on,updatedBy,last updated,last modified,modifiedAt,modified on,modified by,modified date,deletedAt,last login,last login at,created timestamp,updated timestamp',
);
/** Rights and standing: setting one is an escalation wherever it stands. */
const privilegeNames = phrases(
  'isAdmin,admin,is administrator,is superuser,superuser,isStaff,is staff,is root,is owner,is verified,verified,email verified,isEmailVerified,phone verified,is phone verified,kyc verified,is approved,is superadmin,super admin,is super admin,is system admin,isSiteAdmin,site admin',
);
/** Whose an object is. */
const ownerNames = phrases('owner id,ownerId,tenant id,tenantId,created by id,creator id');
/** Rights on an account: the same words name other things on other objects. */
const accountNames = phrases('role,roles,user role,permission,permissions,scope level,privilege,privileges,access level');
const moneyNames = phrases('balance,account balance,credit balance,wallet balance,available balance,current balance');

/** Objects that stand for a person or account. */
const accountWords: ReadonlySet<string> = new Set([
  'user',
  'account',
  'profile',
  'member',
  'customer',
  'employee',
  'person',
  'me',
  'signup',
  'register',
  'registration',
  'wallet',
]);

export type Managed = 'audit' | 'privilege' | 'owner' | 'account' | 'money';

/** Which kind of server-managed field a property is; `context`: words of the schema's name and of the paths that take it. */
export function managedKind(property: Property, context: Words): Managed | undefined {
  const name = property.words.join(' ');
  const { types } = property.schema;
  if (auditNames.has(name)) return types.includes('boolean') || types.includes('object') || types.includes('array') ? undefined : 'audit';
  if (privilegeNames.has(name)) return types.length === 0 || types.includes('boolean') ? 'privilege' : undefined;
  if (ownerNames.has(name)) return 'owner';
  const ofAccount = context.some((word) => accountWords.has(word));
  if (accountNames.has(name)) return ofAccount ? 'account' : undefined;
  return moneyNames.has(name) && (ofAccount || name !== 'balance') ? 'money' : undefined;
}

/** Whether the name alone could be one of them, whatever the context. */
export function mayBeManaged({ words }: Property): boolean {
  const name = words.join(' ');
  return [auditNames, privilegeNames, ownerNames, accountNames, moneyNames].some((names) => names.has(name));
}
