import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';
import type { XmlEvents } from '../xml/safe-xml.ts';
import { createDialect2005 } from './n42-2005.ts';
import { createDialect2011 } from './n42-2011.ts';
import type { N42Content } from './n42-content.ts';
import type { N42Dialect } from './n42-dialect.ts';
import { gatherElements } from './n42-element.ts';
import type { N42Elements } from './n42-element.ts';

interface Edition {
  /** Which namespaces its elements may be of. */
  readonly isOwn: (uri: string) => boolean;
  readonly create: () => N42Dialect;
}

/** By the element that holds all data; of 2005 some files name no namespace. */
const EDITIONS: Readonly<Record<string, Edition>> = {
  RadInstrumentData: {
    isOwn: (uri) => uri === 'http://physics.nist.gov/N42/2011/N42',
    create: createDialect2011,
  },
  N42InstrumentData: {
    isOwn: (uri) => uri === '' || /^https?:\/\/physics\.nist\.gov\/.*ANSIN4242/.test(uri),
    create: createDialect2005,
  },
};

/** Takes the events of an XML document. */
export interface N42Document extends XmlEvents {
  /** Elements so far that were of use. */
  gathered(): number;
  /** After the end. @throws UnreadableFile for an XML document that is no N42 */
  content(): N42Content;
}

/**
 * Reads either edition. Elements of other namespaces are extensions of a manufacturer and are left out
 * with all that is in them. The data may stand within another element, as some gates write them.
 */
export function createN42Document(): N42Document {
  let count = 0;
  let found: { dialect: N42Dialect; elements: N42Elements; uri: string } | null = null;
  /** Elements that are open within one that is left out, itself included. */
  let leftOut = 0;

  const begin = (name: string, uri: string): void => {
    const edition = Object.hasOwn(EDITIONS, name) ? EDITIONS[name] : undefined;
    if (edition === undefined) return;
    if (!edition.isOwn(uri)) {
      const what = `is no ANSI N42.42 file of 2011 or 2005: its ${name} is of the namespace`;
      throw new UnreadableFile(`${what} "${quotedText(uri)}"`);
    }
    const dialect = edition.create();
    const elements = gatherElements(dialect.names, (element) => {
      count += 1;
      dialect.take(element);
    });
    found = { dialect, elements, uri };
  };

  return {
    open({ name, uri, attributes, line }) {
      if (found === null) {
        begin(name, uri);
        return;
      }
      if (leftOut > 0 || uri !== found.uri) {
        leftOut += 1;
        return;
      }
      const named = new Map(attributes.map((attribute) => [attribute.name, attribute.value]));
      found.elements.open(name, line, named);
    },
    text(text) {
      if (leftOut === 0) found?.elements.text(text);
    },
    close() {
      if (leftOut > 0) leftOut -= 1;
      else found?.elements.close();
    },
    gathered: () => count,
    content() {
      if (found === null) {
        throw new UnreadableFile('is no ANSI N42.42 file: it has no RadInstrumentData');
      }
      return found.dialect.content();
    },
  };
}
