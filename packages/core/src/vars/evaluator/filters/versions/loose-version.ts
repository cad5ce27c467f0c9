/** Why two versions cannot be compared. */
export class BadVersion extends Error {}

type Component = number | string;

/** Orders versions by their numbers and words, whatever they look like; throws BadVersion where a number meets a word. */
export function compareLoose(left: string, right: string): number {
  const [a, b] = [components(left), components(right)];
  const differs = a.findIndex((component, index) => component !== b[index]);
  if (differs === -1) return a.length - b.length;
  const [mine, other] = [a[differs], b[differs]];
  if (mine === undefined || other === undefined) return a.length - b.length;
  if (typeof mine === 'number' && typeof other === 'number') return mine - other;
  if (typeof mine === 'string' && typeof other === 'string') return mine < other ? -1 : 1;
  throw new BadVersion(`'${mine}' of ${left} and '${other}' of ${right} have no order`);
}

function components(version: string): readonly Component[] {
  const parts = version.split(/(\d+|[a-z]+|\.)/).filter((part) => part !== '' && part !== '.');
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
