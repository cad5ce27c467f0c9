import { describe, expect, it } from 'vitest';
import { Secret } from '../secret/secret.ts';
import { decryptVault, decryptVaultBytes, encryptVault, isVaultText, type VaultKey } from './vault.ts';

const plain = 'geheim: wörd\nzwei: 2\n';
const key: VaultKey = { id: 'default', password: new Secret('pw1') };
const prod: VaultKey = { id: 'prod', password: new Secret('pw1') };
const other: VaultKey = { id: 'other', password: new Secret('pw2') };

/** Made by ansible-vault of ansible-core. */
const version11 = `\$ANSIBLE_VAULT;1.1;AES256
37383939326532646238333038323338393331386236326138373836343338383038303361653131
3565303634316366663762633864623966393232366637330a386132383436306330323832663166
65646237303837343661633733633431343963383239626131633037613362303463613636333364
3234363963346537620a353732656132353932313937363163633664633263626638346437616266
39306163613132343039306435383562393561633137623937653136393135303465
`;
const version12 = `\$ANSIBLE_VAULT;1.2;AES256;prod
36366332623031636137653565346137373137366663643331323437376364636238316662316462
3232326334343837316562663066616533353264663932350a333631386239356166353663656465
37383537363032623963613734363139306631326664346263396564383562316531396461333231
3363653064376338340a363365323038636435623632643466653338373739663036343861656433
36326331663839383535653937316533363537616333353263393234663331376564
`;

/** The same of the bytes 00 ff fe 62 69 6e, which are no text. */
const bytes = Buffer.from([0, 0xff, 0xfe, 0x62, 0x69, 0x6e]);
const ofBytes = `\$ANSIBLE_VAULT;1.1;AES256
39646632346539333337633738633439656366663535333963383033343962346631303034633332
3266353433346266326563633562613338326233353466380a353838393866623631376166613765
32666266373862376565333965346561333932393861373562386161636431393637343939623035
3735333335663334630a386563313639383639313866343764353335663861666234363564646133
3730
`;

const refusal = (text: string, keys: readonly VaultKey[]): unknown => {
  try {
    return decryptVault(text, keys, 'secrets.yml');
  } catch (error) {
    const { message, hint } = error as { readonly message: string; readonly hint: string };
    return `${message} | ${hint}`;
  }
};

describe('what ansible-vault encrypted', () => {
  const opened: readonly (readonly [string, string, VaultKey])[] = [
    ['1.1', version11, key],
    ['1.2, by a password of another id too', version12, prod],
    ['as an indented value', version11.replaceAll('\n', '\n        '), key],
    ['on Windows', version11.replaceAll('\n', '\r\n'), key],
  ];
  it.each(opened)('is read: %s', (_what, text, again) => {
    expect(decryptVault(text, [other, key], 'secrets.yml')).toEqual({ plain, key: again });
  });

  it('is read byte by byte where it is no text', () => {
    expect(decryptVaultBytes(ofBytes, [other, key], 'f').bytes).toEqual(bytes);
  });

  it('is told from other text', () => {
    expect([version11, `  ${version12}`, plain].map(isVaultText)).toEqual([true, true, false]);
  });

  it.each([
    [version11, [], /^secrets.yml: it is encrypted with ansible-vault, and no vault password was given \| say --ask-vault-pass, /],
    [version12, [], /encrypted with ansible-vault with the password of 'prod', and .* \| say --vault-id prod@FILE, /],
    [version11, [other], /^secrets.yml: the vault password does not fit: other \|/],
    [version12, [other, other], /: none of 2 vault passwords fits: other, other \(it asks for that of 'prod'\)/],
    [ofBytes, [key], /^secrets.yml: what was encrypted is not text in UTF-8 \| kmagic vault decrypt FILE writes it as it is$/],
    [version11.slice(0, 200), [key], /^secrets.yml: the encrypted text is broken: parts of it are missing \|/],
    [`${version11.split('\n')[0]}\n`, [key], /the encrypted text is broken: it is cut off, or not hexadecimal/],
    [version11.replace('3', 'x'), [key], /the encrypted text is broken: it is cut off, or not hexadecimal/],
    [
      version11.replace('1.1', '1.0'),
      [key],
      /^secrets.yml: it is \$ANSIBLE_VAULT;1.0;AES256, not something ansible-vault 1.1 or 1.2 encrypted/,
    ],
    [plain, [key], /^secrets.yml: it is not encrypted, or not by ansible-vault/],
    [version11.replace('AES256', 'ROT13'), [key], /it is \$ANSIBLE_VAULT;1.1;ROT13, not something/],
  ])('is refused with what is wrong: case %#', (text, keys, expected) => {
    expect(refusal(text, keys)).toMatch(expected);
  });
});

describe('what kmagic encrypts', () => {
  it.each([
    [key, '$ANSIBLE_VAULT;1.1;AES256'],
    [prod, '$ANSIBLE_VAULT;1.2;AES256;prod'],
  ])('has the header Ansible expects, and is read again', (with_, first) => {
    const text = encryptVault(plain, with_);
    expect(text.split('\n')[0]).toBe(first);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(80);
    expect(decryptVault(text, [with_], 'it').plain).toBe(plain);
    expect(encryptVault(plain, with_)).not.toBe(text);
  });

  it('may be empty', () => {
    expect(decryptVault(encryptVault('', key), [key], 'it').plain).toBe('');
  });

  it.each([0, 1, 15, 16, 17, 300])('may be any bytes: %i of them', (length) => {
    const some = Buffer.from(Array.from({ length }, (_, at) => (at * 37 + 0xf0) % 256));
    expect(decryptVaultBytes(encryptVault(some, key), [key], 'it').bytes).toEqual(some);
  });

  it('keeps the mark of an encoding', () => {
    expect(decryptVault(encryptVault('\uFEFFa: 1', key), [key], 'it').plain).toBe('\uFEFFa: 1');
  });

  it('is refused where a single digit of it is another', () => {
    const text = encryptVault(plain, key);
    const last = text.at(-2) === '0' ? '1' : '0';
    expect(() => decryptVault(`${text.slice(0, -2)}${last}\n`, [key], 'it')).toThrow(
      /^it: (?:the vault password does not fit|the encrypted text is broken)/,
    );
  });
});
