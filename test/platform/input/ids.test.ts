import { describe, expect, it } from 'vitest';
import { firstIdAt, idPrefixes, isId, newId } from '#src/platform/input/ids.ts';

describe('ids', () => {
  it.each(idPrefixes)('a new %s id has its prefix and is valid', (prefix) => {
    const id = newId(prefix);
    expect(id).toMatch(new RegExp(`^${prefix}_[0-9a-z]{26}$`));
    expect(isId(prefix, id)).toBe(true);
  });

  it('a thousand new ids differ and sort in the order of their creation', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('evt'));
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('an id of one kind is not valid for another', () => {
    expect(isId('env', newId('flag'))).toBe(false);
  });

  it.each([
    '',
    'flag',
    'flag_',
    '01h455vb4pex5vsknk084sn02q',
    'flag_01h455vb4pex5vsknk084sn02',
    'flag_01h455vb4pex5vsknk084sn02q0',
    'flag_01H455VB4PEX5VSKNK084SN02Q',
    'flag_81h455vb4pex5vsknk084sn02q',
    'flag_01h455vb4pex5vsknk084sn0iq',
    'flag_01h455vb4pex5vsknk084sn02q\n',
  ])('%j is not an id', (text) => {
    expect(isId('flag', text)).toBe(false);
  });

  it('the first id of a time comes before those made then and after those made before', () => {
    const before = newId('dlv');
    const made = new Date(Date.now() + 1);
    while (Date.now() < made.getTime());
    const after = newId('dlv');
    expect([firstIdAt('dlv', made), after, before].toSorted()).toEqual([
      before,
      firstIdAt('dlv', made),
      after,
    ]);
    expect(firstIdAt('dlv', new Date(0))).toBe('dlv_0000000000');
  });
});
