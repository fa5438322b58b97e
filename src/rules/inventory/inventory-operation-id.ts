import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';

export default defineRule({
  id: 'inventory-operation-id',
  title: 'Unique operation ids',
  severity: 'info',
  owasp: 'API9:2023',
  why: 'Logs, policies and access reviews name an operation by its id; without one, or with one twice, they mean something else.',
  fix: 'Give every operation an `operationId` of its own.',
  examples: {
    bad: `
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
`,
    good: `
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
`,
  },
  visit: 'operation',
  *check(operation, { api }) {
    const { operationId, origin, label } = operation;
    if (operationId === undefined || operationId.trim() === '') {
      // Receivers of a webhook know it by its name.
      if (origin === 'path') yield { message: `\`${label}\` has no \`operationId\`, so logs and policies cannot name it: add one` };
      return;
    }
    const first = firstWith(api, operationId);
    if (first === operation || first === undefined) return;
    yield {
      message: `\`${operationId}\` is the id of \`${first.label}\` too, so logs and policies mix them up: give \`${label}\` an \`operationId\` of its own`,
      at: ['operationId'],
      related: [{ place: first.place.at('operationId'), message: `\`${first.label}\` has the same id` }],
    };
  },
  everywhere: (count) => `None of the ${count} operations has an \`operationId\`, so logs and policies cannot name them: add one to each`,
});

const firstById = new WeakMap<Api, ReadonlyMap<string, Operation>>();

function firstWith(api: Api, operationId: string): Operation | undefined {
  let known = firstById.get(api);
  if (known === undefined) {
    const map = new Map<string, Operation>();
    for (const operation of api.operations) {
      const { operationId: id } = operation;
      if (id !== undefined && !map.has(id)) map.set(id, operation);
    }
    known = map;
    firstById.set(api, map);
  }
  const first = known.get(operationId);
  return first;
}
