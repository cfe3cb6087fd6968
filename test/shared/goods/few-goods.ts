import { knowledgeFileSchema, type Concept } from '../../../shared/goods/knowledge.ts';

const memory = { source: 'written for the test', verify: true };
const dangerous = { post: 'no', procedure: 'dangerous-goods', ...memory };

/** A few goods in several languages and scripts, in the shape of the knowledge base. */
export const FEW_GOODS: readonly Concept[] = knowledgeFileSchema.parse({
  file: 'few-goods',
  version: 1,
  reviewed: [],
  concepts: [
    {
      id: 'lithium-ion-cells',
      categories: ['lithium-batteries'],
      class: '9',
      un: ['3480'],
      hs: ['850760'],
      check: 'Look whether it is built in.',
      names: {
        en: ['lithium ion battery', 'li-ion cells'],
        fr: ['batterie au lithium'],
        ru: ['литиевый аккумулятор'],
        zh: ['锂电池'],
      },
      hints: { en: ['battery'] },
      innocent: { en: ['battery charger', 'battery operated'] },
      ...dangerous,
    },
    {
      id: 'power-bank',
      categories: ['lithium-batteries'],
      un: ['3480'],
      names: { en: ['power bank'], ru: ['пауэрбанк'], zh: ['充电宝', '移动电源'] },
      ...dangerous,
    },
    {
      id: 'hfc-134a',
      categories: ['ozone-climate', 'gases'],
      class: '2.2',
      un: ['3159'],
      cas: ['811-97-2'],
      ashrae: ['R-134a'],
      hs: ['290345'],
      names: { en: ['tetrafluoroethane', 'refrigerant gas R-134a'] },
      ...dangerous,
    },
    {
      id: 'captagon',
      categories: ['narcotics'],
      names: { en: ['captagon'], ar: ['كبتاجون', 'حبوب كبتاجون'] },
      ...dangerous,
    },
    {
      id: 'tramadol',
      categories: ['medicines', 'narcotics'],
      cas: ['27203-92-5'],
      post: 'conditional',
      condition: 'With a prescription.',
      names: { en: ['tramadol'], 'hi-Latn': ['tramadol goli'], hi: ['ट्रामाडोल गोली'] },
      ...memory,
    },
    {
      id: 'cartridges',
      categories: ['firearms'],
      names: { en: ['cartridges', 'live ammunition'], ru: ['патроны'], hi: ['कारतूस'] },
      ...dangerous,
    },
    {
      id: 'printer-supplies',
      categories: ['none'],
      post: 'yes',
      names: { en: ['ink cartridge', 'toner'], de: ['Tintenpatrone'], fr: ["cartouche d'encre"] },
      ...memory,
    },
    {
      id: 'shark-fin',
      categories: ['fisheries', 'wildlife'],
      post: 'conditional',
      condition: 'With a permit.',
      names: { en: ['shark fin'], es: ['aleta de tiburón'], zh: ['鱼翅'], ar: ['زعانف القرش'] },
      ...memory,
    },
    {
      id: 'replica',
      kind: 'mark',
      categories: [],
      post: 'unknown',
      names: { en: ['replica'] },
      ...memory,
    },
  ],
}).concepts;
