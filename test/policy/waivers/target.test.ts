import { describe, expect, test } from 'vitest';
import { parseTarget } from '../../../src/policy/waivers/target.ts';

const spot = (pointer: string, operationId?: string) => {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return { steps, path: steps, operationId };
};

const matches = (at: string, pointer: string, operationId?: string): boolean => {
  const target = parseTarget(at);
  return target.ok && target.matches(spot(pointer, operationId));
};

describe('stands for what is there and below', () => {
  test.each([
    ['GET /pets', '/paths/~1pets/get', true],
    ['GET /pets', '/paths/~1pets/get/responses/200', true],
    ['get  /pets', '/paths/~1pets/get', true],
    ['GET /pets', '/paths/~1pets/post', false],
    ['GET /pets', '/paths/~1pets', false],
    ['GET /pets', '/paths/~1pets~1{}/get', false],
    ['GET /pets', '/components/schemas/get', false],
    ['* /pets', '/paths/~1pets/post', true],
    ['GET /pets/{petId}', '/paths/~1pets~1{}/get', true],
    ['GET /pets/{id}', '/paths/~1pets~1{}~1toys/get', false],
    ['GET /pets/*', '/paths/~1pets~1{}/get', true],
    ['PURGE /pets', '/paths/~1pets/additionalOperations/PURGE', true],
    ['/pets', '/paths/~1pets/parameters/0', true],
    ['/pets/**', '/paths/~1pets~1{}~1toys/put', true],
    ['/pets/**', '/paths/~1petshop/get', false],
    ['/{pets,cats}', '/paths/~1cats/get', true],
    ['/**', '/components/schemas/Pet', false],
    ['POST /newPet', '/webhooks/newPet/post', false],
    ['schema Pet', '/components/schemas/Pet/properties/name', true],
    ['schema Pet', '/definitions/Pet', true],
    ['schema Pet', '/components/schemas/Pets', false],
    ['schema Pet', '/components/responses/Pet', false],
    ['parameter limit', '/components/parameters/limit/schema', true],
    ['scheme login', '/securityDefinitions/login', true],
    ['body Login', '/components/requestBodies/Login', true],
    ['#/components/schemas/Pet', '/components/schemas/Pet/properties/name', true],
    ['#/components/schemas/*/properties/name', '/components/schemas/Cat/properties/name', true],
    ['#/components/schemas/*/properties/name', '/components/schemas/Cat/properties/age', false],
    ['#/paths/~1pets~1{petId}/get', '/paths/~1pets~1{}/get/security', true],
    ['#/components/schemas/Pe', '/components/schemas/Pet', false],
    ['#', '/info', true],
    ['#/', '/info', false],
  ])('%s: %s %s', (at, pointer, expected) => expect(matches(at, pointer)).toBe(expected));

  test('an operation by its id', () => {
    expect(matches('operation listPets', '/paths/~1pets/get', 'listPets')).toBe(true);
    expect(matches('operation listPets', '/paths/~1pets/get', 'listPet')).toBe(false);
    expect(matches('operation listPets', '/paths/~1pets/get')).toBe(false);
  });
});

describe('says what is wrong', () => {
  test.each([
    ['Pet', 'names no place: write `schema Pet` or `operation Pet`'],
    ['the pets', 'names no place: write `GET /pets`, `/pets/**`, `schema Pet`, `operation listPets` or `#/components/schemas/Pet`'],
    ['schema', 'names no place: write `schema schema` or `operation schema`'],
    ['constructor x', 'names no place: write `GET /pets`, `/pets/**`, `schema Pet`, `operation listPets` or `#/components/schemas/Pet`'],
    ['#components', 'is no pointer: one begins with `#/`'],
    [`/${'{a,b}'.repeat(12)}`, 'expands to too many alternatives: write several waivers'],
  ])('%s', (at, fault) => expect(parseTarget(at)).toEqual({ ok: false, fault }));
});
