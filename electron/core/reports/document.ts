/** What a column holds; page and CSV each write it in their own way. */
export type ColumnKind = 'text' | 'number' | 'time' | 'duration' | 'code' | 'note';

export interface Column {
  readonly title: string;
  /**
   * `time`: UTC in ms since 1970. `duration`: ms. `code`: an identifier or hash, in full; the page
   * shows it in a fixed-width font. `note`: a text of any length; the page gives it the whole width.
   */
  readonly kind: ColumnKind;
}

/** Null where there is nothing to say. */
export type Value = string | number | null;

/** A table of a report. */
export interface TableSection {
  readonly layout: 'table';
  /** Stable name, first column of the CSV. */
  readonly id: string;
  readonly title: string;
  /** Sentences between title and table. */
  readonly notes: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
}

/** Terms with their values; rows of two columns in the CSV. */
export interface ListSection {
  readonly layout: 'list';
  readonly id: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly entries: readonly (readonly [term: string, value: string | number])[];
}

export type Section = TableSection | ListSection;

/** A report before it is a page or a spreadsheet. Every text in it is plain text. */
export interface ReportDocument {
  readonly title: string;
  /** Language of the texts that are ours (BCP 47). */
  readonly language: string;
  /** Said in large letters at the beginning, or null. */
  readonly warning: string | null;
  readonly sections: readonly Section[];
  /** Lines at the end of the page on which somebody signs. */
  readonly signatures: readonly string[];
}
