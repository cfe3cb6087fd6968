/** How the value of one application identifier looks. */
export interface ApplicationIdentifier {
  /** Data title, as it is printed beside the value. */
  readonly title: string;
  /** N digits, X character set 82, Y 39, Z 64; `..` up to, in brackets what may be missing. */
  readonly format: string;
  /** Digits at the beginning that end with a mod-10 check digit; 0 for none. */
  readonly checked: number;
  /**
   * `day`: YYMMDD first; `day-or-month`: day 00 is the last of the month; `days`: one or two days.
   */
  readonly date: 'day' | 'day-or-month' | 'days' | null;
  /** Unit of a quantity whose decimals the last digit of the identifier gives. */
  readonly unit: string | null;
  /** What it identifies; null where that is no item (and for the SSCC, which has a scheme of its own). */
  readonly names: 'consignment' | 'goods' | null;
  /** Name, address, phone or place of a person. */
  readonly personal: boolean;
}

/*
 * The rows are those of GS1 General Specifications, section 3, with the formats and data titles of the
 * GS1 Barcode Syntax Dictionary, which GS1 publishes for programs.
 */
type Row = readonly [ai: string, format: string, title: string];

/** A row that says no more than format and title. */
const PLAIN: ApplicationIdentifier = {
  title: '',
  format: '',
  checked: 0,
  date: null,
  unit: null,
  names: null,
  personal: false,
};

/** Identification keys; `checked` digits end with a check digit. */
const KEYS: readonly (readonly [...Row, checked: number, names: ApplicationIdentifier['names']])[] =
  [
    ['00', 'N18', 'SSCC', 18, null],
    ['01', 'N14', 'GTIN', 14, 'goods'],
    ['02', 'N14', 'CONTENT', 14, 'goods'],
    ['03', 'N14', 'MTO GTIN', 14, 'goods'],
    ['253', 'N13 [X..17]', 'GDTI', 13, null],
    ['255', 'N13 [N..12]', 'GCN', 13, null],
    ['401', 'X..30', 'GINC', 0, 'consignment'],
    ['402', 'N17', 'GSIN', 17, 'consignment'],
    ['410', 'N13', 'SHIP TO LOC', 13, null],
    ['411', 'N13', 'BILL TO', 13, null],
    ['412', 'N13', 'PURCHASE FROM', 13, null],
    ['413', 'N13', 'SHIP FOR LOC', 13, null],
    ['414', 'N13', 'LOC No.', 13, null],
    ['415', 'N13', 'PAY TO', 13, null],
    ['416', 'N13', 'PROD/SERV LOC', 13, null],
    ['417', 'N13', 'PARTY', 13, null],
    ['8003', 'N14 [X..16]', 'GRAI', 14, 'goods'],
    ['8004', 'X..30', 'GIAI', 0, 'goods'],
    ['8006', 'N14 N4', 'ITIP', 14, 'goods'],
    ['8010', 'Y..30', 'CPID', 0, 'goods'],
    ['8017', 'N18', 'GSRN - PROVIDER', 18, null],
    ['8018', 'N18', 'GSRN - RECIPIENT', 18, null],
    ['8026', 'N14 N4', 'ITIP CONTENT', 14, 'goods'],
  ];

/** Dates. */
const DATES: readonly (readonly [...Row, date: NonNullable<ApplicationIdentifier['date']>])[] = [
  ['11', 'N6', 'PROD DATE', 'day-or-month'],
  ['12', 'N6', 'DUE DATE', 'day-or-month'],
  ['13', 'N6', 'PACK DATE', 'day-or-month'],
  ['15', 'N6', 'BEST BEFORE or BEST BY', 'day-or-month'],
  ['16', 'N6', 'SELL BY', 'day-or-month'],
  ['17', 'N6', 'USE BY or EXPIRY', 'day-or-month'],
  ['4324', 'N10', 'NOT BEF DEL DT', 'day-or-month'],
  ['4325', 'N10', 'NOT AFT DEL DT', 'day-or-month'],
  ['4326', 'N6', 'REL DATE', 'day'],
  ['7003', 'N10', 'EXPIRY TIME', 'day'],
  ['7006', 'N6', 'FIRST FREEZE DATE', 'day'],
  ['7007', 'N6 [N6]', 'HARVEST DATE', 'days'],
  ['7011', 'N6 [N4]', 'TEST BY DATE', 'day'],
  ['8008', 'N8 [N2] [N2]', 'PROD TIME', 'day'],
];

/** Six digits; the fourth digit of the identifier, 0 to 5, is the number of decimals. */
const QUANTITIES: readonly (readonly [ai: string, title: string, unit: string])[] = [
  ['310', 'NET WEIGHT', 'kg'],
  ['311', 'LENGTH', 'm'],
  ['312', 'WIDTH', 'm'],
  ['313', 'HEIGHT', 'm'],
  ['314', 'AREA', 'm²'],
  ['315', 'NET VOLUME', 'l'],
  ['316', 'NET VOLUME', 'm³'],
  ['320', 'NET WEIGHT', 'lb'],
  ['321', 'LENGTH', 'in'],
  ['322', 'LENGTH', 'ft'],
  ['323', 'LENGTH', 'yd'],
  ['324', 'WIDTH', 'in'],
  ['325', 'WIDTH', 'ft'],
  ['326', 'WIDTH', 'yd'],
  ['327', 'HEIGHT', 'in'],
  ['328', 'HEIGHT', 'ft'],
  ['329', 'HEIGHT', 'yd'],
  ['330', 'GROSS WEIGHT', 'kg'],
  ['331', 'LENGTH, log', 'm'],
  ['332', 'WIDTH, log', 'm'],
  ['333', 'HEIGHT, log', 'm'],
  ['334', 'AREA, log', 'm²'],
  ['335', 'VOLUME, log', 'l'],
  ['336', 'VOLUME, log', 'm³'],
  ['337', 'KG PER m²', 'kg/m²'],
  ['340', 'GROSS WEIGHT', 'lb'],
  ['341', 'LENGTH, log', 'in'],
  ['342', 'LENGTH, log', 'ft'],
  ['343', 'LENGTH, log', 'yd'],
  ['344', 'WIDTH, log', 'in'],
  ['345', 'WIDTH, log', 'ft'],
  ['346', 'WIDTH, log', 'yd'],
  ['347', 'HEIGHT, log', 'in'],
  ['348', 'HEIGHT, log', 'ft'],
  ['349', 'HEIGHT, log', 'yd'],
  ['350', 'AREA', 'in²'],
  ['351', 'AREA', 'ft²'],
  ['352', 'AREA', 'yd²'],
  ['353', 'AREA, log', 'in²'],
  ['354', 'AREA, log', 'ft²'],
  ['355', 'AREA, log', 'yd²'],
  ['356', 'NET WEIGHT', 'oz t'],
  ['357', 'NET WEIGHT or VOLUME', 'oz'],
  ['360', 'NET VOLUME', 'qt'],
  ['361', 'NET VOLUME', 'gal'],
  ['362', 'VOLUME, log', 'qt'],
  ['363', 'VOLUME, log', 'gal'],
  ['364', 'NET VOLUME', 'in³'],
  ['365', 'NET VOLUME', 'ft³'],
  ['366', 'NET VOLUME', 'yd³'],
  ['367', 'VOLUME, log', 'in³'],
  ['368', 'VOLUME, log', 'ft³'],
  ['369', 'VOLUME, log', 'yd³'],
];

/** Where a parcel goes to or comes back to; whom it is for. */
const PERSONS: readonly Row[] = [
  ['420', 'X..20', 'SHIP TO POST'],
  ['421', 'N3 X..9', 'SHIP TO POST'],
  ['4300', 'X..35', 'SHIP TO COMP'],
  ['4301', 'X..35', 'SHIP TO NAME'],
  ['4302', 'X..70', 'SHIP TO ADD1'],
  ['4303', 'X..70', 'SHIP TO ADD2'],
  ['4304', 'X..70', 'SHIP TO SUB'],
  ['4305', 'X..70', 'SHIP TO LOC'],
  ['4306', 'X..70', 'SHIP TO REG'],
  ['4308', 'X..30', 'SHIP TO PHONE'],
  ['4309', 'N20', 'SHIP TO GEO'],
  ['4310', 'X..35', 'RTN TO COMP'],
  ['4311', 'X..35', 'RTN TO NAME'],
  ['4312', 'X..70', 'RTN TO ADD1'],
  ['4313', 'X..70', 'RTN TO ADD2'],
  ['4314', 'X..70', 'RTN TO SUB'],
  ['4315', 'X..70', 'RTN TO LOC'],
  ['4316', 'X..70', 'RTN TO REG'],
  ['4318', 'X..20', 'RTN TO POST'],
  ['4319', 'X..30', 'RTN TO PHONE'],
  ['7250', 'N8', 'DOB'],
  ['7251', 'N12', 'DOB TIME'],
  ['7252', 'N1', 'BIO SEX'],
  ['7253', 'X..40', 'FAMILY NAME'],
  ['7254', 'X..40', 'GIVEN NAME'],
  ['7255', 'X..10', 'SUFFIX'],
  ['7256', 'X..90', 'FULL NAME'],
  ['7257', 'X..70', 'PERSON ADDR'],
  ['7258', 'X3', 'BIRTH SEQUENCE'],
  ['7259', 'X..40', 'BABY'],
];

/** The others. `4330` to `4333` end with a minus when negative. */
const OTHERS: readonly Row[] = [
  ['10', 'X..20', 'BATCH/LOT'],
  ['20', 'N2', 'VARIANT'],
  ['21', 'X..20', 'SERIAL'],
  ['22', 'X..20', 'CPV'],
  ['235', 'X..28', 'TPX'],
  ['240', 'X..30', 'ADDITIONAL ID'],
  ['241', 'X..30', 'CUST. PART No.'],
  ['242', 'N..6', 'MTO VARIANT'],
  ['243', 'X..20', 'PCN'],
  ['250', 'X..30', 'SECONDARY SERIAL'],
  ['251', 'X..30', 'REF. TO SOURCE'],
  ['254', 'X..20', 'GLN EXTENSION COMPONENT'],
  ['30', 'N..8', 'VAR. COUNT'],
  ['37', 'N..8', 'COUNT'],
  ['400', 'X..30', 'ORDER NUMBER'],
  ['403', 'X..30', 'ROUTE'],
  ['422', 'N3', 'ORIGIN'],
  ['423', 'N3 [N3] [N3] [N3] [N3]', 'COUNTRY - INITIAL PROCESS'],
  ['424', 'N3', 'COUNTRY - PROCESS'],
  ['425', 'N3 [N3] [N3] [N3] [N3]', 'COUNTRY - DISASSEMBLY'],
  ['426', 'N3', 'COUNTRY - FULL PROCESS'],
  ['427', 'X..3', 'ORIGIN SUBDIVISION'],
  ['4307', 'X2', 'SHIP TO COUNTRY'],
  ['4317', 'X2', 'RTN TO COUNTRY'],
  ['4320', 'X..35', 'SRV DESCRIPTION'],
  ['4321', 'N1', 'DANGEROUS GOODS'],
  ['4322', 'N1', 'AUTH LEAVE'],
  ['4323', 'N1', 'SIG REQUIRED'],
  ['4330', 'N6 [X1]', 'MAX TEMP F'],
  ['4331', 'N6 [X1]', 'MAX TEMP C'],
  ['4332', 'N6 [X1]', 'MIN TEMP F'],
  ['4333', 'N6 [X1]', 'MIN TEMP C'],
  ['7001', 'N13', 'NSN'],
  ['7002', 'X..30', 'MEAT CUT'],
  ['7004', 'N..4', 'ACTIVE POTENCY'],
  ['7005', 'X..12', 'CATCH AREA'],
  ['7008', 'X..3', 'AQUATIC SPECIES'],
  ['7009', 'X..10', 'FISHING GEAR TYPE'],
  ['7010', 'X..2', 'PROD METHOD'],
  ['7020', 'X..20', 'REFURB LOT'],
  ['7021', 'X..20', 'FUNC STAT'],
  ['7022', 'X..20', 'REV STAT'],
  ['7023', 'X..30', 'GIAI - ASSEMBLY'],
  ['7040', 'N1 X3', 'UIC+EXT'],
  ['7041', 'X..4', 'UFRGT UNIT TYPE'],
  ['710', 'X..20', 'NHRN PZN'],
  ['711', 'X..20', 'NHRN CIP'],
  ['712', 'X..20', 'NHRN CN'],
  ['713', 'X..20', 'NHRN DRN'],
  ['714', 'X..20', 'NHRN AIM'],
  ['715', 'X..20', 'NHRN NDC'],
  ['716', 'X..20', 'NHRN AIC'],
  ['7240', 'X..20', 'PROTOCOL'],
  ['7241', 'N2', 'AIDC MEDIA TYPE'],
  ['7242', 'X..25', 'VCN'],
  ['8001', 'N14', 'DIMENSIONS'],
  ['8002', 'X..20', 'CMT No.'],
  ['8005', 'N6', 'PRICE PER UNIT'],
  ['8007', 'X..34', 'IBAN'],
  ['8009', 'X..50', 'OPTSEN'],
  ['8011', 'N..12', 'CPID SERIAL'],
  ['8012', 'X..20', 'VERSION'],
  ['8013', 'X..25', 'GMN'],
  ['8014', 'X..25', 'MUDI'],
  ['8019', 'N..10', 'SRIN'],
  ['8020', 'X..25', 'REF No.'],
  ['8030', 'Z..90', 'DIGSIG'],
  ['8110', 'X..70', 'COUPON'],
  ['8111', 'N4', 'POINTS'],
  ['8112', 'X..70', 'COUPON'],
  ['8200', 'X..70', 'PRODUCT URL'],
  ['90', 'X..30', 'INTERNAL'],
];

/** Rows that differ in their last digit only: how many of them there are, from 0 or from the digit given. */
const SERIES: readonly (readonly [...Row, first: number, last: number])[] = [
  ['390', 'N..15', 'AMOUNT', 0, 9],
  ['391', 'N3 N..15', 'AMOUNT', 0, 9],
  ['392', 'N..15', 'PRICE', 0, 9],
  ['393', 'N3 N..15', 'PRICE', 0, 9],
  ['394', 'N4', 'PRCNT OFF', 0, 3],
  ['395', 'N6', 'PRICE/UoM', 0, 5],
  ['703', 'N3 X..27', 'PROCESSOR', 0, 9],
  ['723', 'X2 X..28', 'CERT', 0, 9],
  ['9', 'X..90', 'INTERNAL', 1, 9],
];

function* rows(): Generator<readonly [string, ApplicationIdentifier]> {
  for (const [ai, format, title, checked, names] of KEYS) {
    yield [ai, { ...PLAIN, format, title, checked, names }];
  }
  for (const [ai, format, title, date] of DATES) yield [ai, { ...PLAIN, format, title, date }];
  for (const [ai, title, unit] of QUANTITIES) {
    for (let decimals = 0; decimals <= 5; decimals += 1) {
      yield [`${ai}${decimals}`, { ...PLAIN, format: 'N6', title, unit }];
    }
  }
  for (const [ai, format, title] of PERSONS)
    yield [ai, { ...PLAIN, format, title, personal: true }];
  for (const [ai, format, title] of OTHERS) yield [ai, { ...PLAIN, format, title }];
  for (const [ai, format, title, first, last] of SERIES) {
    for (let digit = first; digit <= last; digit += 1) {
      yield [`${ai}${digit}`, { ...PLAIN, format, title }];
    }
  }
}

/** All application identifiers that this program knows; none is the beginning of another. */
export const APPLICATION_IDENTIFIERS: ReadonlyMap<string, ApplicationIdentifier> = new Map(rows());

/**
 * GS1 General Specifications, 7.8: first two digits of the identifiers whose length is fixed for
 * all time; after any other a separator has to stand, although its length be fixed as well.
 */
export const PREDEFINED_LENGTH: ReadonlySet<string> = new Set(
  '00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41'.split(' '),
);
