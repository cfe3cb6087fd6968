import { SaxesParser } from 'saxes';
import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';

/** An attribute, without its prefix. Declarations of namespaces are none. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Namespace; empty for none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  /** Line in which its opening tag ends, counted from 1. */
  readonly line: number;
}

/** What an XML document is made of, in its order. */
export interface XmlEvents {
  open(element: XmlElement): void;
  /** Entities and CDATA are text already; the text of one element may come in several parts. */
  text(text: string): void;
  /** @param line in which the element ends, counted from 1 */
  close(name: string, line: number): void;
}

/** Reads one document. After anything was thrown it cannot be used any more. */
export interface SafeXml {
  /** @throws UnreadableFile; what the events throw */
  write(text: string): void;
  /** @throws UnreadableFile when the document is not complete */
  end(): void;
  /** Line that was reached, counted from 1. */
  readonly line: number;
}

/** Elements within each other; customs messages have about ten. */
const DEEPEST = 64;
/** Characters from the end of one tag, text or comment to the end of the next. */
const LONGEST_PART = 1 << 20;
/** How saxes begins its messages. */
const PLACE = /^(\d+):(\d+): /;

/**
 * A strict parser that can be given any file: memory is capped whatever is in it, and a document type
 * declaration is refused, so that there are no entities to expand and nothing outside to fetch.
 */
export function createSafeXml(events: XmlEvents): SafeXml {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  let partFrom = 0;
  let written = 0;

  const keepShort = (reached: number): void => {
    if (reached - partFrom <= LONGEST_PART) return;
    const what = `has a single element, text or comment of more than ${LONGEST_PART} characters`;
    throw new UnreadableFile(`${what}, up to line ${parser.line}`);
  };
  const partEnds = (): void => {
    const { position } = parser;
    keepShort(position);
    partFrom = position;
  };

  parser.on('doctype', () => {
    throw new UnreadableFile(
      `has a document type declaration (DOCTYPE) in line ${parser.line}: such files are refused, ` +
        'because it can name other files or make a small file endless; nothing of it was followed',
    );
  });
  parser.on('opentagstart', () => {
    depth += 1;
    if (depth <= DEEPEST) return;
    const where = `in line ${parser.line}`;
    throw new UnreadableFile(`has more than ${DEEPEST} elements within each other ${where}`);
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    partEnds();
    const given: XmlAttribute[] = [];
    for (const { prefix, name, local: bare, value } of Object.values(attributes)) {
      if (prefix !== 'xmlns' && name !== 'xmlns') given.push({ name: bare, value });
    }
    events.open({ name: local, uri, attributes: given, line: parser.line });
  });
  parser.on('closetag', ({ local }) => {
    partEnds();
    depth -= 1;
    events.close(local, parser.line);
  });
  const text = (part: string): void => {
    partEnds();
    events.text(part);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('comment', partEnds);
  parser.on('processinginstruction', partEnds);

  parser.on('error', ({ message }) => {
    throw new UnreadableFile(notWellFormed(message));
  });
  return {
    write(chunk) {
      parser.write(chunk);
      // The parser's own position counts the last chunk twice between two of them.
      written += chunk.length;
      keepShort(written);
    },
    end: () => void parser.close(),
    get line() {
      return parser.line;
    },
  };
}

/** `2:14: unmatched closing tag: A.` in words that follow the file's name. */
function notWellFormed(message: string): string {
  const [place = '', line = '', column = ''] = PLACE.exec(message) ?? [];
  const reason = quotedText(message.slice(place.length)).replace(/\.$/, '');
  return `is not well-formed XML in line ${line}, column ${column}: ${reason}`;
}
