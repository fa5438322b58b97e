const acronyms = /\b(?:api|bsn|cpf|csc|curp|cvc|cvn|cvv|hiv|iban|icd|icd10|id|itin|jwt|mrn|nif|nie|ni|otp|pan|pin|ssn|tfn|tin|totp)\b/g;

/** `an SSN`, `a card number`: the words of a sensitive name as a reader would say them. */
export function withArticle(label: string): string {
  const said = label.replaceAll(acronyms, (word) => word.toUpperCase());
  // Spelt letters take the article of their own name: an SSN, a CVV.
  const vowel = /^[A-Z](?:[A-Z]|\b)/.test(said) && !/^(?:PIN|PAN|TIN|NIF|NIE)/.test(said) ? /^[AEFHILMNORSX]/ : /^[aeio]|^u(?!s)/;
  return `${vowel.test(said) ? 'an' : 'a'} ${said}`;
}
