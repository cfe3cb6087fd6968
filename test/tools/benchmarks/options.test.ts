import { describe, expect, it } from 'vitest';
import { OptionError, readOptions } from '../../../tools/benchmarks/options.ts';

const DEFAULTS = { rounds: 7, falseAlarm: 1e-4, rates: [0.05, 1] };

describe('options of a benchmark', () => {
  it('are the defaults where none are given', () => {
    expect(readOptions(DEFAULTS, [])).toEqual(DEFAULTS);
  });

  it('are numbers and lists of numbers', () => {
    const args = ['--rounds', '3', '--falseAlarm', '0.01', '--rates', '0.3,3,12'];
    expect(readOptions(DEFAULTS, args)).toEqual({
      rounds: 3,
      falseAlarm: 0.01,
      rates: [0.3, 3, 12],
    });
  });

  it.each([
    ['--rounds', '1.5'],
    ['--rounds', '0'],
    ['--falseAlarm', '-1'],
    ['--falseAlarm', 'Infinity'],
    ['--rates', '0'],
    ['--rates', '0.3,'],
    ['--rates', '0.3,x'],
    ['--rates', '0.3,Infinity'],
    ['--other', '1'],
  ])('are refused by name: %s %s', (name, text) => {
    const read = (): unknown => readOptions(DEFAULTS, [name, text]);
    expect(read).toThrow(OptionError);
    expect(read).toThrow(name);
  });

  it('have a largest value where one is given', () => {
    const read = (text: string) => readOptions(DEFAULTS, ['--rounds', text], { rounds: 9 });
    expect(read('9').rounds).toBe(9);
    expect(() => read('10')).toThrow('--rounds takes a whole number above zero and at most 9');
  });

  it('are words of those that are known, or there or not', () => {
    const defaults = { format: 'csv', 'with-bench': false } as const;
    const limits = { format: ['csv', 'xml'] };
    expect(readOptions(defaults, [], limits)).toEqual(defaults);
    expect(readOptions(defaults, ['--format', 'xml', '--with-bench'], limits)).toEqual({
      format: 'xml',
      'with-bench': true,
    });
    expect(() => readOptions(defaults, ['--format', 'pdf'], limits)).toThrow('one of csv, xml');
  });
});
