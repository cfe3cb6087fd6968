import { Tokenizer, TokenizerError, TokenType } from '@streamparser/json';
import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';

/** A value that is no list and no object. A number is given as it is written. */
export interface JsonScalar {
  readonly kind: 'text' | 'number' | 'boolean' | 'null';
  readonly text: string;
}

/** What JSON documents are made of, in their order. Lines count from 1. */
export interface JsonEvents {
  /** @param key null for a member of a list, and for the document itself */
  open(kind: 'object' | 'list', key: string | null, line: number): void;
  value(value: JsonScalar, key: string | null, line: number): void;
  close(): void;
}

/** Reads one document after the other. After anything was thrown it cannot be used any more. */
export interface JsonParts {
  /** @param bytes UTF-8, cut anywhere @throws UnreadableFile; what the events throw */
  write(bytes: Uint8Array): void;
  /** @throws UnreadableFile when a document has begun and is not complete */
  endDocument(): void;
  /** Line that was reached, counted from 1. */
  line(): number;
}

/** Lists and objects within each other. */
const DEEPEST = 64;
/** Bytes of one text or number, or of blanks between two. */
const LONGEST_PART = 1 << 20;
/** Characters of all keys of one object; those of the neutral item have some seven hundred. */
const MOST_KEYS = 64 * 1024;

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'nothing';

interface Open {
  readonly kind: 'object' | 'list';
  readonly keys: Set<string>;
  /** Of the keys, with one more for each. */
  characters: number;
}

/** Keeps numbers as they are written: a JavaScript number may be another one. */
class ExactTokenizer extends Tokenizer {
  numberText = '';
  protected override parseNumber(text: string): number {
    this.numberText = text;
    return 0;
  }
}

/**
 * JSON by the letter (RFC 8259) with memory that is capped whatever is in it. A key that stands twice
 * in an object is refused: which of the two is meant nobody can know.
 *
 * @param firstLine number of the line that will be written first
 */
export function createJsonParts(events: JsonEvents, firstLine = 1): JsonParts {
  const tokenizer = new ExactTokenizer();
  const open: Open[] = [];
  let expected: Expected = 'value';
  let key: string | null = null;
  let line = firstLine;
  /** Of the last part: the end of its line was counted as well. */
  let lastLine = firstLine;
  let [chunk, chunkFrom, counted, partFrom]: [Uint8Array, number, number, number] = [
    new Uint8Array(),
    0,
    0,
    0,
  ];

  /** Counts the lines up to a byte of the stream. */
  const lineAt = (offset: number): number => {
    for (;;) {
      const next = chunk.indexOf(0x0a, counted - chunkFrom);
      if (next < 0 || chunkFrom + next >= offset) return line;
      line += 1;
      counted = chunkFrom + next + 1;
    }
  };
  const fail = (what: string, at = line): never => {
    throw new UnreadableFile(`is not well-formed JSON in line ${at}: ${what}`);
  };
  const rememberKey = (text: string): void => {
    const own = open.at(-1);
    if (own === undefined) return;
    if (own.keys.has(text)) fail(`the key "${quotedText(text)}" stands twice in one object`);
    own.characters += text.length + 1;
    if (own.characters > MOST_KEYS) fail(`the keys of an object are longer than ${MOST_KEYS}`);
    own.keys.add(text);
  };
  const takeKey = (): string | null => {
    const own = key;
    key = null;
    return own;
  };
  const valueEnded = (): void => {
    expected = open.length === 0 ? 'nothing' : 'comma';
  };
  const scalar = (kind: JsonScalar['kind'], text: string): void => {
    if (expected === 'key' || expected === 'first key') {
      if (kind !== 'text') fail('a key in quotes is expected');
      rememberKey(text);
      key = text;
      expected = 'colon';
      return;
    }
    if (expected !== 'value' && expected !== 'first value')
      fail(`${quotedText(text)} is not expected`);
    events.value({ kind, text }, takeKey(), line);
    valueEnded();
  };
  const begin = (kind: Open['kind']): void => {
    if (expected !== 'value' && expected !== 'first value')
      fail('a list or object is not expected');
    if (open.length === DEEPEST) {
      const what = `has more than ${DEEPEST} lists and objects within each other in line ${line}`;
      throw new UnreadableFile(what);
    }
    events.open(kind, takeKey(), line);
    open.push({ kind, keys: new Set(), characters: 0 });
    expected = kind === 'object' ? 'first key' : 'first value';
  };
  const end = (kind: Open['kind']): void => {
    const first = kind === 'object' ? 'first key' : 'first value';
    if (open.at(-1)?.kind !== kind || (expected !== 'comma' && expected !== first)) {
      fail(`the end of ${kind === 'object' ? 'an object' : 'a list'} is not expected`);
    }
    open.pop();
    events.close();
    valueEnded();
  };

  tokenizer.onToken = ({ token, value, offset }) => {
    lastLine = lineAt(offset);
    partFrom = offset;
    switch (token) {
      case TokenType.LEFT_BRACE:
        return begin('object');
      case TokenType.LEFT_BRACKET:
        return begin('list');
      case TokenType.RIGHT_BRACE:
        return end('object');
      case TokenType.RIGHT_BRACKET:
        return end('list');
      case TokenType.COLON:
        if (expected !== 'colon') fail('a colon is not expected');
        expected = 'value';
        return;
      case TokenType.COMMA:
        if (expected !== 'comma') fail('a comma is not expected');
        expected = open.at(-1)?.kind === 'object' ? 'key' : 'value';
        return;
      case TokenType.STRING:
        return scalar('text', String(value));
      case TokenType.NUMBER:
        return scalar('number', tokenizer.numberText);
      case TokenType.NULL:
        return scalar('null', '');
      default:
        return scalar('boolean', String(value));
    }
  };

  return {
    line: () => line,
    write(bytes) {
      chunk = bytes;
      counted = chunkFrom;
      try {
        tokenizer.write(bytes);
      } catch (error) {
        if (!(error instanceof TokenizerError)) throw error;
        lineAt(positionOf(error.message) ?? chunkFrom);
        fail(wrongCharacter(error.message));
      }
      const reached = chunkFrom + bytes.length;
      lineAt(reached);
      chunkFrom = reached;
      if (chunkFrom - partFrom > LONGEST_PART) {
        const what = `has a single text, number or gap of more than ${LONGEST_PART} bytes`;
        throw new UnreadableFile(`${what}, up to line ${line}`);
      }
    },
    endDocument() {
      if (expected !== 'nothing') fail('it ends before it is complete', lastLine);
      expected = 'value';
    },
  };
}

/** Where in the stream a character is that is not expected. */
function positionOf(message: string): number | null {
  const position = /absolute position "(\d+)"/.exec(message)?.[1];
  return position === undefined ? null : Number(position);
}

function wrongCharacter(message: string): string {
  const character = /^Unexpected "([\s\S])"/.exec(message)?.[1];
  return character === undefined
    ? 'it cannot be read'
    : `"${quotedText(character)}" is not expected`;
}
