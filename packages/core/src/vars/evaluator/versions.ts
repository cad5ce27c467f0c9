/** Orders two version texts by their numbers and words, as Ansible's loose version comparison. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [pieces(left), pieces(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = comparePieces(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function pieces(version: string): readonly (number | string)[] {
  return (version.match(/\d+|[a-z]+/gi) ?? []).map((piece) => (/^\d/.test(piece) ? Number(piece) : piece));
}

function comparePieces(left: number | string | undefined, right: number | string | undefined): number {
  if (left === right) return 0;
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : 1;
}
